//! How the drawing was split into digits: a light box around each.

use leptos::prelude::*;
use recognizer::{BoundingBox, Digit, PAD_SIZE, PEN_WIDTH};

use crate::session::Session;

/// Between the ink's edge and its box, in drawing units.
const MARGIN: f64 = 4.0;

/// Boxes stay within the pad, with room for their line.
const BORDER: f64 = 2.0;

#[component]
pub(super) fn DigitBoxes(session: Session) -> impl IntoView {
    let boxes = move || {
        let is_shown = session.picture.with(Option::is_none);
        let width = session.width.get();
        digit_boxes(session, is_shown, &marked, &|digit| {
            outside(&digit.bounds, width)
        })
    };
    view! {
        <svg
            class="boxes"
            aria-hidden="true"
            viewBox=move || format!("0 0 {} {PAD_SIZE}", session.width.get())
        >
            {boxes}
        </svg>
    }
}

/// The digits to mark: none for a plain digit.
fn marked(digits: &[Digit]) -> Vec<Digit> {
    match digits {
        [digit] if !digit.is_rejected() => vec![],
        digits => digits.to_vec(),
    }
}

/// A box around each of the answer's digits that `choose` leaves, as large as `outside` says; none
/// while the answer is about something else.
pub(in super::super) fn digit_boxes(
    session: Session,
    is_shown: bool,
    choose: &dyn Fn(&[Digit]) -> Vec<Digit>,
    outside: &dyn Fn(&Digit) -> BoundingBox,
) -> Vec<AnyView> {
    if !is_shown || !session.is_current.get() {
        return vec![];
    }
    let digits = session.answer.with(|answer| {
        let reading = answer.reading();
        reading.map_or_else(Vec::new, |reading| choose(reading.digits()))
    });
    let digits = digits.iter().enumerate();
    digits
        .map(|(place, digit)| digit_box(digit, place, outside(digit), session).into_any())
        .collect()
}

fn digit_box(
    digit: &Digit,
    place: usize,
    outside: BoundingBox,
    session: Session,
) -> impl IntoView + use<> {
    view! {
        <rect
            data-testid="digit-box"
            class:rejected=digit.is_rejected()
            class:selected=move || session.selected.get() == Some(place)
            x=outside.left.to_string()
            y=outside.top.to_string()
            width=outside.width().to_string()
            height=outside.height().to_string()
            rx="8"
        ></rect>
    }
}

/// The box around the ink with its pen, on a pad of this width.
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
    fn boxes_stand_around_the_pen_s_ink_and_stay_on_the_pad() {
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
