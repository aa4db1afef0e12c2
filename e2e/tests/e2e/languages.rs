//! Languages of the page.

use crate::assertions::assert_contains;
use crate::service_worker::wait_until_cached;
use crate::visit::{Setup, visit, visit_unopened, visit_with};
use anyhow::Result;
use e2e::{Page, Site};
use fantoccini::key::Key;
use tempfile::TempDir;

const SWITCH: &str = "[data-testid=language]";

async fn choose_language(page: &Page, tag: &str) -> Result<()> {
    let switch = page.wait_for(SWITCH).await?;
    page.focus(&switch).await?;
    switch.select_by_value(tag).await?;
    Ok(())
}

async fn wait_for_language(page: &Page, tag: &str, direction: &str) -> Result<()> {
    page.wait_for(&format!("html[lang={tag}][dir={direction}]"))
        .await?;
    let chosen = format!("document.querySelector('{SWITCH}').value");
    assert_eq!(page.evaluate(&chosen).await?, tag);
    Ok(())
}

/// Draws and predicts by keyboard, which has the same keys in every language; returns the text.
async fn read(page: &Page, digit: u8) -> Result<String> {
    page.draw_digit(digit).await?;
    page.wait_for_ink().await?;
    page.press(Key::Enter).await?;
    Ok(page.wait_for_answer("ready").await?.text)
}

#[test]
fn a_browser_that_prefers_german_gets_german() -> Result<()> {
    visit_with(Setup::new().languages("de-AT,en"), async |page, site| {
        wait_for_language(page, "de", "ltr").await?;
        page.button("Erkennen").await?;
        let title = "Inkling: eine Ziffer oder Zahl zeichnen";
        assert_eq!(page.client().title().await?, title);
        let text = read(page, 7).await?;
        for part in ["sieben", "% sicher", ","] {
            assert_contains(&text, part);
        }
        let is_other = |path: &String| path.contains("locale-") && !path.contains("locale-de");
        assert_eq!(site.requests().into_iter().find(is_other), None);
        Ok(())
    })
}

#[test]
fn english_needs_no_catalog() -> Result<()> {
    visit_with(Setup::new().languages("ja,en"), async |page, site| {
        wait_for_language(page, "en", "ltr").await?;
        page.button("Predict").await?;
        assert!(!site.has_request_with("locale-"));
        Ok(())
    })
}

#[test]
fn another_language_changes_all_texts_and_keeps_the_state() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(7).await?;
        choose_language(page, "ar").await?;
        wait_for_language(page, "ar", "rtl").await?;
        let answer = page.expect_number("7").await?;
        assert_contains(&answer.text, "سبعة");
        page.wait_for_ink().await?;
        page.expect_history(&["7"]).await?;

        page.client().refresh().await?;
        page.wait_until_open().await?;
        wait_for_language(page, "ar", "rtl").await?;
        page.button("تعرّف").await?;
        choose_language(page, "en").await?;
        wait_for_language(page, "en", "ltr").await?;
        page.button("Predict").await
    })
}

#[test]
fn a_language_is_chosen_by_its_first_letter_and_keeps_the_focus() -> Result<()> {
    visit(async |page, _| {
        let switch = page.wait_for(SWITCH).await?;
        page.focus(&switch).await?;
        switch.send_keys("D").await?;
        wait_for_language(page, "de", "ltr").await?;
        let focused = "document.activeElement.dataset.testid";
        assert_eq!(page.evaluate(focused).await?, "language");
        Ok(())
    })
}

#[test]
fn the_keys_and_the_pad_work_in_a_right_to_left_language() -> Result<()> {
    visit_with(Setup::new().languages("ar"), async |page, _| {
        wait_for_language(page, "ar", "rtl").await?;
        assert_contains(&read(page, 3).await?, "ثلاثة");
        page.press(Key::Escape).await?;
        page.wait_for_no_ink().await?;
        page.click("تراجع").await?;
        page.wait_for_ink().await
    })
}

#[test]
fn a_language_of_an_earlier_visit_needs_no_network() -> Result<()> {
    let (profile, site) = (TempDir::new()?, Site::start()?);
    let setup = Setup::new().site(&site).profile(profile.path());
    let setup = setup.languages("fr");
    visit_with(setup.clone(), async |page, _| {
        wait_for_language(page, "fr", "ltr").await?;
        wait_until_cached(page).await?;
        page.wait_until("caches.match('locale-fr.json').then((cached) => cached !== undefined)")
            .await
    })?;
    site.stop();
    visit_with(setup, async |page, _| {
        wait_for_language(page, "fr", "ltr").await?;
        assert_contains(&read(page, 7).await?, "sept");
        Ok(())
    })
}

#[test]
fn a_failed_download_of_a_language_is_reported_and_changes_nothing() -> Result<()> {
    const CATALOG: &str = "/locale-es.json";
    let setup = Setup::new().expect_error("locale-es");
    visit_unopened(setup, async |page, site| {
        site.fail(CATALOG, usize::MAX);
        page.open().await?;
        choose_language(page, "es").await?;
        let notice = page.notice().await?;
        assert_contains(&notice, "Español could not be loaded");
        wait_for_language(page, "en", "ltr").await?;
        site.repair(CATALOG);
        choose_language(page, "es").await?;
        wait_for_language(page, "es", "ltr").await
    })
}
