//! The answer in words, which screen readers announce whole, with the number.

use leptos::prelude::*;

use crate::engines::{EngineError, Engines, OfferBrowser, Status};
use crate::i18n::format::percent;
use crate::recognition::view::row_choice::RowChoice;
use crate::recognition::{Answer, Reading, Recognition};

#[component]
pub(crate) fn AnswerText(
    recognition: Recognition,
    engines: Engines,
    /// Switches to the browser's engine after a failure of the server.
    on_browser: Callback<()>,
) -> impl IntoView {
    let answer = recognition.answer;
    let context = Context {
        recognition,
        engines,
        on_browser,
    };
    let number = move || {
        let number = |answer: &Answer| Some(answer.reading()?.number.to_string());
        answer.with(number).unwrap_or_default()
    };
    let strokes = move || {
        let drawing = |answer: &Answer| Some(answer.reading()?.drawing.strokes.len());
        answer.with(drawing).unwrap_or_default()
    };
    view! {
        <div
            class="answer"
            data-testid="answer"
            role="status"
            data-state=move || answer.with(Answer::state)
            data-number=number
            data-strokes=move || strokes().to_string()
        >
            {move || answer.with(|answer| text(answer, context))}
        </div>
        <RowChoice recognition/>
    }
}

/// Handles that the text of an answer needs.
#[derive(Clone, Copy)]
struct Context {
    recognition: Recognition,
    engines: Engines,
    on_browser: Callback<()>,
}

fn text(answer: &Answer, context: Context) -> AnyView {
    let hint = |text: String| view! { <p class="hint">{text}</p> };
    match answer {
        Answer::Blank => hint(tr!("Draw a digit or a number, then press Predict.")).into_any(),
        Answer::NothingDrawn => hint(tr!("Draw a digit first")).into_any(),
        Answer::Loading => {
            view! { <p class="hint">{move || waiting(context.engines)}</p> }.into_any()
        }
        Answer::Read(reading) => read(reading, context.recognition).into_any(),
        Answer::Failed(error) => failed(error, context.on_browser).into_any(),
    }
}

fn failed(error: &EngineError, on_browser: Callback<()>) -> impl IntoView + use<> {
    let is_remote = matches!(error, EngineError::Remote(_));
    view! {
        <p class="error">{not_read(error)}</p>
        {is_remote.then(|| view! { <OfferBrowser on_browser/> })}
    }
}

fn not_read(error: &EngineError) -> String {
    match error {
        // The engine note has the reason and offers a retry.
        EngineError::Load(_) | EngineError::StillBuilding | EngineError::Died => {
            tr!("Not read yet.")
        }
        EngineError::Model(_) | EngineError::Classify(_) | EngineError::Remote(_) => {
            error.to_string()
        }
    }
}

fn waiting(engines: Engines) -> String {
    match engines.status.get() {
        _ if !engines.mode.get().asks_browser() => tr!("The server is reading…"),
        Status::Loading => tr!("Your drawing is read as soon as the recognizer has loaded…"),
        _ => tr!("Reading…"),
    }
}

fn read(reading: &Reading, recognition: Recognition) -> impl IntoView + use<> {
    let text = match reading.rejection() {
        Some(rejection) => rejected(reading, rejection).into_any(),
        None => ready(reading).into_any(),
    };
    view! {
        {text}
        <p class="stale" hidden=move || recognition.is_current.get()>
            {tr!("The drawing has changed since. Press Predict to read it again.")}
        </p>
    }
}

fn ready(reading: &Reading) -> impl IntoView + use<> {
    let confidence = reading.confidence().map(percent);
    let sure = confidence.map(|sure| tr!("{sure} sure", sure = sure));
    view! {
        <p class="words">
            <span class="for-screen-readers">{reading.text()} ", "</span>
            {reading.words()}
        </p>
        <p class="confidence">{sure}</p>
    }
}

fn rejected(reading: &Reading, rejection: String) -> impl IntoView + use<> {
    let guess = |guess| view! { <p class="guess">{tr!("Best guess: {guess}", guess = guess)}</p> };
    let hint =
        || view! { <p class="hint">{tr!("Draw one digit or a number, then press Predict.")}</p> };
    view! {
        <p class="words">{rejection}</p>
        {reading.single_guess().map(guess)}
        {reading.rows.is_empty().then(hint)}
    }
}
