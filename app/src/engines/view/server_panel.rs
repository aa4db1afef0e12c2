//! The selected server: its address, its state, and what it receives.

use leptos::prelude::*;

use crate::engines::{Engines, ServerStatus, is_guarded, own_address};
use crate::settings::Mode;

#[component]
pub(crate) fn ServerPanel(
    engines: Engines,
    /// Whether a benchmark runs, which has a button of its own to stop it.
    #[prop(into)]
    is_measuring: Signal<bool>,
    /// Whether to offer the browser's engine when the server fails.
    #[prop(into)]
    offers_browser: Signal<bool>,
    on_browser: Callback<()>,
) -> impl IntoView {
    let status = Memo::new(move |_| engines.server.get());
    let has_failed = move || status.with(|status| matches!(status, ServerStatus::Failed(_)));
    view! {
        <div class="card server">
            <label class="address">
                {tr!("Server")}
                <input
                    type="text"
                    inputmode="url"
                    autocapitalize="none"
                    autocomplete="url"
                    spellcheck="false"
                    placeholder=move || status.with(placeholder)
                    data-testid="server-address"
                    prop:value=move || engines.entered_address()
                    on:change=move |event| engines.select_server(&event_target_value(&event))
                />
            </label>
            <CheckButton engines is_measuring/>
            <div class="state" role="status">
                <p data-testid="server-status" data-state=move || status.with(ServerStatus::state)>
                    {move || status.with(|status| sentence(engines, status))}
                </p>
                <Show when=move || has_failed() && offers_browser.get()>
                    <OfferBrowser on_browser/>
                </Show>
            </div>
            <p class="hint" data-testid="privacy">{move || privacy(engines)}</p>
        </div>
    }
}

/// Button that switches to the browser's engine, which then reads what the server did not.
#[component]
pub(crate) fn OfferBrowser(on_browser: Callback<()>) -> impl IntoView {
    view! { <button on:click=move |_| on_browser.run(())>{tr!("Answer in the browser")}</button> }
}

/// One button in one place for both actions, so that the layout does not shift.
#[component]
fn CheckButton(engines: Engines, is_measuring: Signal<bool>) -> impl IntoView {
    let is_waiting = move || {
        let is_measuring = is_measuring.get();
        engines.pending.get() > 0 && !is_measuring
    };
    let press = move |_| {
        if untrack(is_waiting) {
            engines.cancel_request();
        } else {
            engines.check_server();
        }
    };
    view! {
        <button class="check" on:click=press>
            {move || if is_waiting() { tr!("Cancel") } else { tr!("Ask again") }}
        </button>
    }
}

/// Which data leaves the browser in the current mode, for the user.
pub(crate) fn privacy(engines: Engines) -> String {
    let address = || {
        let address = engines.server_address();
        address.map_or_else(|| tr!("the server"), |address| address.as_str().to_owned())
    };
    match engines.mode.get() {
        Mode::Browser => tr!("Nothing you draw leaves this browser."),
        Mode::Server => tr!(
            "Predict sends what the model sees of your drawing, a picture of 28×28 pixels for each \
             part that may be a digit, to {address}. The strokes and the history stay in this browser.",
            address = address()
        ),
        Mode::Compare => tr!(
            "Predict and Measure send what the model sees of your drawing, a picture of 28×28 pixels \
             for each part that may be a digit, to {address}. The strokes and the history stay in \
             this browser.",
            address = address()
        ),
    }
}

/// Placeholder of the address: the page's own if a server answers there, else an example.
fn placeholder(status: &ServerStatus) -> String {
    if status.answers() {
        own_address()
    } else {
        "http://localhost:3000".into()
    }
}

fn sentence(engines: Engines, status: &ServerStatus) -> String {
    let is_own = engines.entered_address().is_empty();
    let is_guarded = || engines.server_address().as_ref().is_some_and(is_guarded);
    match status {
        ServerStatus::Checking if is_guarded() => {
            tr!("Asking the server… If the browser asks whether this page may reach it, allow it.")
        }
        status => status.sentence(is_own, engines.has_answered()),
    }
}
