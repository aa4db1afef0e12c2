//! Section in which the user's model is chosen and compared with the built-in one.

use leptos::prelude::*;

use super::OwnModel;
use super::comparison_view::ComparisonView;
use super::file_picker::FilePicker;
use super::pixels_view::PixelsView;
use super::trial_view::TrialView;
use crate::engines::Status;

#[component]
pub(crate) fn OwnModelPanel(model: OwnModel) -> impl IntoView {
    let is_open = RwSignal::new(false);
    // Opens so that the user sees the chosen file or its error.
    Effect::new(move |_| {
        if model.file.with(Option::is_some) || model.refusal.with(Option::is_some) {
            is_open.set(true);
        }
    });
    let has_file = move || model.file.with(Option::is_some);
    view! {
        <details
            class="quiet own"
            data-testid="own-model"
            data-state=move || state(model)
            prop:open=move || is_open.get()
        >
            <summary>{tr!("Your own model")}</summary>
            <div class="card">
                <FilePicker model/>
                <ErrorMessage model/>
                // The style sheet hides the parts that need a loaded model.
                <Show when=has_file>
                    <LoadedFile model/>
                    <ComparisonView model/>
                    <PixelsView model/>
                    <TrialView model/>
                </Show>
            </div>
        </details>
    }
}

/// Name of the state in `data-state`.
fn state(model: OwnModel) -> &'static str {
    match model.status.get() {
        _ if model.file.with(Option::is_none) => "none",
        Status::Loading => "loading",
        Status::Ready => "ready",
        Status::Failed(_) => "failed",
    }
}

/// Error message, and a button that loads the file again.
#[component]
fn ErrorMessage(model: OwnModel) -> impl IntoView {
    let error = move || model.error();
    view! {
        <div
            class="engine failed"
            role="alert"
            data-testid="own-model-error"
            hidden=move || error().is_none()
        >
            <p>{error}</p>
            <button on:click=move |_| model.retry()>{tr!("Try again")}</button>
        </div>
    }
}

/// Name and size of the file, with a button that removes the model.
#[component]
fn LoadedFile(model: OwnModel) -> impl IntoView {
    let name = move || {
        let file = model.file.get();
        file.map(|file| format!("{}, {:.0} kB", file.name, (file.bytes / 1e3).ceil()))
    };
    let progress = move || {
        if model.status.get() == Status::Loading {
            tr!("Loading it…")
        } else {
            String::new()
        }
    };
    view! {
        <div class="chosen">
            <p>
                <b><bdi data-testid="own-model-name">{name}</bdi></b>
                " "
                <span class="hint" role="status">{progress}</span>
            </p>
            <button on:click=move |_| model.remove()>{tr!("Remove")}</button>
        </div>
    }
}
