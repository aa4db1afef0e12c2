//! Digit images as strokes: the form in which the history stores what was found in a picture.

use recognizer::{Digit, DigitImage, Drawing, PEN_WIDTH, Stroke};

/// Least ink, of 255, that counts as part of a stroke; fainter pixels are its soft edge.
const EDGE: u8 = 128;

/// Drawing of the digit images side by side, one pen width per pixel.
pub(crate) fn trace(digits: &[Digit]) -> Drawing {
    let images = digits.iter().map(|digit| &digit.image).enumerate();
    let strokes = images.flat_map(|(place, image)| {
        let rows = image.pixels().chunks(DigitImage::SIDE).enumerate();
        rows.flat_map(move |(y, row)| strokes(place * DigitImage::SIDE, y, row))
    });
    strokes.collect()
}

/// One horizontal stroke per run of ink in a pixel row; `left` is the column of its first pixel.
fn strokes(left: usize, y: usize, row: &[u8]) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut x = left;
    for run in row.chunk_by(|a, b| (*a < EDGE) == (*b < EDGE)) {
        let end = x + run.len();
        if run[0] >= EDGE {
            let point = |x: usize| (x as f32 * PEN_WIDTH, y as f32 * PEN_WIDTH);
            strokes.push(Stroke::from_iter([point(x), point(end - 1)]));
        }
        x = end;
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_run_of_ink_in_a_row_becomes_a_stroke() {
        let row = [0, 200, 255, 130, 127, 255];
        let pen = PEN_WIDTH;
        let expected = [
            Stroke::from_iter([(29.0 * pen, 2.0 * pen), (31.0 * pen, 2.0 * pen)]),
            Stroke::from_iter([(33.0 * pen, 2.0 * pen), (33.0 * pen, 2.0 * pen)]),
        ];
        assert_eq!(strokes(28, 2, &row), expected);
        assert_eq!(strokes(0, 0, &[0; 28]), []);
    }
}
