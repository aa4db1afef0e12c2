//! The comparisons of this visit.

use leptos::prelude::*;

use super::distribution_plot::DistributionPlot;
use super::sample_table::SampleTable;
use crate::comparison::Tally;
use crate::session::Session;

#[component]
pub(super) fn StatisticsPanel(session: Session) -> impl IntoView {
    let tally = session.tally;
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
            <h3 id="statistics">"This visit"</h3>
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
        0 => "No drawing has been compared yet.".into(),
        1 => format!("1 drawing compared, {agreed} read alike."),
        count => format!("{count} drawings compared, {agreed} read alike."),
    };
    let missed = match unanswered {
        0 => String::new(),
        1 => " Once the server did not answer.".into(),
        count => format!(" {count} times the server did not answer."),
    };
    let is_cold = samples.count() < *compared;
    let cold = is_cold.then_some(" Times that include loading the recognizer are left out.");
    format!("{compared_so_far}{missed}{}", cold.unwrap_or_default())
}
