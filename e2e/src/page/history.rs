use super::{HISTORY_ITEM, Page};
use anyhow::Result;
use fantoccini::Locator;
use std::path::Path;

const ENTRY: &str = "dialog.entry[open]";

impl Page {
    /// Numbers in the history, newest first, with the answer that is shown.
    pub async fn history(&self) -> Result<Vec<String>> {
        self.wait_for_paint().await?;
        let numbers = "return [...document.querySelectorAll(arguments[0])]
                           .map((item) => item.dataset.number)";
        let items = vec![HISTORY_ITEM.into()];
        let numbers = self.client().execute(numbers, items).await?;
        Ok(serde_json::from_value(numbers)?)
    }

    /// Numbers in the history, newest first, once there are this many.
    pub async fn wait_for_history(&self, entries: usize) -> Result<Vec<String>> {
        if entries == 0 {
            self.wait_for_no(HISTORY_ITEM).await?;
        } else {
            let last = format!("{HISTORY_ITEM}:last-child:nth-child({entries})");
            self.wait_for(&last).await?;
        }
        self.history().await
    }

    /// Waits for this many entries, and asserts that these are their numbers, newest first.
    pub async fn expect_history(&self, numbers: &[&str]) -> Result<()> {
        assert_eq!(self.wait_for_history(numbers.len()).await?, numbers);
        Ok(())
    }

    /// Text of the history as a sequence of numbers.
    pub async fn sequence(&self) -> Result<String> {
        self.wait_for_paint().await?;
        let sequence = self.client().find(Locator::Css(".sequence output")).await?;
        Ok(sequence.text().await?)
    }

    /// Opens the entry at this index of the history and returns its text.
    pub async fn open_entry(&self, index: usize) -> Result<String> {
        // The last answer enters the history with the next frame.
        self.wait_for_paint().await?;
        let cards = Locator::Css(".entry-card");
        let mut cards = self.client().find_all(cards).await?;
        anyhow::ensure!(index < cards.len(), "there is no entry {index}");
        cards.swap_remove(index).click().await?;
        self.entry().await
    }

    /// Text of the open entry.
    pub async fn entry(&self) -> Result<String> {
        self.text(ENTRY).await
    }

    /// Closes the open entry.
    pub async fn close_entry(&self) -> Result<()> {
        self.click("Close entry").await?;
        self.wait_for_no_entry().await
    }

    /// Waits until no entry is open.
    pub async fn wait_for_no_entry(&self) -> Result<()> {
        self.wait_for_no(ENTRY).await
    }

    /// Deletes the entry at this index.
    pub async fn delete_entry(&self, index: usize) -> Result<()> {
        self.open_entry(index).await?;
        self.click("Delete").await
    }

    /// Saves a label for the open entry.
    pub async fn label_entry(&self, label: &str) -> Result<()> {
        let field = self.wait_for("dialog.entry input").await?;
        field.clear().await?;
        // WebKit's driver rejects empty text.
        if !label.is_empty() {
            field.send_keys(label).await?;
        }
        self.click("Save").await
    }

    /// Text of the card at this index of the history.
    pub async fn card(&self, index: usize) -> Result<String> {
        self.text(&format!("{HISTORY_ITEM}:nth-child({})", index + 1))
            .await
    }

    /// Imports a history file.
    pub async fn import(&self, file: &Path) -> Result<()> {
        self.wait_for("[data-testid=import]").await?;
        self.choose_file("[data-testid=import]", file).await
    }
}
