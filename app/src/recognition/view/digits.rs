//! The number in large digits. Each of several digits is a button that shows its details.

use std::iter::successors;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use recognizer::{Digit, Sign, Symbol};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::recognition::{Reading, Recognition, glyph};

#[component]
pub(crate) fn Digits(recognition: Recognition) -> impl IntoView {
    move || {
        recognition.answer.with(|answer| {
            let reading = answer.reading()?;
            Some(match reading.digits() {
                [digit] if reading.number.is_whole() => only(digit).into_any(),
                _ => several(reading, recognition).into_any(),
            })
        })
    }
}

/// A single digit, hidden from screen readers because the text beside it has it too.
fn only(digit: &Digit) -> impl IntoView + use<> {
    view! {
        <p class="digits" aria-hidden="true" translate="no">
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
    let count = reading.digits().len() + reading.number.marks().len();
    let mut first = 0;
    let rows = reading.number.rows().into_iter().map(|row| {
        let symbols = row.symbols().map(|symbol| match symbol {
            Symbol::Digit(index, _) => button(reading, first + index, recognition).into_any(),
            Symbol::Mark(mark) => sign(mark.sign).into_any(),
        });
        let symbols: Vec<_> = symbols.collect();
        first += row.digits().len();
        // Each row begins a line of its own.
        view! {
            {symbols}
            <i></i>
        }
    });
    view! {
        <div class=size(count) translate="no" role="group" aria-label=tr!("Digits") on:keydown=|event| step(&event)>
            {rows.collect::<Vec<_>>()}
        </div>
    }
}

/// A sign among the digits, which the text beside it has too.
fn sign(sign: Sign) -> impl IntoView {
    view! {
        <span class="glyph sign" data-testid="sign" aria-hidden="true">
            {sign.to_string()}
        </span>
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
    let sibling = match event.key().as_str() {
        "ArrowLeft" => Element::previous_element_sibling,
        "ArrowRight" => Element::next_element_sibling,
        _ => return,
    };
    let is_button = |it: &Element| it.tag_name() == "BUTTON";
    let next = successors(sibling(&button), sibling).find(is_button);
    event.prevent_default();
    let next = next.and_then(|next| next.dyn_into::<HtmlElement>().ok());
    if let Some(next) = next {
        // Without the focus, the click still selects.
        let _ = next.focus();
        next.click();
    }
}
