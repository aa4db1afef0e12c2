//! UNIPEN, the text format of pen trajectories (Guyon et al., 1994), as far as the pen digits use it.

use recognizer::{Drawing, Point, Stroke};
use thiserror::Error;

/// Digit written on a tablet.
#[derive(Clone, Debug, PartialEq)]
pub struct PenDigit {
    /// True digit, 0 to 9.
    pub label: u8,
    /// Number of the writer, counted from 1; 0 if the text has none.
    pub writer: u8,
    /// Strokes in the tablet's units; y points down.
    pub drawing: Drawing,
}

/// Malformed line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {number}: {line:?}: {reason}")]
pub struct UnipenError {
    /// Line number, counted from 1.
    pub number: usize,
    /// Text of the line.
    pub line: String,
    /// Reason why it is malformed.
    pub reason: &'static str,
}

/// Parses the digits of a UNIPEN text.
///
/// # Errors
/// If a segment has no label, the comment of a segment has no writer, or a line within a stroke is
/// not a pair of numbers.
pub fn parse(text: &str) -> Result<Vec<PenDigit>, UnipenError> {
    let mut digits = Vec::new();
    let mut pen_is_down = false;
    for (index, line) in text.lines().enumerate() {
        parse_line(line, &mut digits, &mut pen_is_down).map_err(|reason| UnipenError {
            number: index + 1,
            line: line.to_owned(),
            reason,
        })?;
    }
    Ok(digits)
}

/// Parses a line; adds a digit, its writer, a stroke or a point.
fn parse_line(
    line: &str,
    digits: &mut Vec<PenDigit>,
    pen_is_down: &mut bool,
) -> Result<(), &'static str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        [".SEGMENT", .., label] => digits.push(segment(label)?),
        [".COMMENT", _, writer, ..] => {
            if let Some(digit) = digits.last_mut() {
                digit.writer = writer
                    .parse()
                    .or(Err("the second number is not a writer"))?;
            }
        }
        [".PEN_DOWN", ..] => {
            *pen_is_down = true;
            let digit = digits.last_mut().ok_or("the stroke is in no segment")?;
            digit.drawing.strokes.push(Stroke::default());
        }
        [".PEN_UP", ..] => *pen_is_down = false,
        [x, y] if *pen_is_down => extend(digits, number(x)?, -number(y)?),
        _ => {}
    }
    Ok(())
}

fn segment(label: &str) -> Result<PenDigit, &'static str> {
    let label = match label.trim_matches('"').as_bytes() {
        [digit @ b'0'..=b'9'] => digit - b'0',
        _ => return Err("the label is not a digit"),
    };
    Ok(PenDigit {
        label,
        writer: 0,
        drawing: Drawing::default(),
    })
}

fn number(word: &str) -> Result<f32, &'static str> {
    word.parse().or(Err("a coordinate is not a number"))
}

fn extend(digits: &mut [PenDigit], x: f32, y: f32) {
    let stroke = digits
        .last_mut()
        .and_then(|digit| digit.drawing.strokes.last_mut());
    if let Some(stroke) = stroke {
        stroke.points.push(Point::new(x, y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
.COMMENT written in a hurry
.SEGMENT DIGIT 0-7 ? "8"
.COMMENT 8 12  224
.DT 100
.PEN_DOWN
 267 333
 271 336
.PEN_UP
.DT 151
.PEN_DOWN
 1 2
.PEN_UP
.SEGMENT DIGIT 8-9 ? "1"
.COMMENT 1 30 7
"#;

    #[test]
    fn strokes_are_read_with_y_pointing_down() {
        let digits = parse(TEXT).expect("well-formed");
        let heads: Vec<_> = digits.iter().map(|d| (d.label, d.writer)).collect();
        assert_eq!(heads, [(8, 12), (1, 30)]);
        let expected = Drawing::from_iter([
            Stroke::from_iter([(267.0, -333.0), (271.0, -336.0)]),
            Stroke::from_iter([(1.0, -2.0)]),
        ]);
        assert_eq!(digits[0].drawing, expected);
        assert!(digits[1].drawing.is_blank());
    }

    #[test]
    fn damaged_lines_are_named() {
        for (text, line) in [
            (".PEN_DOWN\n1 2", "line 1"),
            (".SEGMENT DIGIT 0-7 ? \"x\"", "line 1"),
            (".SEGMENT DIGIT 0-7 ? \"1\"\n.COMMENT 1 me", "line 2"),
            (".SEGMENT DIGIT 0-7 ? \"1\"\n.PEN_DOWN\n1 two", "line 3"),
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.starts_with(line), "{error}");
        }
    }
}
