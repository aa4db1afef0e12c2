use recognizer::{Drawing, PAD_SIZE, Point, Stroke};

use crate::paper::{self, MAX_WIDTH, STEP};

/// The drawing on the pad while it is being made: at most one pointer draws at a time.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    drawing: Drawing,
    pen: Option<i32>,
    chosen_width: f32,
    version: u32,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            drawing: Drawing::default(),
            pen: None,
            chosen_width: PAD_SIZE,
            version: 0,
        }
    }
}

impl Sheet {
    /// A sheet with this drawing on it.
    pub(crate) fn of(drawing: Drawing) -> Self {
        Self {
            drawing,
            ..Self::default()
        }
    }

    /// What has been drawn so far.
    pub(crate) fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    /// Grows with every change of the drawing.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Width of the pad in drawing units. It does not change while a pointer draws.
    pub(crate) fn width(&self) -> f32 {
        self.width_if_chosen(self.chosen_width)
    }

    /// Makes the pad wider by a step.
    pub(crate) fn widen(&mut self) {
        self.chosen_width = (self.width() + STEP).min(MAX_WIDTH);
    }

    /// Makes the pad narrower by a step, as far as the ink allows; never while a pointer draws.
    pub(crate) fn narrow(&mut self) {
        if self.pen.is_none() {
            self.chosen_width = self.narrower();
        }
    }

    /// Whether the pad can be narrower.
    pub(crate) fn can_narrow(&self) -> bool {
        self.narrower() < self.width()
    }

    /// A pointer touches the pad. Returns whether it draws: while another one does, it does not.
    pub(crate) fn pen_down(&mut self, pointer: i32, at: Point) -> bool {
        let is_taken = self.pen.is_some_and(|pen| pen != pointer);
        if is_taken || !at.is_finite() {
            return false;
        }
        let points = vec![on_pad(at, self.width())];
        self.pen = Some(pointer);
        self.drawing.strokes.push(Stroke { points });
        self.version += 1;
        true
    }

    /// Whether this pointer is the one that draws.
    pub(crate) fn is_drawn_by(&self, pointer: i32) -> bool {
        self.pen == Some(pointer)
    }

    /// The pointer moves. Ink stays on the pad, also when the pointer leaves it and comes back.
    pub(crate) fn pen_move(&mut self, pointer: i32, path: impl IntoIterator<Item = Point>) {
        if !self.is_drawn_by(pointer) {
            return;
        }
        let width = self.width();
        let Some(stroke) = self.drawing.strokes.last_mut() else {
            return;
        };
        for point in path.into_iter().filter(|point| point.is_finite()) {
            let point = on_pad(point, width);
            if stroke.points.last() != Some(&point) {
                stroke.points.push(point);
                self.version += 1;
            }
        }
    }

    /// The pointer leaves the pad, or the browser takes it away; its stroke stays.
    pub(crate) fn pen_up(&mut self, pointer: i32) {
        if self.is_drawn_by(pointer) {
            self.pen = None;
        }
    }

    /// Takes everything off the pad; `None` if it was blank.
    pub(crate) fn clear(&mut self) -> Option<Drawing> {
        self.pen = None;
        self.version += 1;
        let drawing = std::mem::take(&mut self.drawing);
        (!drawing.is_blank()).then_some(drawing)
    }

    /// Puts a cleared drawing back, below what has been drawn since.
    pub(crate) fn restore(&mut self, mut cleared: Drawing) {
        cleared.strokes.append(&mut self.drawing.strokes);
        self.drawing = cleared;
        self.version += 1;
    }

    /// Puts another drawing on the pad, and says what was there; `None` if it was blank or the same.
    pub(crate) fn replace(&mut self, drawing: Drawing) -> Option<Drawing> {
        self.pen = None;
        self.version += 1;
        let before = std::mem::replace(&mut self.drawing, drawing);
        (!before.is_blank() && before != self.drawing).then_some(before)
    }

    fn narrower(&self) -> f32 {
        self.width_if_chosen((self.width() - STEP).max(PAD_SIZE))
    }

    fn width_if_chosen(&self, chosen: f32) -> f32 {
        let strokes = &*self.drawing.strokes;
        let finished = match self.pen {
            Some(_) => strokes
                .split_last()
                .map_or(strokes, |(_, finished)| finished),
            None => strokes,
        };
        paper::width(chosen, finished)
    }
}

fn on_pad(point: Point, width: f32) -> Point {
    Point::new(point.x.clamp(0.0, width), point.y.clamp(0.0, PAD_SIZE))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Point = Point::new(10.0, 10.0);
    const B: Point = Point::new(20.0, 30.0);

    fn points(sheet: &Sheet) -> Vec<Vec<Point>> {
        let strokes = sheet.drawing().strokes.iter();
        strokes.map(|stroke| stroke.points.clone()).collect()
    }

    #[test]
    fn a_stroke_goes_from_pen_down_to_pen_up() {
        let mut sheet = Sheet::default();
        assert!(sheet.pen_down(1, A));
        sheet.pen_move(1, [A, B]);
        sheet.pen_up(1);
        sheet.pen_move(1, [A]);
        assert_eq!(points(&sheet), [[A, B]]);
    }

    #[test]
    fn a_second_pointer_does_not_draw() {
        let mut sheet = Sheet::default();
        sheet.pen_down(1, A);
        assert!(!sheet.pen_down(2, B));
        sheet.pen_move(2, [B]);
        sheet.pen_up(2);
        sheet.pen_move(1, [B]);
        assert_eq!(points(&sheet), [[A, B]]);
    }

    #[test]
    fn a_pointer_whose_end_was_missed_draws_again() {
        let mut sheet = Sheet::default();
        sheet.pen_down(1, A);
        assert!(sheet.pen_down(1, B));
        assert_eq!(points(&sheet), [[A], [B]]);
    }

    #[test]
    fn ink_stays_on_the_pad() {
        let mut sheet = Sheet::default();
        sheet.pen_down(1, A);
        sheet.pen_move(1, [Point::new(-50.0, 9e9), Point::new(f32::NAN, 0.0)]);
        assert_eq!(points(&sheet), [[A, Point::new(0.0, PAD_SIZE)]]);
    }

    #[test]
    fn a_cleared_drawing_comes_back_below_newer_strokes() {
        let mut sheet = Sheet::default();
        assert_eq!(sheet.clear(), None);
        sheet.pen_down(1, A);
        let cleared = sheet.clear().expect("something was drawn");
        assert!(sheet.drawing().is_blank());
        sheet.pen_down(1, B);
        sheet.restore(cleared);
        assert_eq!(points(&sheet), [[A], [B]]);
    }

    #[test]
    fn a_drawing_gives_way_to_another_one() {
        let mut sheet = Sheet::default();
        let other = Drawing::from_iter([Stroke { points: vec![B] }]);
        assert_eq!(sheet.replace(other.clone()), None);
        assert_eq!(sheet.replace(other.clone()), None);
        assert_eq!(sheet.replace(Drawing::default()), Some(other));
    }

    #[test]
    fn every_change_has_a_version_of_its_own() {
        let mut sheet = Sheet::default();
        let mut versions = vec![sheet.version()];
        sheet.pen_down(1, A);
        versions.push(sheet.version());
        sheet.pen_move(1, [B]);
        versions.push(sheet.version());
        let cleared = sheet.clear().expect("something was drawn");
        versions.push(sheet.version());
        sheet.restore(cleared);
        versions.push(sheet.version());
        assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
    }

    #[test]
    fn the_pad_grows_when_the_pen_is_lifted_and_shrinks_when_cleared() {
        let mut sheet = Sheet::default();
        sheet.pen_down(1, Point::new(20.0, 200.0));
        sheet.pen_move(1, [Point::new(900.0, 250.0)]);
        assert_eq!(sheet.width(), PAD_SIZE);
        sheet.pen_up(1);
        assert_eq!(sheet.width(), PAD_SIZE + STEP);
        sheet.pen_down(1, Point::new(640.0, 200.0));
        assert_eq!(points(&sheet)[1], [Point::new(640.0, 200.0)]);
        let cleared = sheet.clear().expect("something was drawn");
        assert_eq!(sheet.width(), PAD_SIZE);
        sheet.restore(cleared);
        assert_eq!(sheet.width(), PAD_SIZE + 2.0 * STEP);
    }

    #[test]
    fn the_pad_is_widened_by_hand_and_narrowed_as_far_as_the_ink() {
        let mut sheet = Sheet::default();
        assert!(!sheet.can_narrow());
        for _ in 0..20 {
            sheet.widen();
        }
        assert_eq!(sheet.width(), MAX_WIDTH);
        sheet.pen_down(1, Point::new(1_000.0, 10.0));
        sheet.pen_up(1);
        while sheet.can_narrow() {
            sheet.narrow();
        }
        assert_eq!(sheet.width(), 1_150.0);
        sheet.clear();
        assert_eq!(sheet.width(), 1_150.0);
    }

    #[test]
    fn clearing_during_a_stroke_ends_it() {
        let mut sheet = Sheet::default();
        sheet.pen_down(1, A);
        sheet.clear();
        sheet.pen_move(1, [B]);
        assert!(sheet.drawing().is_blank());
    }
}
