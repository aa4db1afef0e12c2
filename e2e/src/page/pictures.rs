use super::Page;
use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Locator;
use std::path::Path;

const FILE: &str = "[data-testid=picture-file]";
const ERROR: &str = "[data-testid=picture-error]:not(:empty)";

/// Makes a file of these bytes, and has the page hear of it by this event.
const BRING: &str = "const [event, name, kind, bytes] = arguments;
    const content = Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], name, { type: kind }));
    const options = { bubbles: true, cancelable: true };
    document.body.dispatchEvent(event === 'paste'
        ? new ClipboardEvent(event, { clipboardData: dataTransfer, ...options })
        : new DragEvent(event, { dataTransfer, ...options }))";

impl Page {
    /// Chooses a picture's file.
    pub async fn choose_picture(&self, file: &Path) -> Result<()> {
        let field = self.client().find(Locator::Css(FILE)).await?;
        // The driver takes no detours.
        let file = file.canonicalize()?;
        field.send_keys(&file.to_string_lossy()).await?;
        Ok(())
    }

    /// Brings a picture by an event: "dragover", "drop" or "paste".
    pub async fn bring_picture(&self, event: &str, name: &str, file: &[u8]) -> Result<()> {
        let bytes = BASE64_STANDARD.encode(file);
        let arguments = [event, name, "image/png", &bytes].map(Into::into);
        self.client().execute(BRING, arguments.into()).await?;
        Ok(())
    }

    /// What is wrong with the picture, once something is.
    pub async fn picture_error(&self) -> Result<String> {
        Ok(self.wait_for(ERROR).await?.text().await?)
    }
}
