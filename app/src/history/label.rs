//! What a drawing was, as its writer says.

use recognizer::MAX_DIGITS;

/// What somebody typed, as the digits of a number.
///
/// # Errors
/// A sentence that says what to type.
pub(crate) fn parse(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    let is_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(tr!("Type the digits that you drew, 0 to 9."));
    }
    if typed.len() > MAX_DIGITS {
        return Err(tr!(
            "Here a number has up to {most} digits.",
            most = MAX_DIGITS
        ));
    }
    Ok(typed.into())
}

/// What to ask before this label is believed: slips of the finger change how many digits there are.
pub(crate) fn doubt(label: &str, number: &str) -> Option<String> {
    let (typed, read) = (label.len(), number.len());
    (typed != read).then(|| {
        tr!(
            "{label} has {typed} digits, the answer {read}. Press Save again if it was {label}, or \
             type the whole number.",
            label = label,
            typed = typed,
            read = read
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_digits() {
        for (typed, expected) in [
            ("4", Some("4")),
            (" 0042 ", Some("0042")),
            ("", None),
            ("four", None),
            ("4.5", None),
            ("-4", None),
            ("٤", None),
            ("123456789012", Some("123456789012")),
            ("1234567890123", None),
        ] {
            assert_eq!(parse(typed).ok().as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn another_count_of_digits_is_asked_about() {
        assert_eq!(doubt("2020", "20?6"), None);
        let doubt = doubt("20", "2").expect("another count");
        assert!(doubt.contains("20 has 2 digits, the answer 1."), "{doubt}");
    }
}
