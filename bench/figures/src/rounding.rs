/// Three significant digits, all digits of a larger whole part, two where the figure is below 0.01.
///
/// ```
/// assert_eq!(figures::significant(12.34), "12.3");
/// ```
pub fn significant(figure: f64) -> String {
    match figure.abs() {
        0.0 => "0".to_owned(),
        small if small < 1e-2 => format!("{figure:.1e}"),
        small if small < 10.0 && figure.fract() != 0.0 => format!("{figure:.2}"),
        middle if middle < 100.0 && figure.fract() != 0.0 => format!("{figure:.1}"),
        _ => format!("{figure:.0}"),
    }
}

/// Two decimals, or three significant digits where the figure is below 0.1.
///
/// ```
/// assert_eq!(figures::two_decimals(99.666), "99.67");
/// ```
pub fn two_decimals(figure: f64) -> String {
    if figure != 0.0 && figure.abs() < 0.1 {
        return format!("{figure:.2e}");
    }
    format!("{figure:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benchmarks_print_significant_digits() {
        for (figure, text) in [
            (0.0, "0"),
            (0.000_000_12, "1.2e-7"),
            (0.001, "1.0e-3"),
            (0.25, "0.25"),
            (2.0, "2"),
            (12.34, "12.3"),
            (1234.5, "1234"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(significant(figure), text);
        }
    }

    #[test]
    fn evaluations_print_two_decimals() {
        for (figure, text) in [
            (0.0, "0.00"),
            (0.0123, "1.23e-2"),
            (0.1, "0.10"),
            (99.666, "99.67"),
            (-3.0, "-3.00"),
        ] {
            assert_eq!(two_decimals(figure), text);
        }
    }
}
