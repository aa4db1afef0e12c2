//! Boxes around the digits that were found.

use leptos::prelude::*;
use recognizer::{BoundingBox, Digit, PAD_SIZE, PEN_WIDTH};

use crate::drawing::Pad;
use crate::recognition::Recognition;

/// Margin between ink and box, in drawing units.
const MARGIN: f64 = 4.0;

/// Margin between box and edge of the pad, in drawing units: room for half its line.
const BORDER: f64 = 2.0;

/// Boxes around digits of the drawing.
#[component]
pub(crate) fn DigitBoxes(recognition: Recognition, pad: Pad) -> impl IntoView {
    let boxes = move || {
        let is_shown = recognition.picture.with(Option::is_none);
        let width = pad.width.get();
        digit_boxes(recognition, is_shown, &marked, &|digit| {
            outside(&digit.bounds, width)
        })
    };
    view! {
        <svg
            class="boxes"
            aria-hidden="true"
            viewBox=move || format!("0 0 {} {PAD_SIZE}", pad.width.get())
        >
            {boxes}
        </svg>
    }
}

/// Digits to mark: none for a single digit that is not rejected.
fn marked(digits: &[Digit]) -> Vec<Digit> {
    match digits {
        [digit] if !digit.is_rejected() => vec![],
        digits => digits.to_vec(),
    }
}

/// Boxes around the answer's digits that `choose` keeps, with bounds by `outside`; none unless the answer
/// is current.
pub(crate) fn digit_boxes(
    recognition: Recognition,
    is_shown: bool,
    choose: &dyn Fn(&[Digit]) -> Vec<Digit>,
    outside: &dyn Fn(&Digit) -> BoundingBox,
) -> Vec<AnyView> {
    if !is_shown || !recognition.is_current.get() {
        return vec![];
    }
    let digits = recognition.answer.with(|answer| {
        let reading = answer.reading();
        reading.map_or_else(Vec::new, |reading| choose(reading.digits()))
    });
    let digits = digits.iter().enumerate();
    digits
        .map(|(place, digit)| digit_box(digit, place, outside(digit), recognition).into_any())
        .collect()
}

fn digit_box(
    digit: &Digit,
    place: usize,
    outside: BoundingBox,
    recognition: Recognition,
) -> impl IntoView + use<> {
    view! {
        <rect
            data-testid="digit-box"
            class:rejected=digit.is_rejected()
            class:selected=move || recognition.selected_index.get() == Some(place)
            x=outside.left.to_string()
            y=outside.top.to_string()
            width=outside.width().to_string()
            height=outside.height().to_string()
            rx="8"
        ></rect>
    }
}

/// Box around ink with the width of its pen, within a pad of this width.
fn outside(ink: &BoundingBox, width: f32) -> BoundingBox {
    let margin = f64::from(PEN_WIDTH) / 2.0 + MARGIN;
    BoundingBox {
        left: (ink.left - margin).max(BORDER),
        top: (ink.top - margin).max(BORDER),
        right: (ink.right + margin).min(f64::from(width) - BORDER),
        bottom: (ink.bottom + margin).min(f64::from(PAD_SIZE) - BORDER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_surround_the_ink_and_stay_on_the_pad() {
        let ink = BoundingBox {
            left: 100.0,
            top: 0.0,
            right: 399.0,
            bottom: 200.0,
        };
        let expected = BoundingBox {
            left: 87.0,
            top: 2.0,
            right: 398.0,
            bottom: 213.0,
        };
        assert_eq!(outside(&ink, 400.0), expected);
    }
}
