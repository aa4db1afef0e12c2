//! What the network says: the digit, its probabilities, and what it saw.

use leptos::prelude::*;

use super::chart::{Chart, ProbabilityTable};
use super::model_input::ModelInput;
use crate::answer::{Answer, Reading};
use crate::engine::{EngineError, Status};
use crate::session::Session;

#[component]
pub(super) fn AnswerPanel(session: Session) -> impl IntoView {
    let reading = Memo::new(move |_| session.answer.with(|answer| answer.reading().cloned()));
    view! {
        <section class="result" aria-label="Answer">
            <AnswerText session reading/>
            <EngineNote session/>
            <div class="details" class:empty=move || reading.with(Option::is_none)>
                <figure class="seen">
                    <ModelInput reading/>
                    <figcaption>"What the model sees"</figcaption>
                </figure>
                <figure class="probabilities">
                    <Chart reading/>
                    <ProbabilityTable reading/>
                    <figcaption>"Probability of each digit"</figcaption>
                </figure>
            </div>
        </section>
    }
}

#[component]
fn AnswerText(session: Session, reading: Memo<Option<Reading>>) -> impl IntoView {
    let answer = session.answer;
    let number =
        move || reading.with(|reading| reading.as_ref().map_or(String::new(), Reading::number));
    let strokes =
        move || reading.with(|reading| reading.as_ref().map_or(0, |reading| reading.strokes));
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
    match answer {
        Answer::Blank => {
            view! { <p class="hint">"Draw a digit, then press Predict."</p> }.into_any()
        }
        Answer::NothingDrawn => view! { <p class="hint">"Draw a digit first"</p> }.into_any(),
        Answer::Loading => view! { <p class="hint">{move || waiting(session)}</p> }.into_any(),
        Answer::Ready(reading) => ready(reading, session).into_any(),
        Answer::Failed(error) => view! { <p class="error">{not_read(error)}</p> }.into_any(),
    }
}

fn not_read(error: &EngineError) -> String {
    match error {
        // The note below says why, and offers a retry.
        EngineError::Load(_) | EngineError::Died => "Not read yet.".into(),
        EngineError::Classify(_) => error.to_string(),
    }
}

fn waiting(session: Session) -> &'static str {
    match session.status.get() {
        Status::Loading => "Your drawing is read as soon as the recognizer has loaded…",
        _ => "Reading…",
    }
}

fn ready(reading: &Reading, session: Session) -> impl IntoView {
    let strokes = reading.strokes;
    let has_changed = move || {
        session
            .sheet
            .with(|sheet| sheet.drawing().strokes.len() != strokes)
    };
    view! {
        <p class="number">
            <b>{reading.number()}</b>
            <span class="separator">", "</span>
            <span>{reading.words()}</span>
        </p>
        <p class="confidence">{reading.confidence()} " sure"</p>
        <p class="stale" hidden=move || !has_changed()>
            "The drawing has changed since. Press Predict to read it again."
        </p>
    }
}

/// How the engine is doing, while that matters.
#[component]
fn EngineNote(session: Session) -> impl IntoView {
    let note = move || match session.status.get() {
        Status::Ready => None,
        Status::Loading => Some(
            view! { <p class="engine loading">"Loading the recognizer. You can already draw."</p> }
                .into_any(),
        ),
        Status::Failed(error) => Some(failed(&error, session).into_any()),
    };
    view! { <div class="engine-note" data-testid="engine-note">{note}</div> }
}

fn failed(error: &EngineError, session: Session) -> impl IntoView {
    view! {
        <div class="engine failed" role="alert">
            <p>{error.to_string()}</p>
            <button title=detail(error) on:click=move |_| session.retry()>
                "Try again"
            </button>
        </div>
    }
}

/// What a developer wants to know about the failure.
fn detail(error: &EngineError) -> String {
    match error {
        EngineError::Load(reason) => reason.clone(),
        other => other.to_string(),
    }
}
