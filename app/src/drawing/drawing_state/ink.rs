//! Strokes with their styles, and edits of them that can be undone.

use recognizer::{Drawing, Stroke};

use crate::drawing::stroke_style::StrokeStyle;
use crate::settings::Pen;

/// Strokes and their styles.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    pub(super) drawing: Drawing,
    /// One style for each stroke.
    pub(super) styles: Vec<StrokeStyle>,
}

/// Edit at these indices of strokes, one after the other.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Insert(Vec<(usize, Stroke, StrokeStyle)>),
    Remove(Vec<usize>),
    /// Both, one after the other.
    Both(Box<(Edit, Edit)>),
}

impl From<Drawing> for Ink {
    fn from(drawing: Drawing) -> Self {
        let styles = vec![StrokeStyle::new(Pen::default()); drawing.strokes.len()];
        Self { drawing, styles }
    }
}

impl Ink {
    /// Strokes from the oldest to the newest, with their styles.
    pub(super) fn strokes(&self) -> impl Iterator<Item = (&Stroke, &StrokeStyle)> {
        self.drawing.strokes.iter().zip(&self.styles)
    }

    /// Strokes with their indices and styles.
    pub(super) fn into_strokes(self) -> Vec<(usize, Stroke, StrokeStyle)> {
        let strokes = self.drawing.strokes.into_iter().zip(self.styles);
        let placed = strokes.enumerate();
        placed
            .map(|(place, (stroke, style))| (place, stroke, style))
            .collect()
    }

    /// Keeps only the first `points` points of the newest stroke.
    pub(super) fn cut_last(&mut self, points: usize) {
        if let (Some(stroke), Some(style)) =
            (self.drawing.strokes.last_mut(), self.styles.last_mut())
        {
            stroke.points.truncate(points);
            style.truncate(points);
        }
    }

    /// Applies an edit. Returns its inverse.
    pub(super) fn apply(&mut self, edit: Edit) -> Edit {
        match edit {
            Edit::Insert(strokes) => {
                let places = strokes.into_iter().map(|(place, stroke, style)| {
                    self.drawing.strokes.insert(place, stroke);
                    self.styles.insert(place, style);
                    place
                });
                Edit::Remove(reversed(places))
            }
            Edit::Remove(places) => {
                let strokes = places.into_iter().map(|place| {
                    let stroke = self.drawing.strokes.remove(place);
                    (place, stroke, self.styles.remove(place))
                });
                Edit::Insert(reversed(strokes))
            }
            Edit::Both(both) => {
                let (first, then) = *both;
                let first = self.apply(first);
                Edit::Both(Box::new((self.apply(then), first)))
            }
        }
    }
}

fn reversed<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.reverse();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(count: usize) -> Ink {
        let stroke = |at| Stroke::from_iter([(at as f32, 0.0)]);
        Ink::from((0..count).map(stroke).collect::<Drawing>())
    }

    #[test]
    fn every_edit_is_undone_by_its_inverse() {
        for places in [vec![], vec![0], vec![4], vec![2, 2, 0], vec![4, 3, 2, 1, 0]] {
            let mut ink = ink(5);
            let before = ink.drawing.clone();
            let back = ink.apply(Edit::Remove(places.clone()));
            let removed = ink.drawing.clone();
            assert_eq!(removed.strokes.len(), 5 - places.len());
            let again = ink.apply(back);
            assert_eq!(ink.drawing, before, "{places:?}");
            ink.apply(again);
            assert_eq!(ink.drawing, removed, "{places:?}");
            assert_eq!(ink.styles.len(), ink.drawing.strokes.len());
        }
    }

    #[test]
    fn two_edits_are_undone_in_reverse_order() {
        let mut ink = ink(5);
        let before = ink.drawing.clone();
        let [first, then] = [vec![1], vec![3, 0]].map(|places| ink.apply(Edit::Remove(places)));
        let removed = ink.drawing.clone();
        let again = ink.apply(Edit::Both(Box::new((then, first))));
        assert_eq!(ink.drawing, before);
        ink.apply(again);
        assert_eq!(ink.drawing, removed);
    }
}
