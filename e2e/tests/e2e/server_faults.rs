//! A server that does not answer is no obstacle: the page says why, and reads here instead.

use crate::ink::digit;
use crate::visit::{visit, visit_with_errors};
use anyhow::Result;
use e2e::{Api, Page, Pointer};

/// What the console's errors have in common: where was asked.
const ASKED: &str = "/api/";
const PREDICT: &str = "/api/predict";

/// Draws a 7, asks the server, and reads why it does not answer.
async fn refused(page: &Page, state: &str, words: &str) -> Result<()> {
    page.draw(&digit(7), Pointer::Mouse).await?;
    page.predict().await?;
    let answer = page.answer_in("error").await?;
    assert!(answer.text.contains(words), "{answer:?}");
    page.server_in(state).await?;
    page.shows_ink().await
}

/// Takes the offer that stands beside it.
async fn read_here(page: &Page) -> Result<()> {
    page.click("Answer in the browser").await?;
    assert_eq!(page.answer_in("ready").await?.number, "7");
    assert_eq!(page.engine().await?, "Browser");
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_killed_between_two_drawings_is_noticed_and_found_again() -> Result<()> {
    visit_with_errors(ASKED, async |page, site| {
        let mut api = Api::start(&[]).await?;
        site.allow(&api.url());
        page.open().await?;
        page.choose_engine("Server").await?;
        page.enter_server(&api.url()).await?;
        page.server_in("ready").await?;
        assert_eq!(page.read(&digit(1), Pointer::Mouse).await?.number, "1");
        page.clear_canvas().await?;
        api.kill();
        refused(page, "unreachable", "Nobody answers there").await?;
        api.restart().await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        page.server_in("ready").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        page.choose_engine("Server").await?;
        page.server_in("ready").await?;
        let _answer = site.hold(PREDICT);
        refused(page, "slow", "within 10 seconds").await?;
        read_here(page).await
    })
    .await
}

#[tokio::test]
async fn waiting_for_a_server_can_be_ended() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        page.choose_engine("Server").await?;
        page.server_in("ready").await?;
        let _answer = site.hold(PREDICT);
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.predict().await?;
        page.answer_in("loading").await?;
        page.click("Cancel").await?;
        let answer = page.answer_in("error").await?;
        assert!(answer.text.contains("still here"), "{answer:?}");
        read_here(page).await
    })
    .await
}

#[tokio::test]
async fn a_busy_server_says_when_to_ask_again() -> Result<()> {
    visit_with_errors(ASKED, async |page, site| {
        page.open().await?;
        page.choose_engine("Server").await?;
        page.server_in("ready").await?;
        site.fail(PREDICT, 1);
        refused(page, "busy", "in 7 seconds").await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_server_that_lets_other_pages_read_only_is_told_from_none() -> Result<()> {
    visit_with_errors(ASKED, async |page, site| {
        let api = Api::start(&["https://elsewhere.example"]).await?;
        site.allow(&api.url());
        page.open().await?;
        page.choose_engine("Server").await?;
        page.enter_server(&api.url()).await?;
        let sentence = page.server_in("refused").await?;
        let start = format!("--allow-origin {}", site.url().trim_end_matches('/'));
        assert!(sentence.contains(&start), "{sentence}");
        refused(page, "refused", "--allow-origin").await?;
        read_here(page).await
    })
    .await
}

#[tokio::test]
async fn a_host_without_a_server_asks_for_an_address() -> Result<()> {
    visit(async |page, site| {
        site.replace("/api/model", "<!doctype html>", usize::MAX);
        page.open().await?;
        page.choose_engine("Server").await?;
        let sentence = page.server_in("not-inkling").await?;
        assert!(sentence.contains("Enter the address"), "{sentence}");
        page.enter_server("not an address").await?;
        page.server_in("no-address").await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        read_here_instead(page).await
    })
    .await
}

/// Takes the offer that stands beside the server's status, before anything was asked.
async fn read_here_instead(page: &Page) -> Result<()> {
    page.click("Answer in the browser").await?;
    assert_eq!(page.engine().await?, "Browser");
    page.predict().await?;
    assert_eq!(page.answer_in("ready").await?.number, "7");
    Ok(())
}

#[tokio::test]
async fn a_comparison_goes_on_without_the_server() -> Result<()> {
    visit_with_errors(ASKED, async |page, site| {
        page.open().await?;
        page.choose_engine("Compare").await?;
        page.server_in("ready").await?;
        site.fail(PREDICT, 1);
        assert_eq!(page.read(&digit(7), Pointer::Mouse).await?.number, "7");
        page.server_in("busy").await?;
        let side = page.wait_for("[data-testid=compare-server]").await?;
        assert!(side.text().await?.contains("too much to do"));
        page.wait_for("[data-testid=statistics][data-compared='0']")
            .await?;
        Ok(())
    })
    .await
}
