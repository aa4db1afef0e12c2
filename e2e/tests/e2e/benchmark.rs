//! Benchmark of both engines with the current drawing.

use crate::assertions::assert_contains;
use crate::saved_files::{KEEP_FILES, saved_text};
use crate::visit::{Setup, visit, visit_with};
use anyhow::Result;
use e2e::Page;
use fantoccini::Locator;
use serde_json::Value;

const COUNT: usize = 20;

async fn show_benchmark(page: &Page, count: usize) -> Result<()> {
    page.connect("Compare").await?;
    let field = "[data-testid=benchmark] input";
    page.set_value(field, "change", count.to_string()).await
}

async fn wait_for_benchmark(page: &Page, state: &str) -> Result<String> {
    page.text(&format!("[data-testid=benchmark][data-state={state}]"))
        .await
}

#[test]
fn a_benchmark_measures_both_engines_and_is_saved() -> Result<()> {
    visit_with(Setup::new().init_script(KEEP_FILES), async |page, _| {
        show_benchmark(page, COUNT).await?;
        page.draw_digit(7).await?;
        page.click("Measure").await?;
        let result = wait_for_benchmark(page, "done").await?;
        assert_contains(&result, "times as long as the");
        page.click("Save CSV").await?;
        let csv = saved_text(page, "inkling-benchmark.csv").await?;
        assert_eq!(csv.lines().count(), 1 + 2 * COUNT, "{csv}");
        page.click("Save JSON").await?;
        let json = saved_text(page, "inkling-benchmark.json").await?;
        let json: Value = serde_json::from_str(&json)?;
        for side in ["browser", "server"] {
            let timings = json["timings"][side].as_array().map_or(0, Vec::len);
            assert_eq!(timings, COUNT, "{json}");
        }
        assert_eq!(json["browser_model"], json["server_model"]);
        assert_eq!(json["browser_engine"], "compiled");
        assert_eq!(json["server_engine"], "compiled");
        let summary = Locator::Css("[data-testid=benchmark] textarea");
        let summary = page.client().find(summary).await?.prop("value").await?;
        assert_contains(&summary.unwrap_or_default(), "Server, total:");
        // Measured answers do not enter the history.
        assert_eq!(page.history().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_running_benchmark_can_be_stopped() -> Result<()> {
    visit(async |page, _| {
        show_benchmark(page, 2_000).await?;
        page.draw_digit(7).await?;
        page.click("Measure").await?;
        let progress = "document.querySelector('[data-testid=benchmark] progress').value";
        page.wait_until(&format!("{progress} > 2")).await?;
        page.click("Stop").await?;
        wait_for_benchmark(page, "idle").await?;
        page.predict().await?;
        page.compared().await
    })
}

#[test]
fn a_benchmark_of_a_blank_canvas_asks_for_a_drawing() -> Result<()> {
    visit(async |page, _| {
        show_benchmark(page, COUNT).await?;
        page.click("Measure").await?;
        let text = wait_for_benchmark(page, "nothing-drawn").await?;
        assert_contains(&text, "Draw something first");
        Ok(())
    })
}
