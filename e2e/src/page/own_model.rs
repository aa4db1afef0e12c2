use super::Page;
use anyhow::Result;
use fantoccini::Locator;
use std::path::Path;

const OWN: &str = "[data-testid=own-model]";
const FILE: &str = "[data-testid=own-model-file]";
const ERROR: &str = "[data-testid=own-model-error]";

impl Page {
    /// Chooses what reads drawings in the browser.
    pub async fn choose_browser_engine(&self, name: &str) -> Result<()> {
        self.open_details("browser-engine").await?;
        let option = format!("[name=browser-engine][value={name}]");
        self.wait_for(&option).await?.click().await?;
        self.wait_for(&format!("[data-testid=browser-engine][data-engine={name}]"))
            .await?;
        Ok(())
    }

    /// Chooses a file as a model of one's own.
    pub async fn choose_model(&self, file: &Path) -> Result<()> {
        self.open_details("own-model").await?;
        let field = self.client().find(Locator::Css(FILE)).await?;
        // The driver takes no detours.
        let file = file.canonicalize()?;
        field.send_keys(&file.to_string_lossy()).await?;
        Ok(())
    }

    /// Waits until the model of one's own is "none", "loading", "ready" or "failed".
    pub async fn own_model_in(&self, state: &str) -> Result<()> {
        self.wait_for(&format!("{OWN}[data-state={state}]")).await?;
        Ok(())
    }

    /// What is wrong with the file, once something is.
    pub async fn own_model_error(&self) -> Result<String> {
        let error = self.wait_for(&format!("{ERROR} p:not(:empty)")).await?;
        Ok(error.text().await?)
    }

    /// What the model of one's own says, once it says this number.
    pub async fn own_model_says(&self, number: &str) -> Result<String> {
        let said = format!("[data-testid=own-model-answer][data-number='{number}']");
        Ok(self.wait_for(&said).await?.text().await?)
    }

    /// Opens what is collapsed.
    async fn open_details(&self, test_id: &str) -> Result<()> {
        let open = format!("document.querySelector('[data-testid={test_id}]').open = true");
        self.wait_for(&format!("[data-testid={test_id}]")).await?;
        self.evaluate(&open).await?;
        Ok(())
    }
}
