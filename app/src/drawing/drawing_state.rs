//! Strokes on the pad while they are drawn and erased, with undo and redo.

mod eraser;
mod ink;

use recognizer::{BoundingBox, Drawing, PAD_SIZE, Point, Stroke};

use super::pad_layout::{self, MAX_WIDTH, STEP};
use super::stroke_style::StrokeStyle;
use crate::settings::Pen;
use ink::{Edit, Ink};

/// Distance in drawing units at which the eraser touches a stroke: the radius of the standard pen plus
/// its own.
const REACH: f32 = 16.0;

/// Longer side in drawing units up to which a stroke is a dot.
const DOT: f64 = 12.0;

/// Strokes on the pad; at most one pointer draws or erases at a time.
#[derive(Clone, Debug)]
pub(crate) struct DrawingState {
    ink: Ink,
    active: Option<ActivePointer>,
    /// Edits that undo the changes so far, the newest last.
    undo_stack: Vec<Edit>,
    /// Edits that redo the undone changes, the next one last.
    redo_stack: Vec<Edit>,
    chosen_width: f32,
    version: u32,
    repaints: u32,
}

/// The pointer that draws or erases.
#[derive(Clone, Debug)]
struct ActivePointer {
    /// Its ID in pointer events.
    pointer: i32,
    /// Width of the pad, which does not change meanwhile.
    width: f32,
    tool: Tool,
}

#[derive(Clone, Debug)]
enum Tool {
    Pen,
    /// Eraser with its last point, and whether it has erased anything.
    Eraser(Point, bool),
}

/// Position of a pointer in drawing units, and the pressure from 0 to 1 of a pen that senses it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    pub(crate) at: Point,
    pub(crate) pressure: Option<f32>,
}

impl Default for DrawingState {
    fn default() -> Self {
        Self::new(Drawing::default())
    }
}

impl DrawingState {
    /// State with this drawing on the standard pad.
    pub(crate) fn new(drawing: Drawing) -> Self {
        Self {
            ink: drawing.into(),
            active: None,
            undo_stack: Vec::new(),
            redo_stack: Vec::new(),
            chosen_width: PAD_SIZE,
            version: 0,
            repaints: 0,
        }
    }

    /// Strokes so far.
    pub(crate) fn drawing(&self) -> &Drawing {
        &self.ink.drawing
    }

    /// Strokes from the oldest to the newest, with their styles.
    pub(crate) fn strokes(&self) -> impl Iterator<Item = (&Stroke, &StrokeStyle)> {
        self.ink.strokes()
    }

    /// Number that increases with every change of the drawing.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Number that increases whenever the canvas has to be repainted whole: after changes other than
    /// more ink, and when a stroke ends, because its corners differ when it is painted in parts.
    pub(crate) fn repaints(&self) -> u32 {
        self.repaints
    }

    /// Whether a pointer draws or erases.
    pub(crate) fn is_active(&self) -> bool {
        self.active.is_some()
    }

    /// Whether a pointer draws.
    pub(crate) fn is_inking(&self) -> bool {
        matches!(&self.active, Some(active) if matches!(active.tool, Tool::Pen))
    }

    /// Width of the pad in drawing units. It does not change while a pointer draws.
    pub(crate) fn width(&self) -> f32 {
        match &self.active {
            Some(active) => active.width,
            None => self.width_if_chosen(self.chosen_width),
        }
    }

    /// Widens the pad by a step.
    pub(crate) fn widen(&mut self) {
        self.chosen_width = (self.width() + STEP).min(MAX_WIDTH);
    }

    /// Narrows the pad by a step as far as the ink allows; never while a pointer draws.
    pub(crate) fn narrow(&mut self) {
        if self.active.is_none() {
            self.chosen_width = self.narrower();
        }
    }

    /// Whether the pad can become narrower.
    pub(crate) fn can_narrow(&self) -> bool {
        self.width() > PAD_SIZE && self.narrower() < self.width()
    }

    /// Starts a stroke. Returns whether the pointer draws; it does not while another one is active.
    pub(crate) fn pen_down(&mut self, pointer: i32, pen: Pen, start: Sample) -> bool {
        if !self.activate(pointer, start.at, Tool::Pen) {
            return false;
        }
        let mut style = StrokeStyle::new(pen);
        style.add_pressure(start.pressure);
        let points = vec![on_pad(start.at, self.width())];
        let place = self.ink.styles.len();
        self.change(Edit::Insert(vec![(place, Stroke { points }, style)]));
        true
    }

    /// Starts to erase the strokes that the eraser touches: whole ones, because a remaining half would
    /// be a stroke that was never drawn. Returns whether the pointer erases.
    pub(crate) fn eraser_down(&mut self, pointer: i32, at: Point) -> bool {
        let erases = self.activate(pointer, at, Tool::Eraser(at, false));
        if erases {
            self.erase(at);
        }
        erases
    }

    /// Whether this is the pointer that draws or erases.
    pub(crate) fn is_active_pointer(&self, pointer: i32) -> bool {
        self.active
            .as_ref()
            .is_some_and(|active| active.pointer == pointer)
    }

    /// Draws or erases along a path. Ink stays on the pad even where the pointer leaves it.
    pub(crate) fn pointer_move(&mut self, pointer: i32, path: impl IntoIterator<Item = Sample>) {
        if !self.is_active_pointer(pointer) {
            return;
        }
        let is_inking = self.is_inking();
        for sample in path.into_iter().filter(|sample| sample.at.is_finite()) {
            if is_inking {
                self.draw(sample);
            } else {
                self.erase(sample.at);
            }
        }
    }

    /// Ends the stroke, which stays.
    pub(crate) fn pointer_up(&mut self, pointer: i32) {
        if self.is_active_pointer(pointer) {
            self.active = None;
            self.repaints += 1;
        }
    }

    /// Points of the newest stroke.
    pub(crate) fn last_points(&self) -> &[Point] {
        let last = self.ink.drawing.strokes.last();
        last.map_or(&[], |stroke| &stroke.points)
    }

    /// Whether the active pointer has drawn no more than a dot.
    pub(crate) fn is_dot(&self) -> bool {
        self.is_inking() && is_dot(self.last_points())
    }

    /// Ends the stroke because the pointer turns out to do something else, and keeps its first `points`
    /// points, unless they are only a dot.
    pub(crate) fn interrupt(&mut self, points: usize) {
        if self.is_inking() {
            self.ink.cut_last(points);
        }
        if self.is_dot() {
            self.withdraw();
        }
        self.active = None;
        self.version += 1;
        self.repaints += 1;
    }

    /// Discards what the active pointer has done, without a redo.
    pub(crate) fn withdraw(&mut self) {
        let has_changed = match self.active.take().map(|active| active.tool) {
            Some(Tool::Pen) => true,
            Some(Tool::Eraser(_, has_erased)) => has_erased,
            None => false,
        };
        if has_changed {
            self.undo();
            self.redo_stack.pop();
        }
    }

    /// Removes all strokes. Returns whether there were any.
    pub(crate) fn clear(&mut self) -> bool {
        self.active = None;
        let was_blank = self.drawing().is_blank();
        if !was_blank {
            let places = (0..self.ink.styles.len()).rev();
            self.change(Edit::Remove(places.collect()));
            self.repaints += 1;
        }
        !was_blank
    }

    /// Undoes the last change. Returns whether there was one.
    pub(crate) fn undo(&mut self) -> bool {
        let edit = self.undo_stack.pop();
        let inverse = edit.map(|edit| self.apply(edit));
        let has_changed = inverse.is_some();
        self.redo_stack.extend(inverse);
        has_changed
    }

    /// Redoes the change that was undone last. Returns whether there was one.
    pub(crate) fn redo(&mut self) -> bool {
        let edit = self.redo_stack.pop();
        let inverse = edit.map(|edit| self.apply(edit));
        let has_changed = inverse.is_some();
        self.undo_stack.extend(inverse);
        has_changed
    }

    /// Whether there is a change to undo.
    pub(crate) fn can_undo(&self) -> bool {
        !self.undo_stack.is_empty()
    }

    /// Whether there is a change to redo.
    pub(crate) fn can_redo(&self) -> bool {
        !self.redo_stack.is_empty()
    }

    fn activate(&mut self, pointer: i32, at: Point, tool: Tool) -> bool {
        let is_taken = self.is_active() && !self.is_active_pointer(pointer);
        if is_taken || !at.is_finite() {
            return false;
        }
        // The end of the same pointer's last stroke was missed; the pad may have grown meanwhile.
        self.active = None;
        self.active = Some(ActivePointer {
            pointer,
            width: self.width(),
            tool,
        });
        true
    }

    fn draw(&mut self, Sample { at, pressure }: Sample) {
        let point = on_pad(at, self.width());
        let last = self.ink.drawing.strokes.last_mut();
        let (Some(stroke), Some(style)) = (last, self.ink.styles.last_mut()) else {
            return;
        };
        if stroke.points.last() != Some(&point) {
            stroke.points.push(point);
            style.add_pressure(pressure);
            self.version += 1;
        }
    }

    fn erase(&mut self, to: Point) {
        let Some(ActivePointer { tool, .. }) = &mut self.active else {
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
        let before = if std::mem::replace(has_erased, true) {
            self.undo_stack.pop()
        } else {
            None
        };
        let last = self.ink.apply(Edit::Remove(places));
        let all = match before {
            Some(before) => Edit::Both(Box::new((last, before))),
            None => last,
        };
        self.record(all);
        self.repaints += 1;
    }

    fn change(&mut self, edit: Edit) {
        let inverse = self.ink.apply(edit);
        self.record(inverse);
    }

    fn record(&mut self, inverse: Edit) {
        self.undo_stack.push(inverse);
        self.redo_stack.clear();
        self.version += 1;
    }

    /// Replaces the drawing. Returns whether that removed any strokes.
    pub(crate) fn replace(&mut self, drawing: Drawing) -> bool {
        if *self.drawing() == drawing {
            return false;
        }
        self.active = None;
        let was_blank = self.drawing().is_blank();
        let places = (0..self.ink.styles.len()).rev().collect();
        let strokes = Ink::from(drawing).into_strokes();
        let edits = (Edit::Remove(places), Edit::Insert(strokes));
        self.change(Edit::Both(Box::new(edits)));
        self.repaints += 1;
        !was_blank
    }

    fn apply(&mut self, edit: Edit) -> Edit {
        self.active = None;
        self.version += 1;
        self.repaints += 1;
        self.ink.apply(edit)
    }

    fn narrower(&self) -> f32 {
        self.width_if_chosen((self.width() - STEP).max(PAD_SIZE))
    }

    fn width_if_chosen(&self, chosen: f32) -> f32 {
        pad_layout::width(chosen, &self.drawing().strokes)
    }
}

fn is_dot(points: &[Point]) -> bool {
    BoundingBox::of(points.iter().copied()).is_none_or(|ink| ink.longer_side() <= DOT)
}

fn on_pad(point: Point, width: f32) -> Point {
    Point::new(point.x.clamp(0.0, width), point.y.clamp(0.0, PAD_SIZE))
}

#[cfg(test)]
mod tests;
