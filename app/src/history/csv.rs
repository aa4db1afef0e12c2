//! Export as comma-separated values.

use std::fmt::Write;

use super::entries::Entries;
use super::entry::Entry;

/// Header and one line per entry, oldest first. `format_time` gets milliseconds since 1970.
pub(super) fn csv(entries: &Entries, format_time: impl Fn(f64) -> String) -> String {
    let mut csv = String::from("time,number,confidence,label,mode,engine,file,strokes\r\n");
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
        let time = time.map(&format_time);
        let confidence = confidence.map(|confidence| format!("{confidence:.4}"));
        push_field(&mut csv, time.as_deref());
        push_field(&mut csv, Some(number));
        for text in [&confidence, label, mode, engine, file] {
            push_field(&mut csv, text.as_deref());
        }
        // Writing to a string cannot fail.
        let _ = write!(csv, "{}\r\n", drawing.strokes.len());
    }
    csv
}

/// Appends a field and a comma; it is quoted where RFC 4180 requires that.
fn push_field(csv: &mut String, text: Option<&str>) {
    let text = text.unwrap_or_default();
    if text.contains(['"', ',', '\r', '\n']) {
        csv.push('"');
        csv.push_str(&text.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(text);
    }
    csv.push(',');
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
}
