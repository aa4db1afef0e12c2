//! State of the browser's engine while it loads, and after a failure.

use leptos::prelude::*;

use crate::engines::{EngineError, Status};
use crate::recognition::Answer;
use crate::session::Session;
use crate::settings::BrowserEngine;

#[component]
pub(super) fn EngineNote(session: Session) -> impl IntoView {
    let engines = session.engines;
    let note = move || match engines.status.get() {
        _ if !engines.mode.get().asks_browser() => None,
        Status::Ready => None,
        Status::Loading => Some(loading(session).into_any()),
        Status::Failed(error) => Some(failed(&error, session).into_any()),
    };
    view! { <div class="engine-note" data-testid="engine-note">{note}</div> }
}

fn loading(session: Session) -> impl IntoView {
    view! {
        <div class="engine loading">
            <p>{tr!("Loading the recognizer. You can already draw.")}</p>
            <progress aria-label=tr!("Loading the recognizer")></progress>
            <button
                hidden=move || !can_cancel(session)
                on:click=move |_| session.cancel_loading()
            >
                {tr!("Cancel")}
            </button>
        </div>
    }
}

/// Whether there is another engine or an open question, so that loading can be canceled.
fn can_cancel(session: Session) -> bool {
    let is_waiting = |answer: &Answer| *answer == Answer::Loading;
    session.engines.browser_engine() == BrowserEngine::Tract
        || session.recognition.answer.with(is_waiting)
}

fn failed(error: &EngineError, session: Session) -> impl IntoView + use<> {
    view! {
        <div class="engine failed" role="alert">
            <p>{error.to_string()}</p>
            <button title=detail(error) on:click=move |_| session.retry()>
                {tr!("Try again")}
            </button>
        </div>
    }
}

/// Technical reason of the failure.
fn detail(error: &EngineError) -> String {
    match error {
        EngineError::Load(reason) => reason.clone(),
        other => other.to_string(),
    }
}
