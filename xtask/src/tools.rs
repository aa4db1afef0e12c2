//! Tools that a page build needs besides cargo: found on PATH, else installed into `.tools/`.

mod install;

use anyhow::{Context, Result, bail};
use install::{Tool, ensure_tool, is_present};
use std::env::consts::{ARCH, OS};
use std::time::Duration;
use xshell::{Shell, cmd};

const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const GECKODRIVER: &str = "0.36.0";
const INSTALL_NODE: &str =
    "Node.js is missing; install version 20 or newer from https://nodejs.org";
const INSTALL_RUST: &str = "Rust is missing; install it from https://rustup.rs";

/// Time until `ensure` is done, compiling what is missing; `None` if nothing is.
pub(crate) fn estimate(sh: &Shell) -> Result<Option<Duration>> {
    let wasm_bindgen = wasm_bindgen_version(&sh.read_file("Cargo.lock")?)?;
    let tools = [trunk(), wasm_bindgen_cli(&wasm_bindgen)];
    let missing = tools.iter().filter(|tool| !is_present(sh, tool));
    let seconds: Duration = missing.map(|tool| tool.estimate).sum();
    Ok(Some(seconds).filter(|seconds| !seconds.is_zero()))
}

/// Installs the tools that are missing; returns all versions in one line, for the page's cache key.
pub(crate) fn ensure(sh: &Shell) -> Result<String> {
    let node = version(sh, "node").context(INSTALL_NODE)?;
    ensure_wasm_target(sh)?;
    let wasm_bindgen = wasm_bindgen_version(&sh.read_file("Cargo.lock")?)?;
    ensure_tool(sh, &trunk())?;
    ensure_tool(sh, &wasm_bindgen_cli(&wasm_bindgen))?;
    let rustc = version(sh, "rustc").context(INSTALL_RUST)?;
    Ok(format!(
        "{rustc}, trunk {TRUNK}, wasm-bindgen {wasm_bindgen}, node {node}"
    ))
}

/// Installs the checker of licenses and sources.
pub(crate) fn ensure_cargo_deny(sh: &Shell) -> Result<()> {
    let tool = Tool {
        krate: "cargo-deny",
        version: CARGO_DENY.to_owned(),
        executables: &["cargo-deny"],
        archive: install::target("musl").map(|target| {
            format!("https://github.com/EmbarkStudios/cargo-deny/releases/download/{CARGO_DENY}/cargo-deny-{CARGO_DENY}-{target}.tar.gz")
        }),
        options: &["--locked"],
        optimization: "0",
        estimate: Duration::from_secs(150),
    };
    ensure_tool(sh, &tool)
}

/// Installs Firefox's WebDriver.
pub(crate) fn ensure_geckodriver(sh: &Shell) -> Result<()> {
    let suffix = if cfg!(windows) { "zip" } else { "tar.gz" };
    let tool = Tool {
        krate: "geckodriver",
        version: GECKODRIVER.to_owned(),
        executables: &["geckodriver"],
        archive: geckodriver_platform().map(|platform| {
            format!("https://github.com/mozilla/geckodriver/releases/download/v{GECKODRIVER}/geckodriver-v{GECKODRIVER}-{platform}.{suffix}")
        }),
        options: &["--locked"],
        optimization: "1",
        estimate: Duration::from_secs(120),
    };
    ensure_tool(sh, &tool)
}

/// This machine's name in geckodriver's releases.
fn geckodriver_platform() -> Option<&'static str> {
    match (OS, ARCH) {
        ("linux", "x86_64") => Some("linux64"),
        ("linux", "aarch64") => Some("linux-aarch64"),
        ("macos", "x86_64") => Some("macos"),
        ("macos", "aarch64") => Some("macos-aarch64"),
        ("windows", "x86_64") => Some("win64"),
        _ => None,
    }
}

/// Output of `name --version`; `None` if there is no such executable.
pub(crate) fn version(sh: &Shell, name: &str) -> Option<String> {
    cmd!(sh, "{name} --version")
        .quiet()
        .ignore_stderr()
        .read()
        .ok()
}

fn trunk() -> Tool {
    let suffix = if cfg!(windows) { "zip" } else { "tar.gz" };
    Tool {
        krate: "trunk",
        version: TRUNK.to_owned(),
        executables: &["trunk"],
        archive: install::target("gnu").map(|target| {
            format!("https://github.com/trunk-rs/trunk/releases/download/v{TRUNK}/trunk-{target}.{suffix}")
        }),
        // Without TLS, which Trunk wants for downloads only.
        options: &["--locked", "--no-default-features"],
        optimization: "0",
        estimate: Duration::from_secs(190),
    }
}

fn wasm_bindgen_cli(version: &str) -> Tool {
    let libc = if cfg!(target_arch = "x86_64") {
        "musl"
    } else {
        "gnu"
    };
    Tool {
        krate: "wasm-bindgen-cli",
        version: version.to_owned(),
        executables: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        archive: install::target(libc).map(|target| {
            format!(
                "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/wasm-bindgen-{version}-{target}.tar.gz"
            )
        }),
        options: &[],
        // It rewrites megabytes of WebAssembly in every build.
        optimization: "1",
        estimate: Duration::from_secs(125),
    }
}

/// Adds Rust's target for browsers.
pub(crate) fn ensure_wasm_target(sh: &Shell) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    if sh.path_exists(format!("{sysroot}/lib/rustlib/{TARGET}")) {
        return Ok(());
    }
    println!("Adding Rust's {TARGET} target.");
    cmd!(sh, "rustup target add {TARGET}")
        .run()
        .context("install Rust from https://rustup.rs, or your distribution's Rust for WebAssembly")
}

/// Version of the crate wasm-bindgen, which its command line must match exactly.
fn wasm_bindgen_version(lock: &str) -> Result<String> {
    let version = lock
        .split("[[package]]")
        .find(|package| {
            package
                .lines()
                .any(|line| line == r#"name = "wasm-bindgen""#)
        })
        .and_then(|package| {
            package
                .lines()
                .find_map(|line| line.strip_prefix("version = "))
        });
    match version {
        Some(version) => Ok(version.trim_matches('"').to_owned()),
        None => bail!("Cargo.lock has no wasm-bindgen; run `cargo generate-lockfile`"),
    }
}

#[cfg(test)]
mod tests {
    use super::wasm_bindgen_version;

    #[test]
    fn the_version_of_wasm_bindgen_is_the_locked_one() {
        let lock = r#"
[[package]]
name = "wasm-bindgen-futures"
version = "0.4.50"
dependencies = [
 "wasm-bindgen",
]

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
"#;
        assert_eq!(wasm_bindgen_version(lock).ok().as_deref(), Some("0.2.130"));
        assert!(wasm_bindgen_version("").is_err());
    }
}
