//! Digits as people say them.

const DIGITS: [&str; 10] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];

/// The digit's word; `digit` is 0 to 9.
pub(crate) fn word(digit: u8) -> &'static str {
    DIGITS[usize::from(digit)]
}

/// A probability as people read it. A sure answer is not rounded up to certainty.
pub(crate) fn percent(probability: f32) -> String {
    let percent = 100.0 * probability;
    if (99.95..100.0).contains(&percent) {
        return "> 99.9 %".into();
    }
    format!("{percent:.1} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sure_answer_is_not_called_certain() {
        for (probability, expected) in [
            (0.0, "0.0 %"),
            (0.9876, "98.8 %"),
            (0.99949, "99.9 %"),
            (0.99999, "> 99.9 %"),
            (1.0, "100.0 %"),
        ] {
            assert_eq!(percent(probability), expected);
        }
    }
}
