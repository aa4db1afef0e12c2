//! Picture on the screen, with a box around each digit that was found.

use leptos::prelude::*;
use recognizer::Digit;

use super::Pictures;
use crate::recognition::picture::Picture;
use crate::recognition::view::digit_boxes;

/// Margin between ink and box, as a fraction of the digit's longer side.
const MARGIN: f64 = 0.06;

/// The style sheet hides it without a picture, and its progress once the scan is done.
#[component]
pub(crate) fn PictureView(pictures: Pictures) -> impl IntoView {
    let picture = pictures.recognition.picture;
    let shown = move |read: fn(&Picture) -> String| {
        move || picture.with(|picture| picture.as_ref().map(read))
    };
    let boxes = move || {
        let is_shown = picture.with(Option::is_some);
        digit_boxes(
            pictures.recognition,
            is_shown,
            &|digits| digits.to_vec(),
            &with_margin,
        )
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
                <button on:click=move |_| pictures.close()>{tr!("Cancel")}</button>
            </div>
        </figure>
    }
}

/// Bounding box of a digit with a margin, in pixels of the picture.
fn with_margin(digit: &Digit) -> recognizer::BoundingBox {
    let mut ink = digit.bounds;
    let margin = MARGIN * ink.longer_side();
    ink.left -= margin;
    ink.top -= margin;
    ink.right += margin;
    ink.bottom += margin;
    ink
}
