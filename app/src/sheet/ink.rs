//! Strokes on the pad, and changes of them that can be undone.

use recognizer::{Drawing, Stroke};

use crate::pen::{Look, Pen};

/// The ink on the pad: what is read, and how it looks.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    pub(super) drawing: Drawing,
    /// One for each stroke.
    pub(super) looks: Vec<Look>,
}

/// A change of strokes at these places, one after the other.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Insert(Vec<(usize, Stroke, Look)>),
    Remove(Vec<usize>),
    /// Both, one after the other.
    Both(Box<(Edit, Edit)>),
}

impl From<Drawing> for Ink {
    fn from(drawing: Drawing) -> Self {
        let looks = vec![Look::of(Pen::default()); drawing.strokes.len()];
        Self { drawing, looks }
    }
}

impl Ink {
    /// The strokes from the oldest to the newest, and how they look.
    pub(super) fn strokes(&self) -> impl Iterator<Item = (&Stroke, &Look)> {
        self.drawing.strokes.iter().zip(&self.looks)
    }

    /// The strokes at their places.
    pub(super) fn into_strokes(self) -> Vec<(usize, Stroke, Look)> {
        let strokes = self.drawing.strokes.into_iter().zip(self.looks);
        let placed = strokes.enumerate();
        placed
            .map(|(place, (stroke, look))| (place, stroke, look))
            .collect()
    }

    /// Makes a change. Returns the one that takes it back.
    pub(super) fn apply(&mut self, edit: Edit) -> Edit {
        match edit {
            Edit::Insert(strokes) => {
                let places = strokes.into_iter().map(|(place, stroke, look)| {
                    self.drawing.strokes.insert(place, stroke);
                    self.looks.insert(place, look);
                    place
                });
                Edit::Remove(reversed(places))
            }
            Edit::Remove(places) => {
                let strokes = places.into_iter().map(|place| {
                    let stroke = self.drawing.strokes.remove(place);
                    (place, stroke, self.looks.remove(place))
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
    fn every_change_is_taken_back_by_its_opposite() {
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
            assert_eq!(ink.looks.len(), ink.drawing.strokes.len());
        }
    }

    #[test]
    fn two_changes_are_taken_back_in_their_order() {
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
