//! The history as files, and back.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::history::History;
use crate::session::Session;

#[component]
pub(super) fn Files(session: Session) -> impl IntoView {
    let is_empty = move || session.history.with(History::is_empty);
    let has_labels = move || {
        session
            .history
            .with(|history| !history.labeled().is_empty())
    };
    let choose = move |event: Event| {
        let field: HtmlInputElement = event_target(&event);
        let file = field.files().and_then(|files| files.get(0));
        // Otherwise the same file could not be chosen again.
        field.set_value("");
        if let Some(file) = file {
            session.import(file);
        }
    };
    view! {
        <div class="controls files">
            <button hidden=is_empty on:click=move |_| session.export_json()>"Export JSON"</button>
            <button hidden=is_empty on:click=move |_| session.export_csv()>"Export CSV"</button>
            <button
                hidden=move || !has_labels()
                title="As a labeled set in MNIST's format, for training"
                on:click=move |_| session.export_digits()
            >
                "Export labeled digits"
            </button>
            <label class="button">
                "Import JSON"
                <input
                    type="file"
                    accept=".json,application/json"
                    data-testid="import"
                    on:change=choose
                />
            </label>
            <p class="hint" role="status" data-testid="files-said">{session.keeper.said}</p>
        </div>
    }
}
