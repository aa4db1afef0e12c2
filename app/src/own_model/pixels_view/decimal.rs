//! Decimal numbers as people type them. Number fields of browsers drop a comma, which makes 1307 of 0,1307.

/// Number with a point or a comma as its decimal sign, in European or Arabic digits, as the browser parses it;
/// `None` if the text is not one number.
pub(super) fn normalize(text: &str) -> Option<String> {
    let text: String = text.trim().chars().map(ascii).collect();
    let is_digit = |character: char| character.is_ascii_digit();
    let is_known = |character: char| is_digit(character) || ".-+eE".contains(character);
    let is_number =
        text.contains(is_digit) && text.chars().all(is_known) && text.matches('.').count() <= 1;
    is_number.then_some(text)
}

fn ascii(character: char) -> char {
    let digit = |zero: char| char::from(b'0' + (character as u32 - zero as u32) as u8);
    match character {
        ',' | '٫' => '.',
        '−' => '-',
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn both_decimal_signs_are_taken() {
        for (text, expected) in [
            ("0.1307", "0.1307"),
            ("0,1307", "0.1307"),
            (" ,1307 ", ".1307"),
            ("1307e-4", "1307e-4"),
            ("٠٫١٣٠٧", "0.1307"),
            ("۰٫۱۳۰۷", "0.1307"),
            ("-0,5", "-0.5"),
            ("−0.5", "-0.5"),
            ("1", "1"),
        ] {
            assert_eq!(normalize(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_one_number_is_refused() {
        for text in [
            "", " ", "a", ".", "0,1,307", "1.307,5", "1 307", "0x1", "inf", "nan", "0.13 0.3",
        ] {
            assert_eq!(normalize(text), None, "{text}");
        }
    }
}
