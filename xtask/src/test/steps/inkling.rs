//! Steps of the page, the server and the model, one function each.

use super::{Outcome, Settings};
use crate::browser::{self, Browser};
use crate::test::clients;
use crate::{npm, page, tools, workspace};
use anyhow::{Context, Result};
use std::env::consts::OS;
use std::path::PathBuf;
use std::thread::available_parallelism;
use xshell::{Shell, cmd};

/// Maximum number of browsers at once: more need more memory than many machines have.
const MAX_BROWSERS: usize = 8;

pub(super) fn format(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo fmt --all -- --check").run()?;
    Ok(Outcome::Passed)
}

/// In release, as the tests: both share the compiled procedural macros and build scripts.
pub(super) fn lint(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(
        sh,
        "cargo clippy --release --workspace --all-targets --features e2e/browser -- --deny warnings"
    )
    .run()?;
    Ok(Outcome::Passed)
}

pub(super) fn lint_web(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    tools::ensure_wasm_target(sh)?;
    cmd!(
        sh,
        "cargo clippy --profile web --target wasm32-unknown-unknown"
    )
    .args([
        "--package",
        "app",
        "--package",
        "worker",
        "--package",
        "tract-worker",
        "--package",
        "scanner",
        "--package",
        "protocol",
    ])
    .args(["--", "--deny", "warnings"])
    .run()?;
    Ok(Outcome::Passed)
}

/// Folders with a `tsconfig.json`.
const TYPED: [&str; 3] = ["app/scripts", "bench/web", "xtask/src/page"];

pub(super) fn check_scripts(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    let modules = npm::ensure_checkers()?;
    let [biome, tsc] = ["biome", "tsc"].map(|name| npm::program(&modules, name));
    cmd!(sh, "{biome} ci --error-on-warnings").run()?;
    for folder in TYPED {
        cmd!(sh, "{tsc} --project {folder}").run()?;
    }
    Ok(Outcome::Passed)
}

/// In release, as the lints: both share the checked dependencies.
pub(super) fn document(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo doc --release --workspace --no-deps")
        .env("RUSTDOCFLAGS", "--deny warnings")
        .run()?;
    Ok(Outcome::Passed)
}

/// Without advisories, whose database needs a network and changes daily; the hosted workflow has them.
pub(super) fn check_licenses(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    tools::ensure_cargo_deny(sh)?;
    cmd!(sh, "cargo-deny check licenses bans sources").run()?;
    Ok(Outcome::Passed)
}

/// Packages that run natively. The steps share one set: Cargo compiles a dependency again for each set
/// with other features.
const NATIVE: [&str; 5] = [
    "--workspace",
    "--exclude",
    "worker",
    "--exclude",
    "tract-worker",
];

/// In release: inference is slow in debug builds.
pub(super) fn native(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo test --release {NATIVE...}").run()?;
    Ok(Outcome::Passed)
}

pub(super) fn wasm(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    tools::ensure(sh)?;
    tools::version(sh, "node")
        .context("these tests need Node.js: install it from https://nodejs.org")?;
    // The worker unifies features with the page's build: the dependencies are compiled once.
    cmd!(
        sh,
        "cargo test --profile web --target wasm32-unknown-unknown --package recognizer --package digits-net --package worker --test golden --test own_models --test agreement"
    )
    .env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    )
    .run()?;
    Ok(Outcome::Passed)
}

pub(super) fn build_page(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    page::ensure(sh)?;
    Ok(Outcome::Passed)
}

/// Tests of the main features; the others differ little between browsers.
const MAIN_TESTS: [&str; 8] = [
    "clearing::",
    "history::",
    "keyboard::",
    "numbers::",
    "pictures::",
    "pixel_grid::",
    "rejection::",
    "selection::",
];

pub(super) fn e2e(settings: &Settings, browser: Browser) -> Result<Outcome> {
    let Settings {
        sh, is_exhaustive, ..
    } = settings;
    let tests: &[&str] = match browser {
        Browser::Firefox | Browser::WebKit if !is_exhaustive => &MAIN_TESTS,
        _ => &[],
    };
    let driver = browser::ensure(sh, browser)?;
    // Browsers wait for the next frame most of the time.
    let threads = (2 * available_parallelism()?.get())
        .min(MAX_BROWSERS)
        .to_string();
    cmd!(
        sh,
        "cargo test --release {NATIVE...} --features e2e/browser --test e2e -- --test-threads {threads} {tests...}"
    )
    .env(
        "INKLING_AXE",
        npm::ensure_page_tools()?.join("axe-core/axe.min.js"),
    )
    .env("INKLING_BROWSER", browser.name())
    .env(browser.driver_variable(), driver)
    .env("INKLING_DIST", workspace::dist())
    .run()?;
    Ok(Outcome::Passed)
}

pub(super) fn test_in_webkit(settings: &Settings) -> Result<Outcome> {
    match OS {
        "linux" => e2e(settings, Browser::WebKit),
        _ => Ok(Outcome::Skipped("WebKitGTK runs on Linux only".into())),
    }
}

pub(super) fn test_triton_client(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    build_native(sh, "server")?;
    clients::run(sh, "triton")?;
    Ok(Outcome::Passed)
}

pub(super) fn test_openapi_document(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    build_native(sh, "server")?;
    clients::run(sh, "openapi")?;
    Ok(Outcome::Passed)
}

/// Builds one executable and what it needs. A small test goes along: without one, Cargo would leave out the
/// features of dev-dependencies and compile tract again.
fn build_native(sh: &Shell, executable: &str) -> Result<()> {
    cmd!(
        sh,
        "cargo build --release {NATIVE...} --bin {executable} --test golden"
    )
    .run()?;
    Ok(())
}

pub(super) fn skip_without_data() -> Result<Outcome> {
    let reason = "pass --data DIR (or run `cargo xtask data`)";
    Ok(Outcome::Skipped(reason.to_owned()))
}

pub(super) fn accuracy(Settings { sh, data, .. }: &Settings) -> Result<Outcome> {
    let Some(data) = data else {
        return skip_without_data();
    };
    let (evaluation, recorded) = (evaluation(sh)?, recorded());
    cmd!(sh, "{evaluation} --data {data} --recorded {recorded}").run()?;
    Ok(Outcome::Passed)
}

/// Figures of the model card.
pub(super) fn recorded() -> PathBuf {
    workspace::root().join("model/measured.json")
}

pub(super) fn evaluation(sh: &Shell) -> Result<PathBuf> {
    build_native(sh, "evaluation")?;
    workspace::built("release", "evaluation")
}
