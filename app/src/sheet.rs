use recognizer::{Drawing, PAD_SIZE, Point, Stroke};

/// The drawing on the pad while it is being made: at most one pointer draws at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    drawing: Drawing,
    pen: Option<i32>,
}

impl Sheet {
    /// What has been drawn so far.
    pub(crate) fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    /// A pointer touches the pad. Returns whether it draws: while another one does, it does not.
    pub(crate) fn pen_down(&mut self, pointer: i32, at: Point) -> bool {
        let is_taken = self.pen.is_some_and(|pen| pen != pointer);
        if is_taken || !at.is_finite() {
            return false;
        }
        self.pen = Some(pointer);
        let points = vec![on_pad(at)];
        self.drawing.strokes.push(Stroke { points });
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
        let Some(stroke) = self.drawing.strokes.last_mut() else {
            return;
        };
        for point in path.into_iter().filter(|point| point.is_finite()) {
            let point = on_pad(point);
            if stroke.points.last() != Some(&point) {
                stroke.points.push(point);
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
        let drawing = std::mem::take(&mut self.drawing);
        (!drawing.is_blank()).then_some(drawing)
    }

    /// Puts a cleared drawing back, below what has been drawn since.
    pub(crate) fn restore(&mut self, mut cleared: Drawing) {
        cleared.strokes.append(&mut self.drawing.strokes);
        self.drawing = cleared;
    }
}

fn on_pad(point: Point) -> Point {
    Point::new(point.x.clamp(0.0, PAD_SIZE), point.y.clamp(0.0, PAD_SIZE))
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
    fn clearing_during_a_stroke_ends_it() {
        let mut sheet = Sheet::default();
        sheet.pen_down(1, A);
        sheet.clear();
        sheet.pen_move(1, [B]);
        assert!(sheet.drawing().is_blank());
    }
}
