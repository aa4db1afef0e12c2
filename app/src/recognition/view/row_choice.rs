//! Buttons that choose one of several rows as the answer.

use leptos::prelude::*;
use recognizer::Number;

use crate::recognition::{Answer, Recognition, glyph};

/// Buttons for the rows; they stay, with the focus, while the chosen row changes.
#[component]
pub(crate) fn RowChoice(recognition: Recognition) -> impl IntoView {
    let answer = recognition.answer;
    let rows = Memo::new(move |_| {
        let rows = |answer: &Answer| Some(answer.reading()?.rows.clone());
        answer.with(rows).unwrap_or_default()
    });
    let buttons = move || {
        let rows = rows.get();
        let buttons = rows.iter().enumerate();
        let buttons: Vec<_> = buttons
            .map(|(place, row)| button(place, row, recognition))
            .collect();
        (!buttons.is_empty()).then(|| {
            view! { <div class="controls" role="group" aria-label=tr!("Rows")>{buttons}</div> }
        })
    };
    view! { {buttons} }
}

fn button(place: usize, row: &Number, recognition: Recognition) -> impl IntoView + use<> {
    let number = row.clone();
    let is_chosen = move || {
        let is_it = |answer: &Answer| answer.reading().is_some_and(|it| it.number == number);
        recognition.answer.with(is_it)
    };
    view! {
        <button
            data-testid="row"
            aria-pressed=move || is_chosen().to_string()
            on:click=move |_| recognition.choose_row(place)
        >
            {tr!("Row {place}: {number}", place = place + 1, number = row.text(glyph))}
        </button>
    }
}
