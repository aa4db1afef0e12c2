//! Statistics of the comparisons of this visit.

use leptos::prelude::*;

use super::distribution_plot::DistributionPlot;
use super::sample_table::SampleTable;
use crate::recognition::{Recognition, Tally};

#[component]
pub(crate) fn StatisticsPanel(recognition: Recognition) -> impl IntoView {
    let tally = recognition.tally;
    let samples = Signal::derive(move || tally.with(|tally| tally.samples.clone()));
    let has_samples = move || samples.with(|samples| samples.count() > 0);
    view! {
        <section
            class="card"
            aria-labelledby="statistics"
            data-testid="statistics"
            data-compared=move || tally.with(|tally| tally.compared.to_string())
            data-agreed=move || tally.with(|tally| tally.agreed.to_string())
        >
            <h3 id="statistics">{tr!("This visit")}</h3>
            <p class="hint">{move || tally.with(summary)}</p>
            <Show when=has_samples>
                <div class="measured">
                    <SampleTable samples/>
                    <DistributionPlot samples/>
                </div>
            </Show>
        </section>
    }
}

fn summary(tally: &Tally) -> String {
    let Tally {
        samples,
        agreed,
        compared,
        unanswered,
    } = tally;
    let compared_so_far = match compared {
        0 => tr!("No drawing has been compared yet."),
        &count => tr!(
            "1 drawing compared, {agreed} read alike."
                | "{n} drawings compared, {agreed} read alike." % count,
            agreed = agreed
        ),
    };
    let missed = match unanswered {
        0 => String::new(),
        &count => {
            tr!("Once the server did not answer." | "{n} times the server did not answer." % count)
        }
    };
    let is_cold = samples.count() < *compared;
    let cold = is_cold.then(|| tr!("Times that include loading the recognizer are left out."));
    let sentences = [compared_so_far, missed, cold.unwrap_or_default()];
    sentences.join(" ").trim().into()
}
