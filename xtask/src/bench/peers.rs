//! Builds the pages of the web benchmark's peers into `.tools/web-peers/`.

use crate::{npm, tools, workspace};
use anyhow::{Context, Result};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// Builds one page per peer; returns their folder.
pub(crate) fn build(sh: &Shell) -> Result<PathBuf> {
    let folder = workspace::root().join(".tools/web-peers");
    copy(&sources(), &folder)?;
    let pages = folder.join("pages");
    let node = workspace::shell()?;
    node.change_dir(&folder);
    npm::install(&node, "onnxruntime-web and TensorFlow.js")?;
    let bindings = burn(sh, &folder);
    if let Err(error) = &bindings {
        println!("burn is not measured: {error:#}.");
        sh.remove_path(pages.join("burn"))?;
    }
    let bindings = bindings.ok();
    let model = workspace::root().join("model/weights/digits.onnx");
    println!("Building the peers' pages: about a minute when they change.");
    cmd!(node, "node build.mjs {pages} {model} {bindings...}")
        .quiet()
        .run()?;
    Ok(pages)
}

fn sources() -> PathBuf {
    workspace::root().join("bench/web/peers")
}

/// Builds burn's WebAssembly and its bindings.
fn burn(sh: &Shell, folder: &Path) -> Result<PathBuf> {
    tools::ensure(sh)?;
    let (target, bindings) = (folder.join("burn-target"), folder.join("burn-bindings"));
    if !target.exists() {
        println!("Building burn: about 8 minutes on two cores the first time.");
    }
    // In its own folder: it is excluded from the workspace.
    let cargo = workspace::shell()?;
    cargo.change_dir(sources().join("burn"));
    cmd!(
        cargo,
        "cargo build --quiet --locked --release --target wasm32-unknown-unknown"
    )
    .env("CARGO_TARGET_DIR", &target)
    .quiet()
    .run()
    .context("cannot build it; see the errors above")?;
    let program = target.join("wasm32-unknown-unknown/release/burn_peer.wasm");
    cmd!(
        sh,
        "wasm-bindgen --target web --no-typescript --out-dir {bindings} {program}"
    )
    .quiet()
    .run()?;
    Ok(bindings)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
