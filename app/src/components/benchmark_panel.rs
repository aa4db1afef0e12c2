//! The benchmark: how it is started, how far it is, and what came of it.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::distribution_plot::DistributionPlot;
use super::sample_table::SampleTable;
use super::save::{SaveFiles, Summary};
use crate::benchmark::{Benchmark, COUNTS, DEFAULT_COUNT};
use crate::session::Session;
use crate::timing::Samples;

#[component]
pub(super) fn BenchmarkPanel(session: Session) -> impl IntoView {
    let benchmark = session.benchmark;
    let samples = Signal::derive(move || benchmark.with(samples));
    let is_done = move || benchmark.with(|benchmark| benchmark.report().is_some());
    view! {
        <section
            class="card"
            aria-labelledby="benchmark"
            data-testid="benchmark"
            data-state=move || benchmark.with(Benchmark::state)
        >
            <h3 id="benchmark">{tr!("Benchmark")}</h3>
            <Controls session/>
            <p class="hint" role="status">{move || benchmark.with(remark)}</p>
            <Show when=is_done>
                <div class="measured">
                    <SampleTable samples/>
                    <DistributionPlot samples/>
                </div>
                <SaveFiles benchmark/>
                <Summary benchmark/>
            </Show>
        </section>
    }
}

#[component]
fn Controls(session: Session) -> impl IntoView {
    let benchmark = session.benchmark;
    let count = RwSignal::new(DEFAULT_COUNT);
    let is_running = move || benchmark.with(Benchmark::is_running);
    let press = move |_| match untrack(is_running) {
        true => session.cancel_request(),
        false => session.measure(count.get_untracked()),
    };
    let enter = move |event: Event| {
        let field: HtmlInputElement = event_target(&event);
        let entered = field.value().parse().unwrap_or(DEFAULT_COUNT);
        count.set(entered.clamp(*COUNTS.start(), *COUNTS.end()));
        field.set_value(&count.get_untracked().to_string());
    };
    view! {
        <div class="controls">
            <label>
                {tr!("Recognitions")}
                <input
                    type="number"
                    min=COUNTS.start().to_string()
                    max=COUNTS.end().to_string()
                    value=DEFAULT_COUNT.to_string()
                    on:change=enter
                />
            </label>
            <button class="check" on:click=press>
                {move || if is_running() { tr!("Stop") } else { tr!("Measure") }}
            </button>
            <progress
                aria-label=tr!("Recognitions measured")
                max=move || benchmark.with(progress).1.to_string()
                prop:value=move || benchmark.with(progress).0
            ></progress>
        </div>
    }
}

fn samples(benchmark: &Benchmark) -> Samples {
    let samples = benchmark.report().map(|report| report.samples.clone());
    samples.unwrap_or_default()
}

/// How much is done, of how much.
fn progress(benchmark: &Benchmark) -> (f64, f64) {
    match *benchmark {
        Benchmark::Running { done, count } => (done as f64, count as f64),
        Benchmark::Done(_) => (1.0, 1.0),
        _ => (0.0, 1.0),
    }
}

fn remark(benchmark: &Benchmark) -> String {
    match benchmark {
        Benchmark::Idle => {
            tr!(
                "Reads the drawing on the pad many times, by browser and server in turn. Leave the \
                 page in sight meanwhile: browsers slow hidden ones."
            )
        }
        Benchmark::NothingDrawn => tr!("Draw something first: it is what is measured with."),
        Benchmark::Running { .. } => tr!("Measuring…"),
        Benchmark::Done(report) => report.verdict().unwrap_or_default(),
        Benchmark::Failed(reason) => tr!("Not measured. {reason}", reason = reason),
    }
}
