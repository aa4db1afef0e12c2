//! Medians and 95th percentiles of the times of browser and server, part by part.

use leptos::prelude::*;

use super::figures::part_row;
use crate::i18n::format::milliseconds;
use crate::recognition::timing::{Part, Samples, Side};

#[component]
pub(crate) fn SampleTable(#[prop(into)] samples: Signal<Samples>) -> impl IntoView {
    let rows = move || samples.with(|samples| Part::ALL.map(|part| row(samples, part)));
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

fn row(samples: &Samples, part: Part) -> impl IntoView + use<> {
    let figures = Side::BOTH.map(|side| {
        let summary = samples.summary(side, part);
        let (median, p95) = summary.map(|summary| (summary.median, summary.p95)).unzip();
        [median, p95].map(|time| time.map(milliseconds))
    });
    part_row(part, figures.concat())
}
