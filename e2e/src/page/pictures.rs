use super::Page;
use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::path::Path;

const FILE: &str = "[data-testid=picture-file]";
const ERROR: &str = "[data-testid=picture-error]:not(:empty)";

/// Dispatches an event that carries a file of these bytes.
const DISPATCH_FILE: &str = "const [event, name, kind, bytes] = arguments;
    const content = Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], name, { type: kind }));
    const options = { bubbles: true, cancelable: true };
    document.body.dispatchEvent(event === 'paste'
        ? new ClipboardEvent(event, { clipboardData: dataTransfer, ...options })
        : new DragEvent(event, { dataTransfer, ...options }))";

impl Page {
    /// Chooses the file of a picture.
    pub async fn choose_picture(&self, file: &Path) -> Result<()> {
        self.choose_file(FILE, file).await
    }

    /// Dispatches a "dragover", "drop" or "paste" event with a file.
    pub async fn dispatch_file(
        &self,
        event: &str,
        name: &str,
        media_type: &str,
        file: &[u8],
    ) -> Result<()> {
        let bytes = BASE64_STANDARD.encode(file);
        let arguments = [event, name, media_type, &bytes].map(Into::into);
        self.client()
            .execute(DISPATCH_FILE, arguments.into())
            .await?;
        Ok(())
    }

    /// Error message about the picture, once there is one.
    pub async fn picture_error(&self) -> Result<String> {
        self.text(ERROR).await
    }
}
