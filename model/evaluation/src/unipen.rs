//! Pen trajectories in UNIPEN text, as the pen digits have them.

use anyhow::{Context, bail};
use recognizer::{Drawing, Stroke};

/// A digit that somebody wrote on a tablet, in the tablet's units; y points down.
#[derive(Debug)]
pub(crate) struct PenDigit {
    pub(crate) label: u8,
    pub(crate) drawing: Drawing,
}

/// The digits of a UNIPEN text.
///
/// # Errors
/// If a segment has no label, or a line within strokes is no pair of numbers.
pub(crate) fn parse(text: &str) -> anyhow::Result<Vec<PenDigit>> {
    let mut digits: Vec<PenDigit> = Vec::new();
    let mut pen_is_down = false;
    for (number, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = || format!("line {}: {line:?}", number + 1);
        match words[..] {
            [".SEGMENT", .., label] => digits.push(segment(label).with_context(at)?),
            [".PEN_DOWN", ..] => {
                pen_is_down = true;
                let digit = digits.last_mut().with_context(at)?;
                digit.drawing.strokes.push(Stroke::default());
            }
            [".PEN_UP", ..] => pen_is_down = false,
            [x, y] if pen_is_down => {
                let point = (x.parse().with_context(at)?, y.parse().with_context(at)?);
                extend(&mut digits, point);
            }
            _ => {}
        }
    }
    Ok(digits)
}

fn segment(label: &str) -> anyhow::Result<PenDigit> {
    let label = match label.trim_matches('"').as_bytes() {
        [digit @ b'0'..=b'9'] => digit - b'0',
        _ => bail!("the label is no digit"),
    };
    Ok(PenDigit {
        label,
        drawing: Drawing::default(),
    })
}

fn extend(digits: &mut [PenDigit], (x, y): (f32, f32)) {
    let stroke = digits
        .last_mut()
        .and_then(|digit| digit.drawing.strokes.last_mut());
    if let Some(stroke) = stroke {
        stroke.points.push(recognizer::Point::new(x, -y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
.SEGMENT DIGIT 0-7 ? "8"
.COMMENT 8 1
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
"#;

    #[test]
    fn strokes_are_read_with_y_pointing_down() {
        let digits = parse(TEXT).expect("well-formed");
        let labels: Vec<u8> = digits.iter().map(|digit| digit.label).collect();
        assert_eq!(labels, [8, 1]);
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
            (".SEGMENT DIGIT 0-7 ? \"1\"\n.PEN_DOWN\n1 two", "line 3"),
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.starts_with(line), "{error}");
        }
    }
}
