use super::{HISTORY_ITEM, Page};
use anyhow::{Context, Result};
use fantoccini::Locator;
use std::path::Path;

const ENTRY: &str = "dialog.entry[open]";

impl Page {
    /// Opens the entry at this place of the history, and waits for what it says.
    pub async fn open_entry(&self, place: usize) -> Result<String> {
        // What was read last is there with the next frame.
        self.is_painted().await?;
        let cards = Locator::Css(".entry-card");
        let mut cards = self.client().find_all(cards).await?;
        anyhow::ensure!(place < cards.len(), "there is no entry {place}");
        cards.swap_remove(place).click().await?;
        self.entry().await
    }

    /// What the open entry says.
    pub async fn entry(&self) -> Result<String> {
        Ok(self.wait_for(ENTRY).await?.text().await?)
    }

    /// Closes the open entry.
    pub async fn close_entry(&self) -> Result<()> {
        self.click("Close entry").await?;
        self.wait_for_no(ENTRY).await
    }

    /// Waits until no entry is open.
    pub async fn no_entry(&self) -> Result<()> {
        self.wait_for_no(ENTRY).await
    }

    /// Says what the open entry was.
    pub async fn label_entry(&self, label: &str) -> Result<()> {
        let field = self.wait_for("dialog.entry input").await?;
        field.clear().await?;
        // WebKit's driver types no empty texts.
        if !label.is_empty() {
            field.send_keys(label).await?;
        }
        self.click("Save").await
    }

    /// What the entry at this place of the history shows.
    pub async fn card(&self, place: usize) -> Result<String> {
        let card = format!("{HISTORY_ITEM}:nth-child({})", place + 1);
        Ok(self.wait_for(&card).await?.text().await?)
    }

    /// Waits until an element holds this text.
    pub async fn wait_for_text(&self, css: &str, text: &str) -> Result<()> {
        let holds = format!("document.querySelector('{css}')?.textContent.includes('{text}')");
        self.wait_until(&holds).await
    }

    /// Chooses a file to import.
    pub async fn import(&self, file: &Path) -> Result<()> {
        let field = self.wait_for("[data-testid=import]").await?;
        let path = file.to_str().context("a path in UTF-8")?;
        Ok(field.send_keys(path).await?)
    }
}
