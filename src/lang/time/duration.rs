//! Lengths of time in ISO 8601.

use super::super::vocabulary::Unit;

/// `amount` units as an ISO 8601 duration: `P30D`, `PT2H30M`, `P1Y6M`.
pub(super) fn iso(amount: f64, unit: Unit) -> String {
    let half = (amount.fract() - 0.5).abs() < 1e-9;
    let whole = amount.trunc();
    match unit {
        Unit::Hour if half && whole > 0.0 => format!("PT{whole}H30M"),
        Unit::Hour if half => "PT30M".into(),
        Unit::Minute if half && whole > 0.0 => format!("PT{whole}M30S"),
        Unit::Year if half && whole > 0.0 => format!("P{whole}Y6M"),
        Unit::Year if half => "P6M".into(),
        Unit::Second => format!("PT{amount}S"),
        Unit::Minute => format!("PT{amount}M"),
        Unit::Hour => format!("PT{amount}H"),
        Unit::Day | Unit::Night => format!("P{amount}D"),
        Unit::Week => format!("P{amount}W"),
        Unit::Month => format!("P{amount}M"),
        Unit::Season => format!("P{}M", amount * 3.0),
        Unit::Year => format!("P{amount}Y"),
        Unit::Decade => format!("P{}Y", amount * 10.0),
        Unit::Century => format!("P{}Y", amount * 100.0),
    }
}

/// Two lengths said as one: `P2Y` and `P4M` are `P2Y4M`.
pub(super) fn join(first: &str, second: &str) -> String {
    match (first.contains('T'), second.strip_prefix("PT")) {
        (true, Some(rest)) => format!("{first}{rest}"),
        (false, Some(rest)) => format!("{first}T{rest}"),
        (_, None) => format!("{first}{}", second.trim_start_matches('P')),
    }
}

#[cfg(test)]
mod tests {
    use super::{Unit, iso, join};

    #[test]
    fn lengths() {
        assert_eq!(iso(30.0, Unit::Day), "P30D");
        assert_eq!(iso(2.5, Unit::Hour), "PT2H30M");
        assert_eq!(iso(1.5, Unit::Year), "P1Y6M");
        assert_eq!(iso(0.5, Unit::Century), "P50Y");
        assert_eq!(join("P2Y", "P4M"), "P2Y4M");
        assert_eq!(join("PT2H", "PT30M"), "PT2H30M");
    }
}
