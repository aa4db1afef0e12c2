//! The page speaks the language of whoever reads it.

use crate::ink::digit;
use crate::kept::is_kept;
use crate::visit::{visit, visit_again, visit_with_errors};
use anyhow::Result;
use e2e::{Page, Pointer, Site, cdp};
use fantoccini::key::Key;
use tempfile::TempDir;

const SWITCH: &str = "[data-testid=language]";

async fn choose(page: &Page, tag: &str) -> Result<()> {
    let switch = page.wait_for(SWITCH).await?;
    page.focus(&switch).await?;
    switch.select_by_value(tag).await?;
    Ok(())
}

async fn speaks(page: &Page, tag: &str, direction: &str) -> Result<()> {
    let html = format!("html[lang={tag}][dir={direction}]");
    page.wait_for(&html).await?;
    let chosen = format!("document.querySelector('{SWITCH}').value");
    assert_eq!(page.evaluate(&chosen).await?, tag);
    Ok(())
}

/// Has a digit read, whatever the button for that is called.
async fn read(page: &Page, drawn: u8) -> Result<String> {
    page.draw(&digit(drawn), Pointer::Mouse).await?;
    page.shows_ink().await?;
    page.press(Key::Enter).await?;
    Ok(page.answer_in("ready").await?.text)
}

#[tokio::test]
async fn a_browser_that_prefers_german_gets_german() -> Result<()> {
    visit(async |page, site| {
        cdp::prefer_languages(page.client(), "de-AT,en").await?;
        page.open().await?;
        speaks(page, "de", "ltr").await?;
        page.button("Erkennen").await?;
        let title = "Inkling: eine Ziffer oder Zahl zeichnen";
        assert_eq!(page.client().title().await?, title);
        let said = read(page, 7).await?;
        assert!(said.contains("sieben"), "{said}");
        assert!(said.contains("% sicher") && said.contains(','), "{said}");
        let is_other = |path: &String| path.contains("locale-") && !path.contains("locale-de");
        assert_eq!(site.requests().into_iter().find(is_other), None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn english_readers_fetch_no_catalog() -> Result<()> {
    visit(async |page, site| {
        cdp::prefer_languages(page.client(), "ja,en").await?;
        page.open().await?;
        speaks(page, "en", "ltr").await?;
        page.button("Predict").await?;
        let catalog = |path: &String| path.contains("locale-");
        assert_eq!(site.requests().into_iter().find(catalog), None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_language_changes_all_texts_at_once_and_loses_nothing() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(7), Pointer::Mouse).await?;
        choose(page, "ar").await?;
        speaks(page, "ar", "rtl").await?;
        let answer = page.answer_in("ready").await?;
        assert_eq!(answer.number, "7");
        assert!(answer.text.contains("سبعة"), "{answer:?}");
        page.shows_ink().await?;
        assert_eq!(page.history_of(1).await?, ["7"]);

        page.client().refresh().await?;
        page.is_open().await?;
        speaks(page, "ar", "rtl").await?;
        page.button("تعرّف").await?;
        choose(page, "en").await?;
        speaks(page, "en", "ltr").await?;
        page.button("Predict").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_language_is_chosen_by_its_first_letter_and_keeps_the_focus() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        let switch = page.wait_for(SWITCH).await?;
        page.focus(&switch).await?;
        switch.send_keys("D").await?;
        speaks(page, "de", "ltr").await?;
        let focused = "document.activeElement.dataset.testid";
        assert_eq!(page.evaluate(focused).await?, "language");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_keys_and_the_pad_work_in_a_language_from_right_to_left() -> Result<()> {
    visit(async |page, _| {
        cdp::prefer_languages(page.client(), "ar").await?;
        page.open().await?;
        speaks(page, "ar", "rtl").await?;
        let said = read(page, 3).await?;
        assert!(said.contains("ثلاثة"), "{said}");
        page.press(Key::Escape).await?;
        page.shows_no_ink().await?;
        page.click("تراجع").await?;
        page.shows_ink().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_language_that_was_spoken_needs_no_network() -> Result<()> {
    let (profile, site) = (TempDir::new()?, Site::start().await?);
    visit_again(profile.path(), &site, "", async |page, _| {
        cdp::prefer_languages(page.client(), "fr").await?;
        page.open().await?;
        speaks(page, "fr", "ltr").await?;
        is_kept(page).await?;
        page.wait_until("caches.match('locale-fr.json').then((kept) => kept !== undefined)")
            .await
    })
    .await?;
    site.stop();
    visit_again(profile.path(), &site, "", async |page, _| {
        cdp::prefer_languages(page.client(), "fr").await?;
        page.open().await?;
        speaks(page, "fr", "ltr").await?;
        let said = read(page, 7).await?;
        assert!(said.contains("sept"), "{said}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_language_that_does_not_come_is_said_and_changes_nothing() -> Result<()> {
    visit_with_errors("locale-es", async |page, site| {
        site.fail("/locale-es.json", usize::MAX);
        page.open().await?;
        choose(page, "es").await?;
        let says = page.notice().await?;
        assert!(says.contains("Español could not be loaded"), "{says}");
        speaks(page, "en", "ltr").await?;
        site.repair("/locale-es.json");
        choose(page, "es").await?;
        speaks(page, "es", "ltr").await
    })
    .await
}
