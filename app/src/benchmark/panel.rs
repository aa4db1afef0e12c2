//! Controls, progress and results of the benchmark.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::save::{SaveButtons, Summary};
use super::{Benchmark, BenchmarkState};
use crate::recognition::timing::Samples;
use crate::recognition::view::{DistributionPlot, SampleTable};

/// Default number of recognitions.
const DEFAULT_COUNT: usize = 200;

/// Possible numbers of recognitions: fewer have no meaningful 95th percentile, more take minutes.
const COUNTS: std::ops::RangeInclusive<usize> = 20..=2_000;

#[component]
pub(crate) fn BenchmarkPanel(benchmark: Benchmark) -> impl IntoView {
    let state = benchmark.state;
    let samples = Signal::derive(move || state.with(samples));
    let is_done = move || state.with(|state| state.report().is_some());
    view! {
        <section
            class="card"
            aria-labelledby="benchmark"
            data-testid="benchmark"
            data-state=move || state.with(BenchmarkState::name)
        >
            <h3 id="benchmark">{tr!("Benchmark")}</h3>
            <Controls benchmark/>
            <p class="hint" role="status">{move || state.with(remark)}</p>
            <Show when=is_done>
                <div class="measured">
                    <SampleTable samples/>
                    <DistributionPlot samples/>
                </div>
                <SaveButtons state/>
                <Summary state/>
            </Show>
        </section>
    }
}

#[component]
fn Controls(benchmark: Benchmark) -> impl IntoView {
    let state = benchmark.state;
    let count = RwSignal::new(DEFAULT_COUNT);
    let is_running = move || benchmark.is_running();
    let press = move |_| {
        if untrack(is_running) {
            benchmark.engines.cancel_request();
        } else {
            benchmark.start(count.get_untracked());
        }
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
                max=move || state.with(progress).1.to_string()
                prop:value=move || state.with(progress).0
            ></progress>
        </div>
    }
}

fn samples(state: &BenchmarkState) -> Samples {
    let samples = state.report().map(|report| report.samples.clone());
    samples.unwrap_or_default()
}

/// Value and maximum of the progress bar.
fn progress(state: &BenchmarkState) -> (f64, f64) {
    match *state {
        BenchmarkState::Running { done, count } => (done as f64, count as f64),
        BenchmarkState::Done(_) => (1.0, 1.0),
        _ => (0.0, 1.0),
    }
}

fn remark(state: &BenchmarkState) -> String {
    match state {
        BenchmarkState::Idle => {
            tr!(
                "Reads the drawing on the pad many times, by browser and server in turn. Leave the \
                 page in sight meanwhile: browsers slow hidden ones."
            )
        }
        BenchmarkState::NothingDrawn => tr!("Draw something first: it is what is measured with."),
        BenchmarkState::Running { .. } => tr!("Measuring…"),
        BenchmarkState::Done(report) => report.verdict().unwrap_or_default(),
        BenchmarkState::Failed(reason) => tr!("Not measured. {reason}", reason = reason),
    }
}
