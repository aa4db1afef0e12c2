//! What the page shows of a drawing or picture, to be restored after a picture that cannot be read.

use leptos::prelude::*;

use super::{Answer, Comparison, Picture, Recognition};

/// Picture on the screen, if there is one, and the answer about it or about the drawing.
pub(crate) struct Shown {
    picture: Option<Picture>,
    answer: Answer,
    comparison: Option<Comparison>,
}

impl Shown {
    /// Present state.
    pub(crate) fn of(recognition: Recognition) -> Self {
        let answer = match recognition.answer.get_untracked() {
            // Its question is canceled by the picture.
            Answer::Loading => Answer::Blank,
            answer => answer,
        };
        Self {
            picture: recognition.picture.get_untracked(),
            answer,
            comparison: recognition.comparison.get_untracked(),
        }
    }

    /// Shows it again.
    pub(crate) fn restore(self, recognition: Recognition) {
        recognition.picture.set(self.picture);
        recognition.answer.set(self.answer);
        recognition.comparison.set(self.comparison);
    }
}
