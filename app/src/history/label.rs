//! Labels: the digits that a user says were drawn.

use recognizer::MAX_DIGITS;

/// Parses user input as the digits of a number, ignoring white space around them.
///
/// # Errors
/// A sentence for the user if it is anything else, or has more than [`MAX_DIGITS`] digits.
pub(super) fn parse(typed: &str) -> Result<String, String> {
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

/// Question to confirm a label with another number of digits than the answer, which is often a typing
/// error.
pub(super) fn doubt(label: &str, number: &str) -> Option<String> {
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
    fn a_label_of_another_length_needs_confirmation() {
        assert_eq!(doubt("2020", "20?6"), None);
        let doubt = doubt("20", "2").expect("another count");
        assert!(doubt.contains("20 has 2 digits, the answer 1."), "{doubt}");
    }
}
