//! Heights of many rows, most of them estimated: where does a row start, which row stands at a height.
//!
//! A Fenwick tree, so that measuring a row and asking cost O(log n) however long the document is.

/// Heights of rows in points, with their running sums.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    rows: Vec<f32>,
    measured: Vec<bool>,
    tree: Vec<f64>,
}

impl Heights {
    /// Rows whose heights are estimates.
    #[must_use]
    pub fn estimated(rows: Vec<f32>) -> Self {
        let mut tree: Vec<f64> = std::iter::once(0.0).chain(rows.iter().map(|h| f64::from(*h))).collect();
        for index in 1..tree.len() {
            let parent = index + lowest_bit(index);
            if parent < tree.len() {
                tree[parent] += tree[index];
            }
        }
        Self { measured: vec![false; rows.len()], rows, tree }
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// No rows at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Is this row's height known?
    #[must_use]
    pub fn is_measured(&self, row: usize) -> bool {
        self.measured.get(row).copied().unwrap_or(false)
    }

    /// Height of a row, 0 past the end.
    #[must_use]
    pub fn height(&self, row: usize) -> f32 {
        self.rows.get(row).copied().unwrap_or(0.0)
    }

    /// Notes the true height of a row.
    pub fn measure(&mut self, row: usize, height: f32) {
        let Some(known) = self.rows.get_mut(row) else { return };
        let difference = f64::from(height) - f64::from(*known);
        *known = height;
        self.measured[row] = true;
        if difference == 0.0 {
            return;
        }
        let mut index = row + 1;
        while index < self.tree.len() {
            self.tree[index] += difference;
            index += lowest_bit(index);
        }
    }

    /// Upper edge of a row; of the row past the last: the height of all.
    #[must_use]
    pub fn top(&self, row: usize) -> f32 {
        let mut index = row.min(self.rows.len());
        let mut sum = 0.0;
        while index > 0 {
            sum += self.tree[index];
            index -= lowest_bit(index);
        }
        sum as f32
    }

    /// Height of all rows together.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.top(self.rows.len())
    }

    /// The row at a height: the first above, the last below.
    #[must_use]
    pub fn row_at(&self, y: f32) -> usize {
        let mut rest = f64::from(y);
        let mut index = 0;
        let mut step = (self.tree.len().max(1)).next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.tree.get(index + step)
                && *sum <= rest
            {
                index += step;
                rest -= sum;
            }
            step /= 2;
        }
        index.min(self.rows.len().saturating_sub(1))
    }
}

fn lowest_bit(index: usize) -> usize {
    index & index.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[expect(clippy::float_cmp, reason = "whole numbers")]
        #[test]
        fn sums_are_those_of_a_plain_walk(
            rows in proptest::collection::vec(0u16..400, 0..80),
            changes in proptest::collection::vec((0usize..80, 0u16..400), 0..40),
        ) {
            let mut plain: Vec<f32> = rows.iter().map(|h| f32::from(*h)).collect();
            let mut heights = Heights::estimated(plain.clone());
            for (row, height) in changes {
                heights.measure(row, f32::from(height));
                if let Some(h) = plain.get_mut(row) {
                    *h = f32::from(height);
                    proptest::prop_assert!(heights.is_measured(row));
                }
            }
            let mut top = 0.0;
            for (row, height) in plain.iter().enumerate() {
                proptest::prop_assert_eq!(heights.top(row), top);
                if *height > 0.0 {
                    proptest::prop_assert_eq!(heights.row_at(top + 0.5), row);
                    proptest::prop_assert_eq!(heights.row_at(top + height - 0.5), row);
                }
                top += height;
            }
            proptest::prop_assert_eq!(heights.total(), top);
            proptest::prop_assert_eq!(heights.row_at(-5.0), 0);
            proptest::prop_assert_eq!(heights.row_at(1e9), plain.len().saturating_sub(1));
        }
    }
}
