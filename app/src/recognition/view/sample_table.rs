//! Medians and 95th percentiles of the times of browser and server, phase by phase.

use leptos::prelude::*;

use super::figures::phase_row;
use crate::i18n::format::milliseconds;
use crate::recognition::timing::{Phase, Samples, Side};

#[component]
pub(crate) fn SampleTable(#[prop(into)] samples: Signal<Samples>) -> impl IntoView {
    let rows = move || samples.with(|samples| Phase::ALL.map(|phase| row(samples, phase)));
    view! {
        <table class="figures" aria-label=tr!("Where the time goes: medians and 95th percentiles")>
            <thead>
                <tr>
                    <td></td>
                    <th scope="colgroup" colspan="2" class="browser">{tr!("Browser")}</th>
                    <th scope="colgroup" colspan="2" class="server">{tr!("Server")}</th>
                </tr>
                <tr>
                    <td>"ms"</td>
                    <th scope="col">{tr!("median")}</th>
                    <th scope="col">{tr!("p95")}</th>
                    <th scope="col">{tr!("median")}</th>
                    <th scope="col">{tr!("p95")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(samples: &Samples, phase: Phase) -> impl IntoView + use<> {
    let figures = Side::BOTH.map(|side| {
        let summary = samples.summary(side, phase);
        let (median, p95) = summary.map(|summary| (summary.median, summary.p95)).unzip();
        [median, p95].map(|time| time.map(milliseconds))
    });
    phase_row(phase, figures.concat())
}
