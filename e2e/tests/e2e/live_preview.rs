//! Live preview while the user draws; it never enters the history.

use crate::visit::{Setup, visit, visit_with};
use anyhow::Result;
use e2e::ink::{number, spaced_number};

const PREDICT: &str = "/api/predict";

/// Counts the requests to the worker in all and those open at once. Its listener runs before the
/// page's, which may send the next request at once; "ready" arrives when no request is open.
const COUNT_REQUESTS: &str = "globalThis.requests = { open: 0, most: 0, all: 0 };
    globalThis.Worker = class extends Worker {
        constructor(...how) {
            super(...how);
            this.addEventListener('message', () => requests.open = Math.max(0, requests.open - 1));
        }
        postMessage(...message) {
            // The compiled program is not a request.
            if (message[0] instanceof WebAssembly.Module) return super.postMessage(...message);
            requests.all++;
            requests.most = Math.max(requests.most, ++requests.open);
            return super.postMessage(...message);
        }
    };";

#[test]
fn a_preview_is_shown_and_not_kept() -> Result<()> {
    visit(async |page, _| {
        page.draw_digit(7).await?;
        page.wait_for_preview("7").await?;
        assert_eq!(page.answer().await?.state, "blank");
        page.expect_history(&[]).await?;
        page.clear_canvas().await?;
        page.wait_for_preview("").await?;
        page.draw(&number("42")).await?;
        page.wait_for_preview("42").await?;
        page.predict_expecting("42").await?;
        page.expect_history(&["42"]).await
    })
}

#[test]
fn the_engine_gets_one_request_at_a_time_and_one_for_each_drawing() -> Result<()> {
    visit_with(Setup::new().init_script(COUNT_REQUESTS), async |page, _| {
        for read in ["8", "2026"] {
            page.draw(&spaced_number(read, 90.0, 85.0)).await?;
            page.wait_for_preview(read).await?;
            let before = page.evaluate("requests.all").await?;
            page.predict_expecting(read).await?;
            assert_eq!(page.evaluate("requests.all").await?, before);
            assert_eq!(page.evaluate("requests.most").await?, 1);
            page.clear_canvas().await?;
        }
        Ok(())
    })
}

#[test]
fn a_disabled_preview_stays_disabled_in_later_visits() -> Result<()> {
    visit_with(Setup::new().init_script(COUNT_REQUESTS), async |page, _| {
        page.draw_digit(7).await?;
        page.wait_for_preview("7").await?;
        page.click("Pen and guesses").await?;
        page.click_on("#pad-options [type=checkbox]").await?;
        page.wait_for_preview("").await?;
        page.open().await?;
        page.read_digit(3).await?;
        page.wait_for_preview("").await?;
        assert_eq!(page.evaluate("requests.all").await?, 1);
        Ok(())
    })
}

#[test]
fn a_server_gets_no_requests_for_previews() -> Result<()> {
    visit(async |page, site| {
        page.connect("Server").await?;
        let before = site.request_count(PREDICT);
        page.draw_digit(7).await?;
        page.pad_colors().await?;
        page.wait_for_preview("").await?;
        assert_eq!(site.request_count(PREDICT), before);
        page.predict_expecting("7").await?;
        assert_eq!(site.request_count(PREDICT), before + 1);
        Ok(())
    })
}
