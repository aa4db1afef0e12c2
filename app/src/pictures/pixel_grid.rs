//! Digit painted pixel by pixel with keys or a pointer, read as a picture.

mod dialog;

use recognizer::DigitImage;

pub(crate) use dialog::PixelGridDialog;
pub(super) use dialog::open;

const SIDE: usize = DigitImage::SIDE;

/// 28×28 pixels, each ink or paper, with a cursor.
struct PixelGrid {
    ink: [bool; DigitImage::PIXELS],
    /// Column and row, 0 to 27.
    cursor: (usize, usize),
    /// Whether painting leaves ink, else paper.
    is_brush_ink: bool,
}

impl Default for PixelGrid {
    fn default() -> Self {
        Self {
            ink: [false; DigitImage::PIXELS],
            cursor: (SIDE / 2, SIDE / 2),
            is_brush_ink: true,
        }
    }
}

impl PixelGrid {
    /// Handles a key, by its DOM name; returns whether it has a meaning. With `paints` a move leaves
    /// ink on its way.
    fn press(&mut self, key: &str, paints: bool) -> bool {
        let (x, y) = self.cursor;
        let last = SIDE - 1;
        let to = match key {
            "ArrowLeft" => (x.saturating_sub(1), y),
            "ArrowRight" => (last.min(x + 1), y),
            "ArrowUp" => (x, y.saturating_sub(1)),
            "ArrowDown" => (x, last.min(y + 1)),
            "Home" => (0, y),
            "End" => (last, y),
            "PageUp" => (x, 0),
            "PageDown" => (x, last),
            " " => {
                self.toggle(x, y);
                return true;
            }
            "Delete" | "Backspace" => {
                self.clear();
                return true;
            }
            _ => return false,
        };
        if paints {
            self.is_brush_ink = true;
            self.draw_to(to);
        } else {
            self.cursor = to;
        }
        true
    }

    /// Moves the cursor to this pixel and toggles it between ink and paper.
    fn toggle(&mut self, x: usize, y: usize) {
        self.cursor = clamp(x, y);
        self.is_brush_ink = !self.is_ink();
        self.paint();
    }

    /// Paints from the cursor to this pixel with what [`Self::toggle`] left.
    fn drag(&mut self, x: usize, y: usize) {
        self.draw_to(clamp(x, y));
    }

    /// Turns all pixels to paper.
    fn clear(&mut self) {
        self.ink.fill(false);
    }

    /// Whether the pixel under the cursor is ink.
    fn is_ink(&self) -> bool {
        let (x, y) = self.cursor;
        self.ink[y * SIDE + x]
    }

    /// Column and row of the cursor, 0 to 27.
    fn cursor(&self) -> (usize, usize) {
        self.cursor
    }

    /// Whether all pixels are paper.
    fn is_blank(&self) -> bool {
        !self.ink.contains(&true)
    }

    /// Gray levels as in a digit image: 255 for ink, 0 for paper.
    fn grays(&self) -> Vec<u8> {
        self.ink.iter().map(|&ink| gray(ink)).collect()
    }

    /// BMP file of one bit per pixel; each pixel of the grid is 8×8 there, so that a row of it is a byte.
    fn bmp(&self) -> Vec<u8> {
        let side = 8 * SIDE as u32;
        let (headers, content) = (14 + 40 + 8, side * side / 8);
        let mut file = b"BM".to_vec();
        for number in [headers + content, 0, headers, 40, side, side] {
            file.extend(number.to_le_bytes());
        }
        // One plane of one bit; zeros for no compression and for sizes that follow from the rest.
        file.extend([1, 0, 1, 0]);
        file.extend([0; 24]);
        // Palette: white paper, black ink.
        file.extend([255, 255, 255, 0, 0, 0, 0, 0]);
        // BMP stores the lowest row first.
        for row in self.ink.chunks(SIDE).rev() {
            let row: Vec<u8> = row.iter().map(|&ink| gray(ink)).collect();
            file.extend(row.repeat(8));
        }
        file
    }

    fn draw_to(&mut self, to: (usize, usize)) {
        self.paint();
        while self.cursor != to {
            let (x, y) = self.cursor;
            self.cursor = (step_toward(x, to.0), step_toward(y, to.1));
            self.paint();
        }
    }

    fn paint(&mut self) {
        let (x, y) = self.cursor;
        self.ink[y * SIDE + x] = self.is_brush_ink;
    }
}

fn clamp(x: usize, y: usize) -> (usize, usize) {
    (x.min(SIDE - 1), y.min(SIDE - 1))
}

fn gray(ink: bool) -> u8 {
    if ink { 255 } else { 0 }
}

fn step_toward(from: usize, to: usize) -> usize {
    from + usize::from(from < to) - usize::from(from > to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(keys: &[(&str, bool)]) -> PixelGrid {
        let mut grid = PixelGrid::default();
        for (key, paints) in keys {
            assert!(grid.press(key, *paints), "{key}");
        }
        grid
    }

    #[test]
    fn keys_move_within_the_grid() {
        let cases: [(&[&str], _); 7] = [
            (&[], (14, 14)),
            (&["ArrowLeft", "ArrowUp"], (13, 13)),
            (&["ArrowRight", "ArrowDown"], (15, 15)),
            (&["Home", "ArrowLeft"], (0, 14)),
            (&["End", "ArrowRight"], (27, 14)),
            (&["PageUp", "ArrowUp"], (14, 0)),
            (&["PageDown", "ArrowDown"], (14, 27)),
        ];
        for (keys, expected) in cases {
            let keys: Vec<_> = keys.iter().map(|&key| (key, false)).collect();
            let grid = pressed(&keys);
            assert_eq!(grid.cursor(), expected, "{keys:?}");
            assert!(grid.is_blank());
        }
        assert!(!PixelGrid::default().press("Enter", false));
    }

    #[test]
    fn space_toggles_a_pixel_and_delete_clears_all() {
        let grid = pressed(&[(" ", false)]);
        assert!(grid.is_ink() && !grid.is_blank());
        assert!(pressed(&[(" ", false), (" ", false)]).is_blank());
        assert!(pressed(&[(" ", false), ("Delete", false)]).is_blank());
    }

    #[test]
    fn moving_while_painting_leaves_a_line() {
        let inked = |keys: &[(&str, bool)]| {
            let grays = pressed(keys).grays();
            grays.iter().filter(|&&gray| gray == 255).count()
        };
        assert_eq!(inked(&[("ArrowDown", true), ("ArrowDown", true)]), 3);
        assert_eq!(inked(&[("End", true)]), 14);
        assert_eq!(inked(&[("End", true), ("PageUp", true)]), 28);
    }

    #[test]
    fn a_drag_repeats_what_its_first_pixel_became() {
        let mut grid = PixelGrid::default();
        grid.toggle(3, 3);
        grid.drag(6, 3);
        assert_eq!(grid.grays().iter().filter(|&&gray| gray == 255).count(), 4);
        grid.toggle(6, 3);
        grid.drag(0, 3);
        assert!(grid.is_blank());
        grid.drag(99, 99);
        assert_eq!(grid.cursor(), (SIDE - 1, SIDE - 1));
    }

    #[test]
    fn the_bmp_is_read_as_a_picture() {
        let seven = [
            ("PageUp", false),
            ("ArrowDown", false),
            ("Home", false),
            ("ArrowRight", false),
            ("ArrowRight", false),
            ("End", true),
            ("PageDown", true),
        ];
        let sketch = picture::segment_picture(&pressed(&seven).bmp(), 1_000_000);
        let sketch = sketch.expect("a picture").expect("ink");
        assert_eq!((sketch.width, sketch.height), (224, 224));
        let blank = picture::segment_picture(&PixelGrid::default().bmp(), 1_000_000);
        assert!(blank.expect("a picture").is_none());
    }
}
