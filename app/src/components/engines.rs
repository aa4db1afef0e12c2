//! Where drawings are read: the choice, the server, and how both do.

use leptos::prelude::*;

use super::benchmark_panel::BenchmarkPanel;
use super::browser_engine::BrowserEngineChoice;
use super::compare_view::CompareView;
use super::server_panel::ServerPanel;
use super::statistics_panel::StatisticsPanel;
use crate::session::Session;
use crate::settings::Mode;

#[component]
pub(super) fn Engines(session: Session) -> impl IntoView {
    let asks_server = move || session.mode.get().asks_server();
    let compares = move || session.mode.get() == Mode::Compare;
    view! {
        <section class="engines" aria-labelledby="engines">
            <div class="heading">
                <h2 id="engines">{tr!("Read by")}</h2>
                <EngineSwitch session/>
            </div>
            <BrowserEngineChoice session/>
            <Show when=asks_server>
                <ServerPanel session/>
            </Show>
            <Show when=compares>
                <CompareView session/>
                <StatisticsPanel session/>
                <BenchmarkPanel session/>
            </Show>
        </section>
    }
}

/// Radio buttons: the arrow keys go from one to the next.
#[component]
fn EngineSwitch(session: Session) -> impl IntoView {
    let option = move |mode: Mode| {
        view! {
            <label>
                <input
                    type="radio"
                    name="engine"
                    value=mode.name()
                    prop:checked=move || session.mode.get() == mode
                    on:change=move |_| session.choose(mode)
                />
                <span>{mode.title()}</span>
            </label>
        }
    };
    view! {
        <div
            class="switch"
            role="radiogroup"
            aria-labelledby="engines"
            data-testid="engine"
            data-engine=move || session.mode.get().name()
        >
            {Mode::ALL.map(option)}
        </div>
    }
}
