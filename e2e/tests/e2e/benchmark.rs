//! Both engines are measured with what is drawn.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};
use fantoccini::Locator;
use serde_json::Value;

const COUNT: usize = 20;

/// Keeps what would be saved as files, and saves none.
const KEEP_FILES: &str = "
    window.files = {};
    const blobs = {};
    const address = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        const url = address.call(URL, blob);
        blobs[url] = blob;
        return url;
    };
    HTMLAnchorElement.prototype.click = function () {
        blobs[this.href].text().then((text) => { files[this.download] = text; });
    };";

async fn open_benchmark(page: &Page, count: usize) -> Result<()> {
    page.open().await?;
    page.choose_engine("Compare").await?;
    page.server_in("ready").await?;
    let field = page.wait_for("[data-testid=benchmark] input").await?;
    let enter = "arguments[0].value = arguments[1];
                 arguments[0].dispatchEvent(new Event('change', { bubbles: true }))";
    let arguments = vec![serde_json::to_value(field)?, count.to_string().into()];
    page.client().execute(enter, arguments).await?;
    Ok(())
}

async fn benchmark_in(page: &Page, state: &str) -> Result<String> {
    let panel = format!("[data-testid=benchmark][data-state={state}]");
    Ok(page.wait_for(&panel).await?.text().await?)
}

async fn file(page: &Page, button: &str, name: &str) -> Result<String> {
    page.click(button).await?;
    let file = format!("window.files['{name}']");
    page.wait_until(&format!("Boolean({file})")).await?;
    Ok(page
        .evaluate(&file)
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

#[tokio::test]
async fn a_benchmark_measures_both_and_can_be_saved() -> Result<()> {
    visit(async |page, _| {
        page.run_first(KEEP_FILES).await?;
        open_benchmark(page, COUNT).await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.click("Measure").await?;
        let said = benchmark_in(page, "done").await?;
        assert!(said.contains("times as long as the"), "{said}");
        let csv = file(page, "Save CSV", "inkling-benchmark.csv").await?;
        assert_eq!(csv.lines().count(), 1 + 2 * COUNT, "{csv}");
        let json = file(page, "Save JSON", "inkling-benchmark.json").await?;
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
        let summary = summary.unwrap_or_default();
        assert!(summary.contains("Server, total:"), "{summary}");
        // It is measured, not read.
        assert_eq!(page.history().await?, [""; 0]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_benchmark_can_be_stopped() -> Result<()> {
    visit(async |page, _| {
        open_benchmark(page, 2_000).await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.click("Measure").await?;
        let progress = "document.querySelector('[data-testid=benchmark] progress').value";
        page.wait_until(&format!("{progress} > 2")).await?;
        page.click("Stop").await?;
        benchmark_in(page, "idle").await?;
        page.predict().await?;
        page.compared().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_benchmark_of_nothing_asks_for_a_drawing() -> Result<()> {
    visit(async |page, _| {
        open_benchmark(page, COUNT).await?;
        page.click("Measure").await?;
        let said = benchmark_in(page, "nothing-drawn").await?;
        assert!(said.contains("Draw something first"), "{said}");
        Ok(())
    })
    .await
}
