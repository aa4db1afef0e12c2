//! How much the page loads until its first answer.

use anyhow::{Context, Result};
use e2e::Site;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that the page loads, in bytes.
#[derive(Serialize)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) raw: u64,
    /// As sent; like `raw` if there is no compressed copy.
    pub(crate) gzip: u64,
    /// As sent; like `raw` if there is no compressed copy.
    pub(crate) brotli: u64,
}

/// The files that were asked for until now, each once.
pub(crate) fn loaded(site: &Site) -> Result<Vec<File>> {
    let names: BTreeSet<String> = site.requests().iter().map(|path| name(path)).collect();
    let files = names
        .into_iter()
        .map(|name| File::measured(site.dist(), name));
    files.collect()
}

/// All files together.
pub(crate) fn total(files: &[File]) -> File {
    File {
        name: "total".into(),
        raw: files.iter().map(|file| file.raw).sum(),
        gzip: files.iter().map(|file| file.gzip).sum(),
        brotli: files.iter().map(|file| file.brotli).sum(),
    }
}

fn name(path: &str) -> String {
    match path.trim_start_matches('/') {
        "" => "index.html".into(),
        name => name.into(),
    }
}

impl File {
    fn measured(dist: &Path, name: String) -> Result<Self> {
        let path = dist.join(&name);
        let raw = size(&path).with_context(|| format!("the page asks for {name}"))?;
        let copy = |ending: &str| {
            let copy = PathBuf::from(format!("{}.{ending}", path.display()));
            size(&copy).unwrap_or(raw)
        };
        Ok(Self {
            raw,
            gzip: copy("gz"),
            brotli: copy("br"),
            name,
        })
    }
}

fn size(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path)?.len())
}
