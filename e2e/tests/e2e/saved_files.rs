//! Files that the page offers for download, kept in memory instead.

use anyhow::Result;
use e2e::Page;

/// Init script that keeps the bytes of each download under its name.
pub(crate) const KEEP_FILES: &str = "
    window.files = {};
    const blobs = {};
    const address = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        const url = address.call(URL, blob);
        blobs[url] = blob;
        return url;
    };
    HTMLAnchorElement.prototype.click = function () {
        blobs[this.href].arrayBuffer()
            .then((bytes) => { files[this.download] = [...new Uint8Array(bytes)]; });
    };";

/// Content of a download, once it is complete.
pub(crate) async fn saved_file(page: &Page, name: &str) -> Result<Vec<u8>> {
    let file = format!("window.files['{name}']");
    page.wait_until(&format!("Boolean({file})")).await?;
    page.evaluate_as(&file).await
}

/// Content of a download of text.
pub(crate) async fn saved_text(page: &Page, name: &str) -> Result<String> {
    Ok(String::from_utf8(saved_file(page, name).await?)?)
}
