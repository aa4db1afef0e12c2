//! An engine that dies is started once more; then people are told, and can try again.

use crate::ink::digit;
use crate::kept::without_service_workers;
use crate::visit::visit_with_errors;
use anyhow::Result;
use e2e::Pointer;

const ENGINE: &str = "/engine.js";

/// The words by which the console's errors are known to be ours.
const DIED: &str = "died for a test";

const DIES_AT_START: &str = "setTimeout(() => { throw new Error('died for a test') })";

const DIES_WHEN_ASKED: &str = "
    addEventListener('message', (event) => {
        event.stopImmediatePropagation();
        throw new Error('died for a test');
    });
    const { default: init } = await import('./worker.js');
    const { body } = await fetch('./network.bin');
    const program = new Response(body.pipeThrough(new DecompressionStream('gzip')));
    await init({ module_or_path: await program.arrayBuffer() });";

async fn check_restart(script: &'static str) -> Result<()> {
    visit_with_errors(DIED, async |page, site| {
        without_service_workers(page).await?;
        site.replace(ENGINE, script, 1);
        page.open().await?;
        let answer = page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(answer.number, "7");
        assert_eq!(page.history().await?, ["7"]);
        let engines = site.requests().into_iter().filter(|path| path == ENGINE);
        assert_eq!(engines.count(), 2);
        Ok(())
    })
    .await
}

async fn check_report(script: &'static str, message: &str) -> Result<()> {
    visit_with_errors(DIED, async |page, site| {
        without_service_workers(page).await?;
        site.replace(ENGINE, script, 2);
        page.open().await?;
        page.draw(&digit(7), Pointer::Mouse).await?;
        page.predict().await?;
        page.answer_in("error").await?;
        let alert = page
            .wait_for(".engine-note [role=alert]")
            .await?
            .text()
            .await?;
        assert!(alert.contains(message), "{alert}");
        page.click("Try again").await?;
        assert_eq!(page.answer_in("ready").await?.number, "7");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_engine_that_dies_at_its_start_is_restarted() -> Result<()> {
    check_restart(DIES_AT_START).await
}

#[tokio::test]
async fn an_engine_that_dies_when_asked_is_restarted_and_asked_again() -> Result<()> {
    check_restart(DIES_WHEN_ASKED).await
}

#[tokio::test]
async fn an_engine_that_never_starts_is_reported() -> Result<()> {
    check_report(DIES_AT_START, "could not be loaded").await
}

#[tokio::test]
async fn an_engine_that_always_dies_is_reported() -> Result<()> {
    check_report(DIES_WHEN_ASKED, "stopped working").await
}
