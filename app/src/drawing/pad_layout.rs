//! Width of the pad and scrolling of a wide one. All lengths are in drawing units.

use recognizer::{BoundingBox, MAX_DIGITS, PAD_SIZE, Point, Stroke};

/// Room for one digit: half as wide as the standard pad is high.
const DIGIT: f32 = PAD_SIZE / 2.0;

/// The widest pad holds the longest number.
pub(super) const MAX_WIDTH: f32 = MAX_DIGITS as f32 * DIGIT;

/// Step by which the pad grows: after two of them it still fits a desktop window.
pub(super) const STEP: f32 = 250.0;

/// Free space to keep at the right edge beside a number: 15 % of the standard pad.
const EDGE: f32 = 60.0;

/// Visible free space below which the next digit has no room.
const ROOM: f32 = 0.8 * DIGIT;

/// Margin between the selected digit and the edge of the visible part.
const MARGIN: f32 = 20.0;

/// Ink wider than this, relative to its height, is more than one digit.
const WIDE: f64 = 1.3;

/// Width of a pad with these strokes, at least the chosen one: it never cuts ink off, and leaves space
/// to write on beside what looks like a number.
pub(super) fn width(chosen: f32, strokes: &[Stroke]) -> f32 {
    let Some(ink) = bounds(strokes) else {
        return chosen;
    };
    let right = ink.right as f32;
    let is_number = ink.width() > WIDE * ink.height();
    let needed = if is_number { right + EDGE } else { right };
    let steps = ((needed - PAD_SIZE) / STEP).ceil().max(0.0);
    (PAD_SIZE + steps * STEP).min(MAX_WIDTH).max(chosen)
}

/// Right edge of the ink; 0 without ink.
pub(super) fn right_edge(strokes: &[Stroke]) -> f32 {
    bounds(strokes).map_or(0.0, |ink| ink.right as f32)
}

/// Visible part of the pad.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Viewport {
    /// Scroll position.
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Viewport {
    /// Scroll position after a stroke that ends at `ink`; `None` while there is room to write on.
    pub(super) fn after_writing(self, ink: f32) -> Option<f32> {
        (self.right() - ink < ROOM).then(|| self.with_room_after(ink))
    }

    /// Scroll position on a pad that has just grown; `None` if the next digit has room.
    pub(super) fn after_growing(self, ink: f32) -> Option<f32> {
        (self.right() - ink < DIGIT).then(|| self.with_room_after(ink))
    }

    /// Scroll position that shows this ink whole; `None` if it is visible.
    pub(super) fn showing(self, ink: &BoundingBox) -> Option<f32> {
        let (left, right) = (ink.left as f32 - MARGIN, ink.right as f32 + MARGIN);
        if left < self.left {
            Some(left.max(0.0))
        } else {
            (right > self.right()).then_some(right - self.width)
        }
    }

    fn right(self) -> f32 {
        self.left + self.width
    }

    fn with_room_after(self, ink: f32) -> f32 {
        ink + DIGIT - self.width
    }
}

fn bounds(strokes: &[Stroke]) -> Option<BoundingBox> {
    let points = strokes.iter().flat_map(|stroke| &stroke.points).copied();
    BoundingBox::of(points.filter(|&point| Point::is_finite(point)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink((left, top): (f32, f32), (right, bottom): (f32, f32)) -> Vec<Stroke> {
        vec![Stroke::from_iter([(left, top), (right, bottom)])]
    }

    #[test]
    fn the_pad_is_as_wide_as_chosen_until_a_number_needs_more() {
        for (chosen, strokes, expected) in [
            (400.0, vec![], 400.0),
            (900.0, vec![], 900.0),
            // A digit as large as the pad, and a number with room beside it.
            (400.0, ink((20.0, 0.0), (395.0, 400.0)), 400.0),
            (400.0, ink((20.0, 150.0), (339.0, 250.0)), 400.0),
            (400.0, ink((20.0, 150.0), (341.0, 250.0)), 650.0),
            (650.0, ink((20.0, 150.0), (341.0, 250.0)), 650.0),
            (400.0, ink((20.0, 150.0), (600.0, 250.0)), 900.0),
            (400.0, ink((20.0, 150.0), (2400.0, 250.0)), MAX_WIDTH),
        ] {
            assert_eq!(width(chosen, &strokes), expected, "{chosen} {strokes:?}");
        }
    }

    #[test]
    fn a_narrow_pad_never_cuts_ink_off() {
        for right in [10.0, 400.0, 401.0, 649.0, 650.0, 1_500.0, MAX_WIDTH] {
            let far = ink((right - 10.0, 0.0), (right, 400.0));
            assert!(width(PAD_SIZE, &far) >= right);
        }
    }

    #[test]
    fn the_widest_pad_is_a_whole_number_of_steps() {
        assert_eq!((MAX_WIDTH - PAD_SIZE) % STEP, 0.0);
    }

    #[test]
    fn the_pad_scrolls_when_its_visible_part_is_full() {
        let viewport = Viewport {
            left: 100.0,
            width: 400.0,
        };
        assert_eq!(viewport.after_writing(340.0), None);
        assert_eq!(viewport.after_writing(450.0), Some(250.0));
        assert_eq!(viewport.after_growing(300.0), None);
        assert_eq!(viewport.after_growing(310.0), Some(110.0));
    }

    #[test]
    fn a_hidden_digit_is_scrolled_into_view() {
        let viewport = Viewport {
            left: 300.0,
            width: 400.0,
        };
        let digit = |left, right| BoundingBox {
            left,
            top: 0.0,
            right,
            bottom: 100.0,
        };
        assert_eq!(viewport.showing(&digit(400.0, 500.0)), None);
        assert_eq!(viewport.showing(&digit(10.0, 90.0)), Some(0.0));
        assert_eq!(viewport.showing(&digit(200.0, 290.0)), Some(180.0));
        assert_eq!(viewport.showing(&digit(600.0, 690.0)), Some(310.0));
    }
}
