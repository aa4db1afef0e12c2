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
            <summary>{move || tr!("Engine in this browser: {name}", name = chosen().name())}</summary>
            <div class="options" role="radiogroup" aria-label=tr!("Engine in this browser")>
                {BrowserEngine::ALL.map(option)}
            </div>
        </details>
    }
}

fn description(engine: BrowserEngine) -> String {
    match engine {
        BrowserEngine::Compiled => {
            tr!("The network as WebAssembly of its own: small and fast.")
        }
        BrowserEngine::Tract => {
            tr!(
                "A runtime for any ONNX model, with the same network; downloaded when it is chosen."
            )
        }
    }
}
