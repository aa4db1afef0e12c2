//! While somebody draws the page guesses, and keeps no guess.

use crate::ink::{digit, number};
use crate::visit::visit;
use anyhow::Result;
use e2e::{Page, Pointer};

/// Counts what the page asks its worker, and how many questions are open at most. It hears answers
/// before the page does, which may ask on at once; that the engine is ready is said when no question
/// is open.
const WATCH: &str = "globalThis.asked = { open: 0, most: 0, all: 0 };
    globalThis.Worker = class extends Worker {
        constructor(...how) {
            super(...how);
            this.addEventListener('message', () => asked.open = Math.max(0, asked.open - 1));
        }
        postMessage(...message) {
            // Its program is no question.
            if (message[0] instanceof WebAssembly.Module) return super.postMessage(...message);
            asked.all++;
            asked.most = Math.max(asked.most, ++asked.open);
            return super.postMessage(...message);
        }
    };";

async fn switch_guesses(page: &Page) -> Result<()> {
    let switch = "#pad-options [type=checkbox]";
    page.wait_for(switch).await?.click().await?;
    Ok(())
}

#[tokio::test]
async fn a_guess_is_shown_and_not_kept() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.guesses("7").await?;
        assert_eq!(page.answer().await?.state, "blank");
        assert_eq!(page.history_of(0).await?, [""; 0]);
        page.clear_canvas().await?;
        page.guesses("").await?;
        page.draw(&number("42", 120.0, 110.0), Pointer::Mouse)
            .await?;
        page.guesses("42").await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "42");
        assert_eq!(page.history_of(1).await?, ["42"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_engine_has_one_question_at_a_time_and_no_second_one_about_a_drawing() -> Result<()> {
    visit(async |page, _| {
        page.run_first(WATCH).await?;
        page.open().await?;
        for read in ["8", "2026"] {
            page.draw(&number(read, 90.0, 85.0), Pointer::Mouse).await?;
            page.guesses(read).await?;
            let asked = page.evaluate("asked.all").await?;
            page.predict().await?;
            assert_eq!(page.answer_in("ready").await?.number, read);
            assert_eq!(page.evaluate("asked.all").await?, asked);
            assert_eq!(page.evaluate("asked.most").await?, 1);
            page.clear_canvas().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_wants_no_guesses_gets_none_in_later_visits_either() -> Result<()> {
    visit(async |page, _| {
        page.run_first(WATCH).await?;
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.guesses("7").await?;
        page.click("Pen and guesses").await?;
        switch_guesses(page).await?;
        page.guesses("").await?;
        page.open().await?;
        assert_eq!(page.read(&digit(3), Pointer::Mouse).await?.number, "3");
        page.guesses("").await?;
        assert_eq!(page.evaluate("asked.all").await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_server_is_asked_for_no_guesses() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        page.choose_engine("Server").await?;
        page.server_in("ready").await?;
        let asked = |site: &e2e::Site| {
            let requests = site.requests();
            requests
                .iter()
                .filter(|path| *path == "/api/predict")
                .count()
        };
        let before = asked(site);
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.ink().await?;
        page.guesses("").await?;
        assert_eq!(asked(site), before);
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        assert_eq!(asked(site), before + 1);
        Ok(())
    })
    .await
}
