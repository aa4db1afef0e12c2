//! The 28×28 digit image, magnified without interpolation.

use leptos::html::Canvas;
use leptos::prelude::*;
use recognizer::{Digit, DigitImage};

use crate::platform::canvas::paint_grays;

const SIDE: u32 = DigitImage::SIDE as u32;

#[component]
pub(crate) fn ModelInput(digit: Memo<Option<Digit>>) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        // If the browser refuses the canvas, the answer is shown without the image.
        let _ = digit.with(|digit| {
            let image = digit.as_ref().map(|digit| digit.image.pixels());
            paint_grays(&canvas, image.map(|pixels| &pixels[..]))
        });
    });
    view! {
        <canvas
            node_ref=canvas
            data-testid="model-input"
            role="img"
            aria-label=tr!("The 28 by 28 pixels that the model sees")
            width=SIDE
            height=SIDE
        ></canvas>
    }
}
