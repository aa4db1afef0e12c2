//! How the engine is doing, while that matters.

use leptos::prelude::*;

use crate::engine::{EngineError, Status};
use crate::session::Session;

#[component]
pub(super) fn EngineNote(session: Session) -> impl IntoView {
    let note = move || match session.status.get() {
        _ if !session.mode.get().asks_browser() => None,
        Status::Ready => None,
        Status::Loading => Some(loading(session).into_any()),
        Status::Failed(error) => Some(failed(&error, session).into_any()),
    };
    view! { <div class="engine-note" data-testid="engine-note">{note}</div> }
}

fn loading(session: Session) -> impl IntoView {
    let can_cancel = move || session.can_cancel_loading();
    view! {
        <div class="engine loading">
            <p>{tr!("Loading the recognizer. You can already draw.")}</p>
            <progress aria-label=tr!("Loading the recognizer")></progress>
            <button hidden=move || !can_cancel() on:click=move |_| session.cancel_loading()>
                {tr!("Cancel")}
            </button>
        </div>
    }
}

fn failed(error: &EngineError, session: Session) -> impl IntoView {
    view! {
        <div class="engine failed" role="alert">
            <p>{error.to_string()}</p>
            <button title=detail(error) on:click=move |_| session.retry()>
                {tr!("Try again")}
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
