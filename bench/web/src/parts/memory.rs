//! What a page and its workers keep after many answers.

use crate::Setup;
use crate::contestant::Contestant;
use crate::devtools::{DevTools, Memory};
use crate::report::{Figures, Report, progress};
use crate::visitor::Visitor;
use anyhow::Result;
use std::collections::BTreeMap;

/// Percent that memory may grow from so many answers to twice as many.
const FLAT: f64 = 1.0;

const MB: f64 = 1e6;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    // One after the other: a batch is a message so large that it would be what is measured.
    let image = &setup.first().image;
    let answers = setup.options.answers;
    let mut all = BTreeMap::<Contestant, [Memory; 2]>::new();
    for (contestant, site) in &setup.sites {
        progress(&format!("{}: memory", contestant.name()));
        let visitor = Visitor::enter(*contestant, site, setup.first()).await?;
        let mut memories = [Memory::default(); 2];
        for memory in &mut memories {
            visitor.ask(image, answers).await?;
            *memory = DevTools::connect(visitor.session()).await?.memory().await?;
        }
        all.insert(*contestant, memories);
    }
    let figures = |figure: fn(&[Memory; 2]) -> f64| -> Figures {
        let all = all.iter();
        all.map(|(contestant, memories)| (*contestant, figure(memories)))
            .collect()
    };
    let what = format!("memory after {answers} answers, WebAssembly and scripts");
    report
        .row(&what, "MB", figures(|[first, _]| first.total() / MB))
        .at_most_times(1.0, Contestant::Onnxruntime);
    report.row(
        "of it WebAssembly",
        "MB",
        figures(|[first, _]| first.wasm / MB),
    );
    let growth = figures(|[first, second]| (second.total() / first.total() - 1.0) * 100.0);
    let what = format!("growth of memory by {answers} more answers");
    report.row(&what, "%", growth).at_most(FLAT);
    Ok(())
}
