//! Installs a command-line tool written in Rust: as a release archive, else compiled.

use super::version;
use anyhow::{Context, Result, ensure};
use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use xshell::{Shell, cmd};

pub(crate) struct Tool {
    /// Its name on crates.io.
    pub(crate) krate: &'static str,
    /// The one version taken.
    pub(crate) version: String,
    /// What must be on PATH in the end; the first tells its version.
    pub(crate) executables: &'static [&'static str],
    /// Where it is to be had compiled for this machine.
    pub(crate) archive: Option<String>,
    /// Whether to compile it with its own Cargo.lock.
    pub(crate) locked: bool,
    /// How long compiling takes with two cores.
    pub(crate) minutes: u32,
}

/// This machine as release archives name it.
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
            Ok(()) => println!("The released program does not run here."),
            Err(error) => println!("It cannot be downloaded: {error:#}."),
        }
    }
    compile(sh, tool)
}

fn is_present(sh: &Shell, tool: &Tool) -> bool {
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
    let Tool {
        krate,
        version,
        minutes,
        ..
    } = tool;
    println!("Compiling {krate} instead, once: about {minutes} minutes with two cores.");
    let locked = tool.locked.then_some("--locked");
    // --force: a program that was downloaded before is in the way.
    cmd!(sh, "cargo install {krate} --version ={version} {locked...} --force --root .tools --target-dir target/tools")
        .run()
        .with_context(|| format!("cannot install {krate} {version}; put it on PATH yourself"))?;
    ensure!(
        is_present(sh, tool),
        "{krate} {version} is installed in .tools/bin but does not run"
    );
    Ok(())
}
