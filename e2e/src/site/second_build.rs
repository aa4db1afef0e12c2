//! Another build of the page, made from the one that is there.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

const PAGE: &str = "index.html";
const SERVICE_WORKER: &str = "sw.js";

/// Copies a build to an empty folder.
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

/// Changes the page's title, and what the service worker says of the build.
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
            // There is none where the build had no Node.js.
            let _ = fs::remove_file(folder.join(format!("{name}.{copy}")));
        }
    }
    Ok(())
}

/// The hash of a file, as the service worker has it.
pub(super) fn integrity(content: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(content))
}
