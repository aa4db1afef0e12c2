//! The choice of the engine in this browser: the compiled network or tract.

use leptos::prelude::*;

use crate::engines::Engines;
use crate::settings::BrowserEngine;

#[component]
pub(crate) fn BrowserEngineChoice(
    engines: Engines,
    on_choose: Callback<BrowserEngine>,
) -> impl IntoView {
    let selected = move || engines.browser_engine();
    let is_used = move || engines.mode.get().asks_browser();
    let option = move |engine: BrowserEngine| {
        view! {
            <label>
                <input
                    type="radio"
                    name="browser-engine"
                    value=engine.name()
                    prop:checked=move || selected() == engine
                    on:change=move |_| on_choose.run(engine)
                />
                <b>{engine.name()}</b>
                <span class="hint">{description(engine)}</span>
            </label>
        }
    };
    view! {
        <details
            class="quiet"
            hidden=move || !is_used()
            data-testid="browser-engine"
            data-engine=move || selected().name()
        >
            <summary>{move || tr!("Engine in this browser: {name}", name = selected().name())}</summary>
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
