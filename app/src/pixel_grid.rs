//! A digit that is made pixel by pixel, by keys or with a pointer.

use recognizer::DigitImage;

const SIDE: usize = DigitImage::SIDE;

/// 28 by 28 pixels, each ink or paper, and the one that keys are about.
pub(crate) struct PixelGrid {
    ink: [bool; DigitImage::PIXELS],
    /// Its column and row.
    at: (usize, usize),
    /// What painting makes: ink, or paper.
    brush: bool,
}

impl Default for PixelGrid {
    fn default() -> Self {
        Self {
            ink: [false; DigitImage::PIXELS],
            at: (SIDE / 2, SIDE / 2),
            brush: true,
        }
    }
}

impl PixelGrid {
    /// Does what a key means, if it means anything.
    pub(crate) fn press(&mut self, key: &str, paints: bool) -> bool {
        let (x, y) = self.at;
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
                self.touch(x, y);
                return true;
            }
            "Delete" | "Backspace" => {
                self.clear();
                return true;
            }
            _ => return false,
        };
        match paints {
            true => {
                self.brush = true;
                self.draw_to(to);
            }
            false => self.at = to,
        }
        true
    }

    /// Turns a pixel, from ink to paper or back.
    pub(crate) fn touch(&mut self, x: usize, y: usize) {
        self.at = within(x, y);
        self.brush = !self.is_ink();
        self.paint();
    }

    /// Goes on from there: what lies between becomes what that pixel became.
    pub(crate) fn drag(&mut self, x: usize, y: usize) {
        self.draw_to(within(x, y));
    }

    /// Makes all pixels paper.
    pub(crate) fn clear(&mut self) {
        self.ink.fill(false);
    }

    /// Whether the pixel is ink.
    pub(crate) fn is_ink(&self) -> bool {
        let (x, y) = self.at;
        self.ink[y * SIDE + x]
    }

    /// Its column and row.
    pub(crate) fn at(&self) -> (usize, usize) {
        self.at
    }

    /// Whether there is any ink.
    pub(crate) fn is_blank(&self) -> bool {
        !self.ink.contains(&true)
    }

    /// Light ink on dark paper, as models see it.
    pub(crate) fn grays(&self) -> Vec<u8> {
        self.ink.iter().map(|&ink| gray(ink)).collect()
    }

    /// As a BMP of one bit a pixel in which each pixel is eight wide, a byte, and eight high.
    pub(crate) fn bmp(&self) -> Vec<u8> {
        let side = 8 * SIDE as u32;
        let (headers, content) = (14 + 40 + 8, side * side / 8);
        let mut file = b"BM".to_vec();
        for number in [headers + content, 0, headers, 40, side, side] {
            file.extend(number.to_le_bytes());
        }
        // One plane of one bit; then no compression, sizes and colors as they follow from the rest.
        file.extend([1, 0, 1, 0]);
        file.extend([0; 24]);
        // Paper is white, ink black.
        file.extend([255, 255, 255, 0, 0, 0, 0, 0]);
        // The lowest row comes first.
        for row in self.ink.chunks(SIDE).rev() {
            let row: Vec<u8> = row.iter().map(|&ink| gray(ink)).collect();
            file.extend(row.repeat(8));
        }
        file
    }

    fn draw_to(&mut self, to: (usize, usize)) {
        self.paint();
        while self.at != to {
            let (x, y) = self.at;
            self.at = (toward(x, to.0), toward(y, to.1));
            self.paint();
        }
    }

    fn paint(&mut self) {
        let (x, y) = self.at;
        self.ink[y * SIDE + x] = self.brush;
    }
}

fn within(x: usize, y: usize) -> (usize, usize) {
    (x.min(SIDE - 1), y.min(SIDE - 1))
}

fn gray(ink: bool) -> u8 {
    if ink { 255 } else { 0 }
}

fn toward(from: usize, to: usize) -> usize {
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
            assert_eq!(grid.at(), expected, "{keys:?}");
            assert!(grid.is_blank());
        }
        assert!(!PixelGrid::default().press("Enter", false));
    }

    #[test]
    fn space_turns_a_pixel_and_delete_clears_all() {
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
    fn a_pointer_goes_on_with_what_it_began() {
        let mut grid = PixelGrid::default();
        grid.touch(3, 3);
        grid.drag(6, 3);
        assert_eq!(grid.grays().iter().filter(|&&gray| gray == 255).count(), 4);
        grid.touch(6, 3);
        grid.drag(0, 3);
        assert!(grid.is_blank());
        grid.drag(99, 99);
        assert_eq!(grid.at(), (SIDE - 1, SIDE - 1));
    }

    #[test]
    fn what_is_made_is_found_as_a_picture() {
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
