//! Formats for numbers, quantities, lists and times in the current language.

use js_sys::{Date, Object, Reflect};

pub(crate) use super::translation::localized_number;
use super::translation::{language, spell_out};

/// Number in words; `digits` are ASCII. Digits with a leading zero, or too many for an integer, are
/// spelled out one by one.
pub(crate) fn number_in_words(digits: &str) -> String {
    let has_leading_zero = digits.len() > 1 && digits.starts_with('0');
    match digits.parse() {
        Ok(number) if !has_leading_zero => spell_out(number),
        _ => digit_by_digit(digits),
    }
}

fn digit_by_digit(digits: &str) -> String {
    let digits = digits.chars().filter_map(|digit| digit.to_digit(10));
    let words = digits.map(|digit| spell_out(digit.into()));
    words.collect::<Vec<_>>().join(" ")
}

/// Ordinal number, from 1: "3rd".
pub(crate) fn ordinal(place: usize) -> String {
    match (place % 100, place % 10) {
        (11..=13, _) => tr!("{place}th", place = place),
        (_, 1) => tr!("{place}st", place = place),
        (_, 2) => tr!("{place}nd", place = place),
        (_, 3) => tr!("{place}rd", place = place),
        _ => tr!("{place}th", place = place),
    }
}

/// List in a sentence: "a, b and c".
pub(crate) fn list(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<_> = items.collect();
    let Some(last) = items.pop() else {
        return String::new();
    };
    let before = items.into_iter();
    match before.reduce(|before, next| tr!("{before}, {next}", before = before, next = next)) {
        None => last,
        Some(before) => tr!("{before} and {last}", before = before, last = last),
    }
}

/// Probability in percent. One below 100 % is never rounded up to it.
pub(crate) fn percent(probability: f32) -> String {
    let percent = 100.0 * probability;
    if (99.95..100.0).contains(&percent) {
        return localized_number("> 99.9 %");
    }
    localized_number(&format!("{percent:.1} %"))
}

/// Duration in milliseconds with about three significant digits, without the unit.
pub(crate) fn milliseconds(time: f64) -> String {
    localized_number(&match time {
        ..0.0005 => "0".into(),
        ..10.0 => format!("{time:.2}"),
        ..100.0 => format!("{time:.1}"),
        _ => format!("{time:.0}"),
    })
}

/// Size of `count` bytes, in B or KiB.
pub(crate) fn bytes(count: usize) -> String {
    localized_number(&match count {
        0..1024 => format!("{count} B"),
        _ => format!("{:.1} KiB", count as f64 / 1024.0),
    })
}

/// Difference of two probabilities in percentage points. It has five decimals because engines that
/// add in another order differ in the last digits only.
pub(crate) fn difference(difference: f32) -> String {
    match difference {
        0.0 => tr!("none"),
        ..1e-7 => tr!("under {share}", share = localized_number("0.00001 %")),
        _ => localized_number(&format!("{:.5} %", 100.0 * difference)),
    }
}

/// Date and time in the format of the current language; `time` is in milliseconds since 1970.
pub(crate) fn local_time(time: f64) -> String {
    let style = Object::new();
    for part in ["dateStyle", "timeStyle"] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&style, &part.into(), &"medium".into());
    }
    Date::new(&time.into())
        .to_locale_string(&language().locale(), &style)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_out_in_english() {
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
            assert_eq!(number_in_words(digits), expected);
        }
    }

    #[test]
    fn a_number_too_long_for_an_integer_is_spelled_digit_by_digit() {
        let digits = "9".repeat(40);
        assert_eq!(number_in_words(&digits), ["nine"; 40].join(" "));
    }

    #[test]
    fn ordinals_have_english_suffixes() {
        let ordinals = [1, 2, 3, 4, 11, 12, 13, 21].map(ordinal);
        let expected = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st"];
        assert_eq!(ordinals, expected);
    }

    #[test]
    fn lists_join_with_commas_and_a_final_and() {
        for (count, expected) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            let items = ["a", "b", "c"].into_iter().map(String::from);
            assert_eq!(list(items.take(count)), expected);
        }
    }

    #[test]
    fn a_probability_below_1_is_not_rounded_up_to_100_percent() {
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
    fn quantities_have_few_significant_digits() {
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
        for (probability, expected) in [
            (0.0, "none"),
            (6e-8, "under 0.00001 %"),
            (0.000_012, "0.00120 %"),
            (0.25, "25.00000 %"),
        ] {
            assert_eq!(difference(probability), expected);
        }
    }
}
