//! The number in large digits. Each of several digits is a button that shows its details.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use recognizer::Digit;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::recognition::{Reading, Recognition, glyph};

#[component]
pub(crate) fn Digits(recognition: Recognition) -> impl IntoView {
    move || {
        recognition.answer.with(|answer| {
            let reading = answer.reading()?;
            Some(match reading.digits() {
                [digit] => only(digit).into_any(),
                _ => several(reading, recognition).into_any(),
            })
        })
    }
}

/// A single digit, hidden from screen readers because the text beside it has it too.
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

fn several(reading: &Reading, recognition: Recognition) -> impl IntoView + use<> {
    let count = reading.digits().len();
    let buttons = (0..count).map(|index| button(reading, index, recognition));
    view! {
        <div class=size(count) role="group" aria-label=tr!("Digits") on:keydown=|event| step(&event)>
            {buttons.collect::<Vec<_>>()}
        </div>
    }
}

/// CSS classes by the number of digits: more digits are shown smaller.
fn size(count: usize) -> &'static str {
    match count {
        0..=4 => "digits several",
        5..=8 => "digits several many",
        _ => "digits several most",
    }
}

fn button(reading: &Reading, index: usize, recognition: Recognition) -> impl IntoView + use<> {
    let digit = &reading.digits()[index];
    let is_selected = move || recognition.selected_index.get() == Some(index);
    view! {
        <button
            class="glyph"
            class:rejected=digit.is_rejected()
            data-testid="digit"
            data-digit=digit.prediction.top1().to_string()
            data-confidence=confidence(digit)
            aria-pressed=move || is_selected().to_string()
            aria-label=reading.digit_name(index)
            on:click=move |_| recognition.user_selection.set(Some(index))
        >
            {glyph(digit)}
        </button>
    }
}

fn confidence(digit: &Digit) -> String {
    format!("{:.4}", digit.prediction.confidence())
}

/// Moves the focus by the arrow keys.
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
        // Without the focus, the click still selects.
        let _ = next.focus();
        next.click();
    }
}
