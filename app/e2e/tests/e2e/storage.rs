//! A browser that refuses storage is no obstacle.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::{Pointer, cdp};
use fantoccini::Locator;

const REFUSED: &str = "indexedDB.open = () => { throw new DOMException('', 'SecurityError') }";

const MISSING: &str = "Object.defineProperty(window, 'indexedDB', { value: undefined })";

async fn check(script: &str) -> Result<()> {
    visit(async |page, _| {
        cdp::run_on_new_documents(page.client(), script).await?;
        page.open().await?;
        let answer = page.read(&digit(7), Pointer::Mouse).await?;
        assert_eq!(answer.number, "7");
        assert_eq!(page.history().await?, ["7"]);
        let note = Locator::XPath("//p[contains(., 'refuses storage')]");
        assert!(page.client().find(note).await?.is_displayed().await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn refused_storage_is_noted_quietly() -> Result<()> {
    check(REFUSED).await
}

#[tokio::test]
async fn missing_storage_is_noted_quietly() -> Result<()> {
    check(MISSING).await
}
