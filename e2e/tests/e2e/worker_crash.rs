//! A crashed engine is restarted once; then the crash is reported and can be retried.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit_unopened};
use anyhow::Result;

const ENGINE: &str = "/engine.js";

/// Message of the errors below, by which the console's errors are recognized.
const CRASH: &str = "crash of a test";

const CRASHES_AT_START: &str = "setTimeout(() => { throw new Error('crash of a test') })";

const CRASHES_AT_REQUEST: &str = "
    addEventListener('message', (event) => {
        event.stopImmediatePropagation();
        throw new Error('crash of a test');
    });
    const { default: init } = await import('./worker.js');
    const { body } = await fetch('./network.bin');
    const program = new Response(body.pipeThrough(new DecompressionStream('gzip')));
    await init({ module_or_path: await program.arrayBuffer() });";

fn setup() -> Setup<'static> {
    Setup::new().without_service_workers().expect_error(CRASH)
}

fn check_restart(script: &'static str) -> Result<()> {
    visit_unopened(setup(), async |page, site| {
        site.replace(ENGINE, script, 1);
        page.open().await?;
        page.read_digit(7).await?;
        assert_eq!(page.history().await?, ["7"]);
        assert_eq!(site.request_count(ENGINE), 2);
        Ok(())
    })
}

fn check_report(script: &'static str, message: &str) -> Result<()> {
    visit_unopened(setup(), async |page, site| {
        site.replace(ENGINE, script, 2);
        page.open().await?;
        page.draw_digit(7).await?;
        page.predict().await?;
        page.wait_for_answer("error").await?;
        let alert = page.text(".engine-note [role=alert]").await?;
        assert_contains(&alert, message);
        page.click("Try again").await?;
        page.expect_number("7").await
    })
}

#[test]
fn an_engine_that_crashes_at_its_start_is_restarted() -> Result<()> {
    check_restart(CRASHES_AT_START)
}

#[test]
fn an_engine_that_crashes_at_a_request_is_restarted_and_gets_it_again() -> Result<()> {
    check_restart(CRASHES_AT_REQUEST)
}

#[test]
fn an_engine_that_never_starts_is_reported() -> Result<()> {
    check_report(CRASHES_AT_START, "could not be loaded")
}

#[test]
fn an_engine_that_always_crashes_is_reported() -> Result<()> {
    check_report(CRASHES_AT_REQUEST, "stopped working")
}
