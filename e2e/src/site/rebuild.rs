//! Second build of the page, derived from an existing one.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

const PAGE: &str = "index.html";
const SERVICE_WORKER: &str = "sw.js";

/// Copies a build into an empty folder.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Changes the page's title, and hash and build name in the service worker.
pub(super) fn build(folder: &Path, title: &str) -> Result<()> {
    let page = fs::read_to_string(folder.join(PAGE))?;
    let changed = page.replace("<title>", &format!("<title>{title}: "));
    let script = fs::read_to_string(folder.join(SERVICE_WORKER))?;
    let script = script
        .replace(&integrity(&page), &integrity(&changed))
        .replace("const BUILD = \"", &format!("const BUILD = \"{title} "));
    for (name, content) in [(PAGE, changed), (SERVICE_WORKER, script)] {
        fs::write(folder.join(name), content)?;
        for copy in ["br", "gz"] {
            // Files that compression does not shrink have no copies.
            let _ = fs::remove_file(folder.join(format!("{name}.{copy}")));
        }
    }
    Ok(())
}

/// SHA-256 of a file in base64, as in the service worker.
pub(super) fn integrity(content: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(content))
}
