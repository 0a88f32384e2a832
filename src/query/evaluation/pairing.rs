//! Pairs gold items with predicted ones, each at most once.

/// Greedy one-to-one pairing by falling weight, ties in the order of the lists; 0 never pairs.
pub(super) fn pair_up<G, P>(gold: &[G], pred: &[P], weight: impl Fn(&G, &P) -> f64) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in pred.iter().enumerate() {
            let weight = weight(g, p);
            if weight > 0.0 {
                candidates.push((weight, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_gold, mut used_pred) = (vec![false; gold.len()], vec![false; pred.len()]);
    candidates.retain(|(_, i, j)| {
        let free = !used_gold[*i] && !used_pred[*j];
        used_gold[*i] |= free;
        used_pred[*j] |= free;
        free
    });
    candidates.into_iter().map(|(_, i, j)| (i, j)).collect()
}

#[cfg(test)]
mod tests {
    use super::pair_up;

    #[test]
    fn the_best_pair_goes_first_and_takes_both() {
        let pairs = pair_up(&[1.0, 2.0], &[2.0, 2.5], |g, p| 1.0 / (1.0 + f64::abs(g - p)));
        assert_eq!(pairs, [(1, 0), (0, 1)]);
        assert_eq!(pair_up(&[1], &[1, 1], |_, _| 0.5), [(0, 0)]);
        assert_eq!(pair_up(&[1], &[1], |_, _| 0.0), []);
    }
}
