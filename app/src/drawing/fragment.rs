//! Text of a drawing in an address, also where messengers have changed the end of the address.

/// Name of the drawing in the fragment.
const NAME: &str = "drawing=";

/// Fragment with this text.
pub(super) fn with(text: &str) -> String {
    format!("#{NAME}{text}")
}

/// Texts that may be the drawing of a fragment, the likeliest first; none if it has no drawing. The
/// checksum decides between them, because punctuation after a link may look like its end.
pub(super) fn candidates(fragment: &str) -> Vec<String> {
    let mut decoded = fragment.to_owned();
    // Some programs encode what is encoded already.
    while let Some(shorter) = percent_decoded(&decoded) {
        decoded = shorter;
    }
    let mut parts = decoded.split(['#', '&', '?']);
    let Some(text) = parts.find_map(|part| part.strip_prefix(NAME)) else {
        return Vec::new();
    };
    // Mail programs break long lines.
    let joined: String = text.split_whitespace().collect();
    [text, &joined].into_iter().flat_map(shortened).collect()
}

/// The text up to the first character that is not base64, without each of the marks at its end.
fn shortened(text: &str) -> Vec<String> {
    let is_base64 = |it: char| it.is_ascii_alphanumeric() || "-_+/".contains(it);
    let end = text.find(|it| !is_base64(it)).unwrap_or(text.len());
    let text = &text[..end];
    let marks = text.len() - text.trim_end_matches(['-', '_', '/', '+']).len();
    let lengths = (0..=marks).map(|cut| &text[..end - cut]);
    lengths.map(str::to_owned).collect()
}

/// The text with its percent-encoded ASCII characters; `None` if it has none.
fn percent_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut decoded = String::from(parts.next()?);
    for part in parts {
        let byte = part.get(..2).map(|hex| u8::from_str_radix(hex, 16));
        match byte {
            Some(Ok(byte)) if byte.is_ascii() => {
                decoded.push(byte.into());
                decoded.push_str(&part[2..]);
            }
            _ => {
                decoded.push('%');
                decoded.push_str(part);
            }
        }
    }
    (decoded.len() < text.len()).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_found_in_what_messengers_make_of_its_link() {
        for fragment in [
            "#drawing=AQ-b_9",
            "#drawing%3DAQ-b_9",
            "#drawing%3dAQ%2Db%5F9",
            "#drawing%253DAQ-b_9",
            "#drawing=AQ-b_9%3D%3D",
            "#drawing=AQ-b_9.",
            "#drawing=AQ-b_9,",
            "#drawing=AQ-b_9)",
            "#drawing=AQ-b_9).",
            "#drawing=AQ-b_9>",
            "#drawing=AQ-b_9%22%3E",
            "#drawing=AQ-b_9*_",
            "#drawing=AQ-b_9_",
            "#drawing=AQ-b_9/",
            "#drawing=AQ-b_9…",
            "#drawing=AQ-b_9%E2%80%A6",
            "#drawing=AQ-b_9%",
            "#drawing=AQ-b_9&utm_source=mail",
            "#drawing=AQ-b_9&amp;utm_source=mail",
            "#drawing=AQ-b_9?utm=1",
            "#drawing=AQ-b_9#top",
            "#utm=1&drawing=AQ-b_9",
            "#drawing=AQ-b_9%20see",
            "#drawing=AQ-%0Ab_9",
            "#drawing=AQ- b_9",
        ] {
            let found = candidates(fragment);
            assert!(
                found.iter().any(|it| it == "AQ-b_9"),
                "{fragment}: {found:?}"
            );
        }
    }

    #[test]
    fn the_whole_text_is_tried_first() {
        assert_eq!(candidates(&with("AQ-b_-"))[..2], ["AQ-b_-", "AQ-b_"]);
    }

    #[test]
    fn other_fragments_have_no_drawing() {
        for fragment in [
            "",
            "#",
            "#elsewhere",
            "#redrawing=AQ",
            "#drawing",
            "#%",
            "#%zz",
        ] {
            assert!(candidates(fragment).is_empty(), "{fragment}");
        }
        assert_eq!(candidates("#drawing="), ["", ""]);
    }
}
