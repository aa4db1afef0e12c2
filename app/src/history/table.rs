//! The history for spreadsheets.

use std::fmt::Write;

use super::{Entry, History};

/// A line for each entry, oldest first; `time` writes when it was.
pub(crate) fn csv(history: &History, time: impl Fn(f64) -> String) -> String {
    let mut csv = String::from("time,number,confidence,label,mode,engine,file,strokes\r\n");
    for entry in history.entries() {
        let Entry {
            number,
            confidence,
            drawing,
            time: when,
            mode,
            engine,
            file,
            label,
        } = entry;
        let when = when.map(&time);
        let confidence = confidence.map(|confidence| format!("{confidence:.4}"));
        field(&mut csv, when.as_deref());
        field(&mut csv, Some(number));
        for text in [&confidence, label, mode, engine, file] {
            field(&mut csv, text.as_deref());
        }
        // Writing to a string cannot fail.
        let _ = write!(csv, "{}\r\n", drawing.strokes.len());
    }
    csv
}

/// Quoted where RFC 4180 wants it, and followed by a comma.
fn field(csv: &mut String, text: Option<&str>) {
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
    use super::super::tests::{entry, history, labeled};
    use super::*;

    #[test]
    fn a_spreadsheet_has_a_line_for_each_entry() {
        let told = Entry {
            time: Some(5.0),
            mode: Some("Server".into()),
            file: Some("a \"b\", c.png".into()),
            ..labeled("20?6", "2026")
        };
        let csv = csv(&history([entry("7"), told]), |time| format!("at {time}"));
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
