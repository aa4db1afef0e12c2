//! Installs a command-line tool written in Rust: from a release archive, else compiled.

use super::version;
use crate::progress::{CORES, Minutes};
use anyhow::{Context, Result, ensure};
use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::time::Duration;
use xshell::{Shell, cmd};

pub(crate) struct Tool {
    /// Name on crates.io.
    pub(crate) krate: &'static str,
    /// The one accepted version.
    pub(crate) version: String,
    /// Executables that must be on PATH in the end; the first reports the version.
    pub(crate) executables: &'static [&'static str],
    /// URL of a release archive for this machine.
    pub(crate) archive: Option<String>,
    /// Options of `cargo install`.
    pub(crate) options: &'static [&'static str],
    /// Optimization level to compile with: `0` where compiling costs more than running saves.
    pub(crate) optimization: &'static str,
    /// Time to compile on two cores.
    pub(crate) estimate: Duration,
}

/// This machine's target triple as release archives spell it.
pub(crate) fn target(libc: &str) -> Option<String> {
    match OS {
        "linux" => Some(format!("{ARCH}-unknown-linux-{libc}")),
        "macos" => Some(format!("{ARCH}-apple-darwin")),
        "windows" => Some(format!("{ARCH}-pc-windows-msvc")),
        _ => None,
    }
}

pub(crate) fn ensure_tool(sh: &Shell, tool: &Tool) -> Result<()> {
    if is_present(sh, tool) {
        return Ok(());
    }
    println!("Installing {} {}.", tool.krate, tool.version);
    if let Some(archive) = &tool.archive {
        match download(sh, tool, archive) {
            Ok(()) if is_present(sh, tool) => return Ok(()),
            Ok(()) => println!("The released executable does not run here."),
            Err(error) => println!("Cannot download it: {error:#}."),
        }
    }
    compile(sh, tool)
}

pub(super) fn is_present(sh: &Shell, tool: &Tool) -> bool {
    let wanted = Some(tool.version.as_str());
    tool.executables
        .iter()
        .all(|name| version(sh, name).is_some_and(|text| text.split_whitespace().nth(1) == wanted))
}

fn download(sh: &Shell, tool: &Tool, url: &str) -> Result<()> {
    let folder = sh.create_temp_dir()?;
    let archive = folder.path().join("archive");
    cmd!(sh, "curl --fail --silent --show-error --location --connect-timeout 5 --max-time 300 --output {archive} {url}")
        .run()?;
    let folder = folder.path();
    cmd!(sh, "tar -xf {archive} -C {folder}").run()?;
    let bin = sh.create_dir(".tools/bin")?;
    for name in tool.executables {
        let file = format!("{name}{EXE_SUFFIX}");
        let found = [folder.to_owned()]
            .into_iter()
            .chain(sh.read_dir(folder)?)
            .map(|folder| folder.join(&file))
            .find(|path| path.is_file())
            .with_context(|| format!("{url} has no {file}"))?;
        sh.copy_file(found, bin.join(file))?;
    }
    Ok(())
}

fn compile(sh: &Shell, tool: &Tool) -> Result<()> {
    let Tool { krate, version, .. } = tool;
    let (options, estimate) = (tool.options, Minutes(tool.estimate));
    println!("Compiling {krate} instead, once: about {estimate} on {CORES}.");
    // --force: an executable that was downloaded before is in the way. Link-time optimization of one crate took
    // half of the time that compiling Trunk took.
    cmd!(sh, "cargo install {krate} --version ={version} {options...} --force --root .tools --target-dir target/tools")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.optimization)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .run()
        .with_context(|| format!("cannot install {krate} {version}; put it on PATH yourself"))?;
    ensure!(
        is_present(sh, tool),
        "{krate} {version} is installed in .tools/bin but does not run"
    );
    Ok(())
}
