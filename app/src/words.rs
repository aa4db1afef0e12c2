//! Numbers and quantities as people say them.

use crate::translation::{self, figure};

/// The number in words; `digits` are 0 to 9. Leading zeros are no number's: then each digit is
/// said.
pub(crate) fn words(digits: &str) -> String {
    let is_spelled = digits.len() > 1 && digits.starts_with('0');
    match digits.parse() {
        Ok(number) if !is_spelled => translation::words(number),
        _ => spelled(digits),
    }
}

/// Digit by digit.
fn spelled(digits: &str) -> String {
    let digits = digits.chars().filter_map(|digit| digit.to_digit(10));
    let words = digits.map(|digit| translation::words(digit.into()));
    words.collect::<Vec<_>>().join(" ")
}

/// The place in a row, counted from 1: "3rd".
pub(crate) fn ordinal(place: usize) -> String {
    match (place % 100, place % 10) {
        (11..=13, _) => tr!("{place}th", place = place),
        (_, 1) => tr!("{place}st", place = place),
        (_, 2) => tr!("{place}nd", place = place),
        (_, 3) => tr!("{place}rd", place = place),
        _ => tr!("{place}th", place = place),
    }
}

/// Several things in a sentence: "a, b and c".
pub(crate) fn enumeration(things: impl Iterator<Item = String>) -> String {
    let mut things: Vec<_> = things.collect();
    let Some(last) = things.pop() else {
        return String::new();
    };
    let before = things.into_iter();
    match before.reduce(|before, next| tr!("{before}, {next}", before = before, next = next)) {
        None => last,
        Some(before) => tr!("{before} and {last}", before = before, last = last),
    }
}

/// A probability as people read it. A sure answer is not rounded up to certainty.
pub(crate) fn percent(probability: f32) -> String {
    let percent = 100.0 * probability;
    if (99.95..100.0).contains(&percent) {
        return figure("> 99.9 %");
    }
    figure(&format!("{percent:.1} %"))
}

/// A time in milliseconds, as exact as people compare it.
pub(crate) fn milliseconds(time: f64) -> String {
    figure(&match time {
        ..0.0005 => "0".into(),
        ..10.0 => format!("{time:.2}"),
        ..100.0 => format!("{time:.1}"),
        _ => format!("{time:.0}"),
    })
}

/// How many bytes these are.
pub(crate) fn bytes(count: usize) -> String {
    figure(&match count {
        0..1024 => format!("{count} B"),
        _ => format!("{:.1} KiB", count as f64 / 1024.0),
    })
}

/// How far two probabilities are apart: engines that do the same sums in another order differ in
/// the last digits only.
pub(crate) fn difference(difference: f32) -> String {
    match difference {
        0.0 => tr!("none"),
        ..1e-7 => tr!("under {share}", share = figure("0.00001 %")),
        _ => figure(&format!("{:.5} %", 100.0 * difference)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (digits, expected) in [
            ("0", "zero"),
            ("7", "seven"),
            ("10", "ten"),
            ("42", "forty-two"),
            ("2026", "two thousand twenty-six"),
            ("100000", "one hundred thousand"),
            ("007", "zero zero seven"),
            ("00", "zero zero"),
            (
                "314159265358",
                "three hundred fourteen billion one hundred fifty-nine million \
                 two hundred sixty-five thousand three hundred fifty-eight",
            ),
        ] {
            assert_eq!(words(digits), expected);
        }
    }

    #[test]
    fn a_number_too_long_for_arithmetic_is_spelled() {
        let digits = "9".repeat(40);
        assert_eq!(words(&digits), ["nine"; 40].join(" "));
    }

    #[test]
    fn places_are_counted() {
        let places = [1, 2, 3, 4, 11, 12, 13, 21].map(ordinal);
        let expected = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st"];
        assert_eq!(places, expected);
    }

    #[test]
    fn things_are_enumerated() {
        for (count, expected) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            let things = ["a", "b", "c"].into_iter().map(String::from);
            assert_eq!(enumeration(things.take(count)), expected);
        }
    }

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

    #[test]
    fn quantities_are_as_exact_as_people_need_them() {
        for (time, expected) in [
            (0.0, "0"),
            (0.034, "0.03"),
            (9.994, "9.99"),
            (12.34, "12.3"),
            (234.4, "234"),
        ] {
            assert_eq!(milliseconds(time), expected);
        }
        assert_eq!(
            (bytes(784), bytes(9_408)),
            ("784 B".into(), "9.2 KiB".into())
        );
        for (apart, expected) in [
            (0.0, "none"),
            (6e-8, "under 0.00001 %"),
            (0.000_012, "0.00120 %"),
            (0.25, "25.00000 %"),
        ] {
            assert_eq!(difference(apart), expected);
        }
    }
}
