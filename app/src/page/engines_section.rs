//! The choice of engines, the server, and comparisons of both engines.

use leptos::prelude::*;

use crate::benchmark::BenchmarkPanel;
use crate::engines::{BrowserEngineChoice, EngineError, ModeSwitch, ServerPanel};
use crate::recognition::Answer;
use crate::recognition::view::{CompareView, StatisticsPanel};
use crate::session::Session;
use crate::settings::Mode;

#[component]
pub(super) fn EnginesSection(session: Session) -> impl IntoView {
    let Session {
        engines,
        recognition,
        benchmark,
        ..
    } = session;
    let mode = engines.mode;
    let asks_server = move || mode.get().asks_server();
    let compares = move || mode.get() == Mode::Compare;
    let select_mode = Callback::new(move |mode| session.select_mode(mode));
    let select_engine = Callback::new(move |engine| session.select_browser_engine(engine));
    view! {
        <section class="engines" aria-labelledby="engines">
            <div class="heading">
                <h2 id="engines">{tr!("Read by")}</h2>
                <ModeSwitch mode on_choose=select_mode/>
            </div>
            <BrowserEngineChoice engines on_choose=select_engine/>
            <Show when=asks_server>
                {server_panel(session)}
            </Show>
            <Show when=compares>
                <CompareView recognition engines/>
                <StatisticsPanel recognition/>
                <BenchmarkPanel benchmark/>
            </Show>
        </section>
    }
}

fn server_panel(session: Session) -> impl IntoView {
    let Session {
        engines,
        recognition,
        benchmark,
        ..
    } = session;
    // A failed answer has the same offer.
    let offers_browser = Signal::derive(move || {
        let has_offer = |answer: &Answer| matches!(answer, Answer::Failed(EngineError::Remote(_)));
        !recognition.answer.with(has_offer)
    });
    let is_measuring = Signal::derive(move || benchmark.is_running());
    let on_browser = Callback::new(move |()| session.select_mode(Mode::Browser));
    view! { <ServerPanel engines is_measuring offers_browser on_browser/> }
}
