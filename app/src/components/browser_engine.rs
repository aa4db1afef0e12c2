//! What reads drawings in this browser: the compiled network or tract.

use leptos::prelude::*;

use crate::session::Session;
use crate::settings::BrowserEngine;

#[component]
pub(super) fn BrowserEngineChoice(session: Session) -> impl IntoView {
    let chosen = move || session.settings.with(|settings| settings.engine);
    let is_asked = move || session.mode.get().asks_browser();
    let option = move |engine: BrowserEngine| {
        view! {
            <label>
                <input
                    type="radio"
                    name="browser-engine"
                    value=engine.name()
                    prop:checked=move || chosen() == engine
                    on:change=move |_| session.choose_browser_engine(engine)
                />
                <b>{engine.name()}</b>
                <span class="hint">{description(engine)}</span>
            </label>
        }
    };
    view! {
        <details
            class="quiet"
            hidden=move || !is_asked()
            data-testid="browser-engine"
            data-engine=move || chosen().name()
        >
            <summary>"Engine in this browser: " {move || chosen().name()}</summary>
            <div class="options" role="radiogroup" aria-label="Engine in this browser">
                {BrowserEngine::ALL.map(option)}
            </div>
        </details>
    }
}

fn description(engine: BrowserEngine) -> &'static str {
    match engine {
        BrowserEngine::Compiled => "The network as WebAssembly of its own: small and fast.",
        BrowserEngine::Tract => {
            "A runtime for any ONNX model, with the same network; downloaded when it is chosen."
        }
    }
}
