//! The number that was read, large. Of several digits, each is a button that shows its details.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use recognizer::Digit;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::answer::{Reading, glyph};
use crate::session::Session;

#[component]
pub(super) fn Digits(session: Session) -> impl IntoView {
    move || {
        session.answer.with(|answer| {
            let reading = answer.reading()?;
            Some(match reading.digits() {
                [digit] => only(digit).into_any(),
                _ => several(reading, session).into_any(),
            })
        })
    }
}

/// The answer beside it says the same to screen readers.
fn only(digit: &Digit) -> impl IntoView + use<> {
    view! {
        <p class="digits" aria-hidden="true">
            <b
                class="glyph"
                class:rejected=digit.is_rejected()
                data-testid="digit"
                data-digit=digit.prediction.top1().to_string()
                data-confidence=confidence(digit)
            >
                {glyph(digit)}
            </b>
        </p>
    }
}

fn several(reading: &Reading, session: Session) -> impl IntoView + use<> {
    let count = reading.digits().len();
    let buttons = (0..count).map(|place| button(reading, place, session));
    view! {
        <div class=size(count) role="group" aria-label=tr!("Digits") on:keydown=|event| step(&event)>
            {buttons.collect::<Vec<_>>()}
        </div>
    }
}

/// The more digits there are, the smaller they are written.
fn size(count: usize) -> &'static str {
    match count {
        0..=4 => "digits several",
        5..=8 => "digits several many",
        _ => "digits several most",
    }
}

fn button(reading: &Reading, place: usize, session: Session) -> impl IntoView + use<> {
    let digit = &reading.digits()[place];
    let is_selected = move || session.selected.get() == Some(place);
    view! {
        <button
            class="glyph"
            class:rejected=digit.is_rejected()
            data-testid="digit"
            data-digit=digit.prediction.top1().to_string()
            data-confidence=confidence(digit)
            aria-pressed=move || is_selected().to_string()
            aria-label=reading.name(place)
            on:click=move |_| session.chosen.set(Some(place))
        >
            {glyph(digit)}
        </button>
    }
}

fn confidence(digit: &Digit) -> String {
    format!("{:.4}", digit.prediction.confidence())
}

/// The arrow keys go from digit to digit.
fn step(event: &KeyboardEvent) {
    let Some(button) = event.target().and_then(|at| at.dyn_into::<Element>().ok()) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowLeft" => button.previous_element_sibling(),
        "ArrowRight" => button.next_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    let next = next.and_then(|next| next.dyn_into::<HtmlElement>().ok());
    if let Some(next) = next {
        // Where the focus is refused, a click still selects.
        let _ = next.focus();
        next.click();
    }
}
