//! Which server is asked, how it does, and what it learns.

use leptos::prelude::*;

use crate::answer::Answer;
use crate::engine::{EngineError, RemoteError, ServerStatus, is_guarded, own_origin};
use crate::session::Session;
use crate::settings::Mode;

#[component]
pub(super) fn ServerPanel(session: Session) -> impl IntoView {
    let status = Memo::new(move |_| session.server.get());
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
                    placeholder=move || default_address(&status.get())
                    data-testid="server-address"
                    prop:value=move || session.settings.with(|settings| settings.server.clone())
                    on:change=move |event| session.choose_server(event_target_value(&event))
                />
            </label>
            <CheckButton session/>
            <div class="state" role="status">
                <p data-testid="server-status" data-state=move || status.with(ServerStatus::state)>
                    {move || sentence(session, &status.get())}
                </p>
                <Show when=move || is_refused(session, &status.get())>
                    <OfferBrowser session/>
                </Show>
            </div>
            <p class="hint" data-testid="privacy">{move || privacy(session)}</p>
        </div>
    }
}

/// Offers to do without the server; what it did not answer is then read here.
#[component]
pub(super) fn OfferBrowser(session: Session) -> impl IntoView {
    view! {
        <button on:click=move |_| session.choose(Mode::Browser)>{tr!("Answer in the browser")}</button>
    }
}

/// One button in one place, whatever it does: nothing moves when the server is asked.
#[component]
fn CheckButton(session: Session) -> impl IntoView {
    // A measurement has a button of its own.
    let is_asking = move || {
        let is_measured = session.benchmark.with(|benchmark| benchmark.is_running());
        session.pending.get() > 0 && !is_measured
    };
    let press = move |_| match untrack(is_asking) {
        true => session.cancel_request(),
        false => session.check_server(),
    };
    view! {
        <button class="check" on:click=press>
            {move || if is_asking() { tr!("Cancel") } else { tr!("Ask again") }}
        </button>
    }
}

/// What a person reads who has chosen what is sent where.
pub(super) fn privacy(session: Session) -> String {
    let address = || {
        let address = session.server_address();
        address.map_or_else(|| tr!("the server"), |address| address.as_str().to_owned())
    };
    match session.mode.get() {
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

/// What stands in a field in which nothing was entered: the page's own address if that answers, else
/// what an address looks like.
fn default_address(status: &ServerStatus) -> String {
    match status.answers() {
        true => own_origin(),
        false => "http://localhost:3000".into(),
    }
}

fn sentence(session: Session, status: &ServerStatus) -> String {
    let is_own = session.settings.with(|settings| settings.server.is_empty());
    let is_guarded = || session.server_address().as_ref().is_some_and(is_guarded);
    match status {
        ServerStatus::Checking if is_guarded() => {
            tr!("Asking the server… If the browser asks whether this page may reach it, allow it.")
        }
        ServerStatus::Failed(RemoteError::NotInkling | RemoteError::Unreachable) if is_own => {
            tr!(
                "The host of this page reads no digits. Enter the address of an Inkling server, as in \
                 http://localhost:3000."
            )
        }
        status => status.sentence(),
    }
}

/// Whether to offer the browser here; where an answer failed, it is offered there.
fn is_refused(session: Session, status: &ServerStatus) -> bool {
    let is_offered = session
        .answer
        .with(|answer| matches!(answer, Answer::Failed(EngineError::Remote(_))));
    matches!(status, ServerStatus::Failed(_)) && !is_offered
}
