//! Drawings are read where somebody chose, and the choice is kept.

use crate::ink::{digit, number};
use crate::kept::without_service_workers;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Api, Page, Pointer, Site};
use fantoccini::key::Key;

const WORKER: &str = "/engine.js";
const PREDICT: &str = "/api/predict";

fn count(site: &Site, path: &str) -> usize {
    let requests = site.requests();
    requests.iter().filter(|request| *request == path).count()
}

async fn open_with(page: &Page, engine: &str) -> Result<()> {
    page.open().await?;
    page.choose_engine(engine).await
}

#[tokio::test]
async fn a_server_reads_what_is_drawn() -> Result<()> {
    visit(async |page, site| {
        open_with(page, "Server").await?;
        page.server_in("ready").await?;
        assert_eq!(count(site, PREDICT), 0);
        let drawing = number("305", 120.0, 110.0);
        let answer = page.read(&drawing, Pointer::Mouse).await?;
        assert_eq!(answer.number, "305");
        assert_eq!(count(site, PREDICT), 1);
        assert_eq!(page.history().await?, ["305"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_server_of_another_origin_reads_what_is_drawn() -> Result<()> {
    visit(async |page, site| {
        let api = Api::start(&[]).await?;
        site.allow(&api.url());
        open_with(page, "Server").await?;
        page.enter_server(&api.url()).await?;
        page.server_in("ready").await?;
        let answer = page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(answer.number, "7");
        assert_eq!(count(site, PREDICT), 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_choice_is_kept_and_a_server_needs_no_engine_here() -> Result<()> {
    visit(async |page, site| {
        without_service_workers(page).await?;
        open_with(page, "Server").await?;
        page.server_in("ready").await?;
        assert_eq!(count(site, WORKER), 1);
        page.open().await?;
        assert_eq!(page.engine().await?, "Server");
        page.server_in("ready").await?;
        assert_eq!(page.read(&digit(4), Pointer::Mouse).await?.number, "4");
        assert_eq!(count(site, WORKER), 1);
        page.clear_canvas().await?;
        page.choose_engine("Browser").await?;
        assert_eq!(page.read(&digit(2), Pointer::Mouse).await?.number, "2");
        assert_eq!((count(site, WORKER), count(site, PREDICT)), (2, 1));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn engines_are_chosen_by_keyboard_and_known_by_name() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        let browser = page.wait_for("[data-testid=engine] :checked").await?;
        assert_eq!(page.accessible_role(&browser).await?, "radio");
        assert_eq!(page.accessible_name(&browser).await?, "Browser");
        page.focus(&browser).await?;
        page.press(Key::Right).await?;
        assert_eq!(page.engine().await?, "Server");
        page.press(Key::Right).await?;
        assert_eq!(page.engine().await?, "Compare");
        // Enter means nothing to a radio button: it predicts.
        page.press(Key::Enter).await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_says_what_is_sent_where() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        let footer = page.wait_for("footer p").await?;
        assert_eq!(
            footer.text().await?,
            "Nothing you draw leaves this browser."
        );
        page.choose_engine("Server").await?;
        let privacy = page.wait_for("[data-testid=privacy]").await?.text().await?;
        let origin = site.url();
        let origin = origin.trim_end_matches('/');
        assert!(
            privacy.contains("28×28") && privacy.contains(origin),
            "{privacy}"
        );
        assert_eq!(footer.text().await?, privacy);
        Ok(())
    })
    .await
}
