use std::fmt::{self, Display, Formatter};

use crate::significant;

/// Required bound of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Side of the limit.
    pub bound: Bound,
    /// Limit in the figure's unit, itself allowed.
    pub limit: f64,
}

/// Side of a limit on which a figure has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Bound {
    /// The limit or above.
    #[cfg_attr(feature = "serde", serde(rename = "at least"))]
    AtLeast,
    /// The limit or below.
    #[cfg_attr(feature = "serde", serde(rename = "at most"))]
    AtMost,
}

impl Target {
    /// Lower bound.
    pub fn at_least(limit: f64) -> Self {
        let bound = Bound::AtLeast;
        Self { bound, limit }
    }

    /// Upper bound.
    pub fn at_most(limit: f64) -> Self {
        let bound = Bound::AtMost;
        Self { bound, limit }
    }

    /// Whether the figure is within the bound; NaN never is.
    pub fn is_met(self, figure: f64) -> bool {
        match self.bound {
            Bound::AtLeast => figure >= self.limit,
            Bound::AtMost => figure <= self.limit,
        }
    }
}

/// Bound and limit, the limit in significant digits: "at most 0.20".
impl Display for Target {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let bound = match self.bound {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        };
        out.pad(&format!("{bound} {}", significant(self.limit)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_itself_meets_its_target_and_nan_meets_none() {
        for (target, figure, is_met) in [
            (Target::at_most(2.0), 2.0, true),
            (Target::at_most(1.9), 2.0, false),
            (Target::at_least(2.0), 2.0, true),
            (Target::at_least(2.1), 2.0, false),
            (Target::at_most(2.0), f64::NAN, false),
            (Target::at_least(2.0), f64::NAN, false),
        ] {
            assert_eq!(target.is_met(figure), is_met, "{target}: {figure}");
        }
    }

    #[test]
    fn limits_are_rounded_like_figures() {
        assert_eq!(Target::at_most(0.2).to_string(), "at most 0.20");
        assert_eq!(Target::at_least(98.5).to_string(), "at least 98.5");
    }
}
