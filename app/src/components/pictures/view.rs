//! The picture that is looked at, with a box around each digit that was found.

use leptos::prelude::*;
use recognizer::Digit;

use super::super::pad::digit_boxes;
use crate::picture::Picture;
use crate::session::Session;

/// Between the ink's edge and its box, as a part of the digit's longer side.
const MARGIN: f64 = 0.06;

/// The style sheet hides it while there is no picture, and its progress once the ink is found.
#[component]
pub(in super::super) fn PictureView(session: Session) -> impl IntoView {
    let shown = move |tell: fn(&Picture) -> String| {
        move || session.picture.with(|picture| picture.as_ref().map(tell))
    };
    let boxes = move || {
        let is_shown = session.picture.with(Option::is_some);
        digit_boxes(session, is_shown, &|digits| digits.to_vec(), &around)
    };
    view! {
        <figure
            class="picture"
            data-testid="picture"
            data-state=shown(|picture| picture.state().into())
        >
            <div class="sheet">
                <img
                    src=shown(|picture| picture.url.as_str().into())
                    alt=shown(|picture| picture.name.clone())
                />
                <svg
                    class="boxes"
                    aria-hidden="true"
                    viewBox=shown(Picture::view_box)
                >
                    {boxes}
                </svg>
            </div>
            <div class="progress">
                <p>{tr!("Looking for ink…")}</p>
                <progress aria-label=tr!("Looking for ink")></progress>
                <button on:click=move |_| session.close_picture()>{tr!("Cancel")}</button>
            </div>
        </figure>
    }
}

/// The box around a digit's ink, with some paper.
fn around(digit: &Digit) -> recognizer::BoundingBox {
    let mut ink = digit.bounds;
    let margin = MARGIN * ink.longer_side();
    ink.left -= margin;
    ink.top -= margin;
    ink.right += margin;
    ink.bottom += margin;
    ink
}
