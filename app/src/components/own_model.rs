//! A model of somebody's own: chosen as a file, compared with the built-in one.

mod comparison;
mod file;
mod pixels;
mod trial;

use leptos::prelude::*;

use crate::engine::Status;
use crate::session::Session;
use comparison::OwnComparison;
use file::ChooseFile;
use pixels::Pixels;
use trial::TrialPanel;

#[component]
pub(super) fn OwnModel(session: Session) -> impl IntoView {
    let own = session.own;
    let is_open = RwSignal::new(false);
    // A file, and what is wrong with it, are not hidden from who chose it.
    Effect::new(move |_| {
        if own.file.with(Option::is_some) || own.refusal.with(Option::is_some) {
            is_open.set(true);
        }
    });
    let has_file = move || own.file.with(Option::is_some);
    view! {
        <details
            class="quiet own"
            data-testid="own-model"
            data-state=move || state(session)
            prop:open=move || is_open.get()
        >
            <summary>{tr!("Your own model")}</summary>
            <div class="card">
                <ChooseFile session/>
                <Fault session/>
                // The style sheet hides of this what needs a model that has loaded.
                <Show when=has_file>
                    <Chosen session/>
                    <OwnComparison session/>
                    <Pixels session/>
                    <TrialPanel session/>
                </Show>
            </div>
        </details>
    }
}

fn state(session: Session) -> &'static str {
    match session.own.status.get() {
        _ if session.own.file.with(Option::is_none) => "none",
        Status::Loading => "loading",
        Status::Ready => "ready",
        Status::Failed(_) => "failed",
    }
}

/// What is wrong with the file, and what to do.
#[component]
fn Fault(session: Session) -> impl IntoView {
    let fault = move || session.own.fault();
    view! {
        <div
            class="engine failed"
            role="alert"
            data-testid="own-model-error"
            hidden=move || fault().is_none()
        >
            <p>{fault}</p>
            <button on:click=move |_| session.retry_model()>{tr!("Try again")}</button>
        </div>
    }
}

/// Which model it is.
#[component]
fn Chosen(session: Session) -> impl IntoView {
    let name = move || {
        let file = session.own.file.get();
        file.map(|file| format!("{}, {:.0} kB", file.name, (file.bytes / 1e3).ceil()))
    };
    let progress = move || match session.own.status.get() {
        Status::Loading => tr!("Loading it…"),
        _ => String::new(),
    };
    view! {
        <div class="chosen">
            <p>
                <b><bdi data-testid="own-model-name">{name}</bdi></b>
                " "
                <span class="hint" role="status">{progress}</span>
            </p>
            <button on:click=move |_| session.remove_model()>{tr!("Remove")}</button>
        </div>
    }
}
