//! People can draw and ask before the engine has loaded.

use crate::ink::digit;
use crate::network::NETWORK;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;

#[tokio::test]
async fn an_early_question_is_answered_when_the_engine_has_loaded() -> Result<()> {
    visit(async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.shows_ink().await?;
        page.predict().await?;
        let answer = page.answer_in("loading").await?;
        assert!(answer.text.contains("recognizer has loaded"), "{answer:?}");
        drop(engine);
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_early_question_can_be_taken_back() -> Result<()> {
    visit(async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.predict().await?;
        page.answer_in("loading").await?;
        page.cancel_loading().await?;
        page.answer_in("blank").await?;
        drop(engine);
        page.wait_for_no(".engine.loading").await?;
        page.answer_in("blank").await?;
        page.history_of(0).await?;
        page.predict().await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_last_of_several_early_questions_is_answered() -> Result<()> {
    visit(async |page, site| {
        let engine = site.hold(NETWORK);
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.predict().await?;
        page.clear_canvas().await?;
        page.draw(&digit(3), Pointer::Mouse).await?;
        page.predict().await?;
        drop(engine);
        assert_eq!(page.answer_in("ready").await?.number, "3");
        assert_eq!(page.history().await?, ["3"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_network_is_asked_for_once() -> Result<()> {
    visit(async |page, site| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        let requests = site.requests();
        // Then the service worker asks for every file.
        let own = requests.iter().take_while(|path| *path != "/sw.js");
        assert_eq!(own.filter(|path| *path == NETWORK).count(), 1);
        Ok(())
    })
    .await
}
