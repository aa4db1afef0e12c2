use super::Page;
use anyhow::Result;
use std::path::Path;

const OWN_MODEL: &str = "[data-testid=own-model]";
const FILE: &str = "[data-testid=own-model-file]";
const ERROR: &str = "[data-testid=own-model-error]";

impl Page {
    /// Chooses the engine that runs in the browser: "compiled" or "tract".
    pub async fn choose_browser_engine(&self, name: &str) -> Result<()> {
        self.open_details("browser-engine").await?;
        self.click_on(&format!("[name=browser-engine][value={name}]"))
            .await?;
        self.wait_for_browser_engine(name).await
    }

    /// Waits until this engine is the one that runs in the browser.
    pub async fn wait_for_browser_engine(&self, name: &str) -> Result<()> {
        self.wait_for(&format!("[data-testid=browser-engine][data-engine={name}]"))
            .await?;
        Ok(())
    }

    /// Chooses the file of an own model.
    pub async fn choose_model(&self, file: &Path) -> Result<()> {
        self.open_details("own-model").await?;
        self.choose_file(FILE, file).await
    }

    /// Chooses the file of an own model and waits until the model is ready.
    pub async fn load_model(&self, file: &Path) -> Result<()> {
        self.choose_model(file).await?;
        self.wait_for_own_model("ready").await
    }

    /// Waits until the own model is "none", "loading", "ready" or "failed".
    pub async fn wait_for_own_model(&self, state: &str) -> Result<()> {
        self.wait_for(&format!("{OWN_MODEL}[data-state={state}]"))
            .await?;
        Ok(())
    }

    /// Error message about the file, once there is one.
    pub async fn own_model_error(&self) -> Result<String> {
        self.text(&format!("{ERROR} p:not(:empty)")).await
    }

    /// Text of the own model's answer, once it is this number.
    pub async fn own_model_answer(&self, number: &str) -> Result<String> {
        let answer = format!("[data-testid=own-model-answer][data-number='{number}']");
        self.text(&answer).await
    }

    /// Opens a collapsed section.
    async fn open_details(&self, test_id: &str) -> Result<()> {
        let open = format!("document.querySelector('[data-testid={test_id}]').open = true");
        self.wait_for(&format!("[data-testid={test_id}]")).await?;
        self.evaluate(&open).await?;
        Ok(())
    }
}
