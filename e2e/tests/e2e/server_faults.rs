//! Faults of the server: the page reports the reason and offers to read in the browser.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::{Api, Page};

/// Part of the address in all expected errors of the console.
const API: &str = "/api/";
const PREDICT: &str = "/api/predict";

/// Draws a 7, predicts, and asserts that the answer is an error with this text.
async fn expect_fault(page: &Page, state: &str, text: &str) -> Result<()> {
    page.draw_digit(7).await?;
    page.predict().await?;
    let answer = page.wait_for_answer("error").await?;
    assert_contains(&answer.text, text);
    page.wait_for_server(state).await?;
    page.wait_for_ink().await
}

/// Accepts the offer beside the answer.
async fn read_in_browser(page: &Page) -> Result<()> {
    page.click("Answer in the browser").await?;
    page.expect_number("7").await?;
    assert_eq!(page.engine().await?, "Browser");
    Ok(())
}

/// Chooses a server at another origin.
async fn choose_server(page: &Page, api: &Api) -> Result<()> {
    page.choose_engine("Server").await?;
    page.enter_server(&api.url()).await
}

#[test]
fn a_server_that_crashes_between_two_drawings_is_detected_and_found_again() -> Result<()> {
    visit_unopened(Setup::new().expect_error(API), async |page, site| {
        let mut api = Api::start(&[])?;
        site.allow_origin(&api.url());
        page.open().await?;
        choose_server(page, &api).await?;
        page.wait_for_server("ready").await?;
        page.read_digits(&[1]).await?;
        api.kill();
        expect_fault(page, "unreachable", "Couldn't reach the server").await?;
        api.restart()?;
        page.predict_expecting("7").await?;
        page.wait_for_server("ready").await
    })
}

#[test]
fn a_server_that_never_responds_times_out() -> Result<()> {
    visit(async |page, site| {
        page.connect("Server").await?;
        let _response = site.hold(PREDICT);
        expect_fault(page, "slow", "within 10 seconds").await?;
        read_in_browser(page).await
    })
}

#[test]
fn a_request_to_the_server_can_be_canceled() -> Result<()> {
    visit(async |page, site| {
        page.connect("Server").await?;
        let _response = site.hold(PREDICT);
        page.draw_digit(7).await?;
        page.predict().await?;
        page.wait_for_answer("loading").await?;
        page.click("Cancel").await?;
        let answer = page.wait_for_answer("error").await?;
        assert_contains(&answer.text, "still here");
        read_in_browser(page).await
    })
}

#[test]
fn a_busy_server_states_when_to_retry() -> Result<()> {
    visit_with(Setup::new().expect_error(API), async |page, site| {
        page.connect("Server").await?;
        site.fail(PREDICT, 1);
        expect_fault(page, "busy", "in 7 seconds").await?;
        page.predict_expecting("7").await
    })
}

#[test]
fn a_server_that_allows_other_origins_only_is_reported_as_such() -> Result<()> {
    visit_unopened(Setup::new().expect_error(API), async |page, site| {
        let api = Api::start(&["https://elsewhere.example"])?;
        site.allow_origin(&api.url());
        page.open().await?;
        choose_server(page, &api).await?;
        let sentence = page.wait_for_server("refused").await?;
        let flag = format!("--allow-origin {}", site.origin());
        assert_contains(&sentence, &flag);
        expect_fault(page, "refused", "--allow-origin").await?;
        read_in_browser(page).await
    })
}

#[test]
fn a_host_without_the_api_asks_for_an_address() -> Result<()> {
    visit_unopened(Setup::new(), async |page, site| {
        site.replace("/api/model", "<!doctype html>", usize::MAX);
        page.open().await?;
        page.choose_engine("Server").await?;
        let sentence = page.wait_for_server("not-inkling").await?;
        assert_contains(&sentence, "Enter the address");
        page.enter_server("not an address").await?;
        page.wait_for_server("no-address").await?;
        page.draw_digit(7).await?;
        // Offer beside the server's status, before any prediction.
        page.click("Answer in the browser").await?;
        assert_eq!(page.engine().await?, "Browser");
        page.predict_expecting("7").await
    })
}

#[test]
fn a_comparison_continues_without_the_server() -> Result<()> {
    visit_with(Setup::new().expect_error(API), async |page, site| {
        page.connect("Compare").await?;
        site.fail(PREDICT, 1);
        page.read_digit(7).await?;
        page.wait_for_server("busy").await?;
        let side = page.text("[data-testid=compare-server]").await?;
        assert_contains(&side, "too much to do");
        page.wait_for("[data-testid=statistics][data-compared='0']")
            .await
    })
}
