//! The answer in words. Screen readers announce it whole, and the number with it.

use leptos::prelude::*;

use super::server_panel::OfferBrowser;
use crate::answer::{Answer, Reading};
use crate::engine::{EngineError, Status};
use crate::i18n::format::percent;
use crate::session::Session;

#[component]
pub(super) fn AnswerText(session: Session) -> impl IntoView {
    let answer = session.answer;
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
            {move || answer.with(|answer| text(answer, session))}
        </div>
    }
}

fn text(answer: &Answer, session: Session) -> AnyView {
    let hint = |text: String| view! { <p class="hint">{text}</p> };
    match answer {
        Answer::Blank => hint(tr!("Draw a digit or a number, then press Predict.")).into_any(),
        Answer::NothingDrawn => hint(tr!("Draw a digit first")).into_any(),
        Answer::Loading => view! { <p class="hint">{move || waiting(session)}</p> }.into_any(),
        Answer::Read(reading) => read(reading, session).into_any(),
        Answer::Failed(error) => failed(error, session).into_any(),
    }
}

fn failed(error: &EngineError, session: Session) -> impl IntoView + use<> {
    let is_remote = matches!(error, EngineError::Remote(_));
    view! {
        <p class="error">{not_read(error)}</p>
        {is_remote.then(|| view! { <OfferBrowser session/> })}
    }
}

fn not_read(error: &EngineError) -> String {
    match error {
        // The note below says why, and offers a retry.
        EngineError::Load(_) | EngineError::Died => tr!("Not read yet."),
        EngineError::Model(_) | EngineError::Classify(_) | EngineError::Remote(_) => {
            error.to_string()
        }
    }
}

fn waiting(session: Session) -> String {
    match session.status.get() {
        _ if !session.mode.get().asks_browser() => tr!("The server is reading…"),
        Status::Loading => tr!("Your drawing is read as soon as the recognizer has loaded…"),
        _ => tr!("Reading…"),
    }
}

fn read(reading: &Reading, session: Session) -> impl IntoView + use<> {
    let said = match reading.objection() {
        Some(objection) => rejected(reading, objection).into_any(),
        None => ready(reading).into_any(),
    };
    view! {
        {said}
        <p class="stale" hidden=move || session.is_current.get()>
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

fn rejected(reading: &Reading, objection: String) -> impl IntoView + use<> {
    let guess = |guess| view! { <p class="guess">{tr!("Best guess: {guess}", guess = guess)}</p> };
    view! {
        <p class="words">{objection}</p>
        {reading.single_guess().map(guess)}
        <p class="hint">{tr!("Draw one digit or a number, then press Predict.")}</p>
    }
}
