//! The drawing on the pad while it is being made, and what can be undone of it.

mod eraser;
mod ink;

use recognizer::{Drawing, PAD_SIZE, Point, Stroke};

use crate::paper::{self, MAX_WIDTH, STEP};
use crate::pen::{Look, Pen};
use ink::{Edit, Ink};

/// How close to the middle of a line the eraser's has to come: the standard pen's radius and its own.
const REACH: f32 = 16.0;

/// The drawing on the pad while it is being made: at most one pointer draws at a time.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    ink: Ink,
    held: Option<Held>,
    /// What takes the changes so far back, the newest last.
    done: Vec<Edit>,
    /// What makes those again that were taken back.
    undone: Vec<Edit>,
    chosen_width: f32,
    version: u32,
    repaints: u32,
}

/// A pointer on the pad.
#[derive(Clone, Debug)]
struct Held {
    pointer: i32,
    /// Of the pad: it does not change while a pointer draws.
    width: f32,
    tool: Tool,
}

#[derive(Clone, Debug)]
enum Tool {
    Pen,
    /// It was at this point, and may have erased something.
    Eraser(Point, bool),
}

/// Where a pointer is, and how hard a pen is pressed that feels it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    pub(crate) at: Point,
    pub(crate) pressure: Option<f32>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self::of(Drawing::default())
    }
}

impl Sheet {
    /// A sheet with this drawing on it.
    pub(crate) fn of(drawing: Drawing) -> Self {
        Self {
            ink: drawing.into(),
            held: None,
            done: Vec::new(),
            undone: Vec::new(),
            chosen_width: PAD_SIZE,
            version: 0,
            repaints: 0,
        }
    }

    /// What has been drawn so far.
    pub(crate) fn drawing(&self) -> &Drawing {
        &self.ink.drawing
    }

    /// Its strokes from the oldest to the newest, and how they look.
    pub(crate) fn strokes(&self) -> impl Iterator<Item = (&Stroke, &Look)> {
        self.ink.strokes()
    }

    /// Grows with every change of the drawing.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Grows with every change other than that of more ink, and when a stroke ends: painted bit by bit
    /// it has other corners than at once.
    pub(crate) fn repaints(&self) -> u32 {
        self.repaints
    }

    /// Whether a pointer draws or erases.
    pub(crate) fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Whether a pointer draws.
    pub(crate) fn is_inking(&self) -> bool {
        matches!(&self.held, Some(held) if matches!(held.tool, Tool::Pen))
    }

    /// Width of the pad in drawing units. It does not change while a pointer draws.
    pub(crate) fn width(&self) -> f32 {
        match &self.held {
            Some(held) => held.width,
            None => self.width_if_chosen(self.chosen_width),
        }
    }

    /// Makes the pad wider by a step.
    pub(crate) fn widen(&mut self) {
        self.chosen_width = (self.width() + STEP).min(MAX_WIDTH);
    }

    /// Makes the pad narrower by a step, as far as the ink allows; never while a pointer draws.
    pub(crate) fn narrow(&mut self) {
        if self.held.is_none() {
            self.chosen_width = self.narrower();
        }
    }

    /// Whether the pad can be narrower.
    pub(crate) fn can_narrow(&self) -> bool {
        self.width() > PAD_SIZE && self.narrower() < self.width()
    }

    /// A pen touches the pad. Returns whether it draws: while another pointer does, it does not.
    pub(crate) fn pen_down(&mut self, pointer: i32, pen: Pen, start: Sample) -> bool {
        if !self.hold(pointer, start.at, Tool::Pen) {
            return false;
        }
        let mut look = Look::of(pen);
        look.press(start.pressure);
        let points = vec![on_pad(start.at, self.width())];
        let place = self.ink.looks.len();
        self.change(Edit::Insert(vec![(place, Stroke { points }, look)]));
        true
    }

    /// An eraser touches the pad, which takes off every stroke that it touches, whole: half of one
    /// would be a stroke that nobody has drawn. Returns whether it erases.
    pub(crate) fn eraser_down(&mut self, pointer: i32, at: Point) -> bool {
        let holds = self.hold(pointer, at, Tool::Eraser(at, false));
        if holds {
            self.erase(at);
        }
        holds
    }

    /// Whether this pointer is the one that draws or erases.
    pub(crate) fn is_held_by(&self, pointer: i32) -> bool {
        self.held
            .as_ref()
            .is_some_and(|held| held.pointer == pointer)
    }

    /// The pointer moves. Ink stays on the pad, also when the pointer leaves it and comes back.
    pub(crate) fn pointer_move(&mut self, pointer: i32, path: impl IntoIterator<Item = Sample>) {
        if !self.is_held_by(pointer) {
            return;
        }
        let is_inking = self.is_inking();
        for sample in path.into_iter().filter(|sample| sample.at.is_finite()) {
            match is_inking {
                true => self.draw(sample),
                false => self.erase(sample.at),
            }
        }
    }

    /// The pointer leaves the pad, or the browser takes it away; its stroke stays.
    pub(crate) fn pointer_up(&mut self, pointer: i32) {
        if self.is_held_by(pointer) {
            self.held = None;
            self.repaints += 1;
        }
    }

    /// Takes back what the pointer on the pad has done: it was none that draws.
    pub(crate) fn withdraw(&mut self) {
        let has_changed = match self.held.take().map(|held| held.tool) {
            Some(Tool::Pen) => true,
            Some(Tool::Eraser(_, has_erased)) => has_erased,
            None => false,
        };
        if has_changed {
            self.undo();
            self.undone.pop();
        }
    }

    /// Takes everything off the pad. Returns whether there was anything.
    pub(crate) fn clear(&mut self) -> bool {
        self.held = None;
        let was_blank = self.drawing().is_blank();
        if !was_blank {
            let places = (0..self.ink.looks.len()).rev();
            self.change(Edit::Remove(places.collect()));
            self.repaints += 1;
        }
        !was_blank
    }

    /// Takes the last change back. Returns whether there was one.
    pub(crate) fn undo(&mut self) -> bool {
        let edit = self.done.pop();
        let back = edit.map(|edit| self.apply(edit));
        let has_changed = back.is_some();
        self.undone.extend(back);
        has_changed
    }

    /// Makes the change again that was taken back last. Returns whether there was one.
    pub(crate) fn redo(&mut self) -> bool {
        let edit = self.undone.pop();
        let back = edit.map(|edit| self.apply(edit));
        let has_changed = back.is_some();
        self.done.extend(back);
        has_changed
    }

    /// Whether there is a change to take back.
    pub(crate) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a change to make again.
    pub(crate) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    fn hold(&mut self, pointer: i32, at: Point, tool: Tool) -> bool {
        let is_taken = self.is_held() && !self.is_held_by(pointer);
        if is_taken || !at.is_finite() {
            return false;
        }
        // A pointer that is still there has ended unnoticed, and the pad may have grown.
        self.held = None;
        self.held = Some(Held {
            pointer,
            width: self.width(),
            tool,
        });
        true
    }

    fn draw(&mut self, Sample { at, pressure }: Sample) {
        let point = on_pad(at, self.width());
        let last = self.ink.drawing.strokes.last_mut();
        let (Some(stroke), Some(look)) = (last, self.ink.looks.last_mut()) else {
            return;
        };
        if stroke.points.last() != Some(&point) {
            stroke.points.push(point);
            look.press(pressure);
            self.version += 1;
        }
    }

    fn erase(&mut self, to: Point) {
        let Some(Held { tool, .. }) = &mut self.held else {
            return;
        };
        let Tool::Eraser(at, has_erased) = tool else {
            return;
        };
        let from = std::mem::replace(at, to);
        let strokes = self.ink.drawing.strokes.iter().enumerate().rev();
        let touched = strokes.filter(|(_, stroke)| eraser::touches(stroke, from, to, REACH));
        let places: Vec<usize> = touched.map(|(place, _)| place).collect();
        if places.is_empty() {
            return;
        }
        // All that is erased until the pointer is lifted is one change.
        let before = match std::mem::replace(has_erased, true) {
            true => self.done.pop(),
            false => None,
        };
        let last = self.ink.apply(Edit::Remove(places));
        let all = match before {
            Some(before) => Edit::Both(Box::new((last, before))),
            None => last,
        };
        self.changed(all);
        self.repaints += 1;
    }

    fn change(&mut self, edit: Edit) {
        let back = self.ink.apply(edit);
        self.changed(back);
    }

    fn changed(&mut self, back: Edit) {
        self.done.push(back);
        self.undone.clear();
        self.version += 1;
    }

    /// Puts another drawing on the pad. Returns whether that took something away.
    pub(crate) fn replace(&mut self, drawing: Drawing) -> bool {
        if *self.drawing() == drawing {
            return false;
        }
        self.held = None;
        let was_blank = self.drawing().is_blank();
        let places = (0..self.ink.looks.len()).rev().collect();
        let strokes = Ink::from(drawing).into_strokes();
        let edits = (Edit::Remove(places), Edit::Insert(strokes));
        self.change(Edit::Both(Box::new(edits)));
        self.repaints += 1;
        !was_blank
    }

    fn apply(&mut self, edit: Edit) -> Edit {
        self.held = None;
        self.version += 1;
        self.repaints += 1;
        self.ink.apply(edit)
    }

    fn narrower(&self) -> f32 {
        self.width_if_chosen((self.width() - STEP).max(PAD_SIZE))
    }

    fn width_if_chosen(&self, chosen: f32) -> f32 {
        paper::width(chosen, &self.drawing().strokes)
    }
}

fn on_pad(point: Point, width: f32) -> Point {
    Point::new(point.x.clamp(0.0, width), point.y.clamp(0.0, PAD_SIZE))
}

#[cfg(test)]
mod tests;
