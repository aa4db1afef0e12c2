//! Memory of a page and its workers after many predictions.

use crate::Setup;
use crate::contestant::Contestant;
use crate::devtools::{DevTools, Memory};
use crate::report::{Figures, Report};
use crate::visitor::Visitor;
use anyhow::Result;
use figures::progress;
use std::collections::BTreeMap;

/// Largest growth of memory when the number of predictions doubles, in percent.
const FLAT: f64 = 1.0;

const MB: f64 = 1e6;

pub(super) async fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    // One at a time: the message of a large batch would dominate the memory.
    let image = &setup.first().image;
    let answers = setup.options.answers;
    let mut all = BTreeMap::<Contestant, [Memory; 2]>::new();
    for (contestant, site) in &setup.sites {
        progress(&format!("{}: memory", contestant.name()));
        let visitor = Visitor::enter(*contestant, site, setup.first()).await?;
        let mut memories = [Memory::default(); 2];
        for memory in &mut memories {
            visitor.repeat(image, answers).await?;
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
