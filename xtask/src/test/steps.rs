//! The steps of `cargo xtask test`, one function each.

use super::triton;
use crate::browser::{self, Browser};
use crate::{npm, page, tools, training, workspace};
use anyhow::{Context, Result};
use std::env::consts::OS;
use std::fmt;
use std::path::PathBuf;
use std::thread::available_parallelism;
use xshell::{Shell, cmd};

/// Maximum number of browsers at once: more need more memory than many machines have.
const MAX_BROWSERS: usize = 8;

pub(crate) struct Settings {
    /// Shell in the repository's root.
    pub(crate) sh: Shell,
    /// Folder with the data sets.
    pub(crate) data: Option<PathBuf>,
    /// Whether the steps were named on the command line: these run all their tests, however long that takes.
    pub(crate) is_exhaustive: bool,
}

pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// Summary in one line.
    pub(crate) summary: &'static str,
    /// The step that must pass before it.
    pub(crate) needs: Option<&'static str>,
    pub(crate) run: fn(&Settings) -> Result<Outcome>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Outcome {
    Passed,
    Failed,
    /// With the reason and the remedy.
    Skipped(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => formatter.write_str("passed"),
            Self::Failed => formatter.write_str("FAILED"),
            Self::Skipped(reason) => write!(formatter, "skipped: {reason}"),
        }
    }
}

pub(crate) static INKLING: [Step; 14] = [
    Step {
        name: "format",
        summary: "Rust is formatted",
        needs: None,
        run: format,
    },
    Step {
        name: "lint",
        summary: "clippy finds nothing",
        needs: None,
        run: lint,
    },
    Step {
        name: "lint-web",
        summary: "clippy finds nothing in the crates for the browser",
        needs: None,
        run: lint_web,
    },
    Step {
        name: "scripts",
        summary: "scripts and styles are formatted, linted and typed",
        needs: None,
        run: check_scripts,
    },
    Step {
        name: "docs",
        summary: "rustdoc finds nothing",
        needs: None,
        run: document,
    },
    Step {
        name: "licenses",
        summary: "licenses and sources of the dependencies are allowed",
        needs: None,
        run: check_licenses,
    },
    Step {
        name: "native",
        summary: "native tests",
        needs: None,
        run: native,
    },
    Step {
        name: "wasm",
        summary: "recognizer and network as WebAssembly, in Node.js",
        needs: None,
        run: wasm,
    },
    Step {
        name: "page",
        summary: "the page builds",
        needs: None,
        run: build_page,
    },
    Step {
        name: "e2e",
        summary: "end-to-end tests in Chromium",
        needs: Some("page"),
        run: |settings| e2e(settings, Browser::Chromium),
    },
    Step {
        name: "e2e-firefox",
        summary: "the main tests in Firefox; all of them if this step is named",
        needs: Some("page"),
        run: |settings| e2e(settings, Browser::Firefox),
    },
    Step {
        name: "e2e-webkit",
        summary: "the main tests in WebKit; all of them if this step is named",
        needs: Some("page"),
        run: test_in_webkit,
    },
    Step {
        name: "triton",
        summary: "Triton's client works with the server",
        needs: None,
        run: test_triton_client,
    },
    Step {
        name: "accuracy",
        summary: "the model is as accurate as its card reports",
        needs: None,
        run: accuracy,
    },
];

pub(crate) static TRAINING: [Step; 4] = [
    Step {
        name: "lint",
        summary: "ruff finds nothing",
        needs: None,
        run: lint_training,
    },
    Step {
        name: "format",
        summary: "Python is formatted",
        needs: None,
        run: format_training,
    },
    Step {
        name: "tests",
        summary: "tests of the training",
        needs: None,
        run: test_training,
    },
    Step {
        name: "logits",
        summary: "PyTorch and tract agree on the MNIST test images",
        needs: None,
        run: compare_logits,
    },
];

fn format(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo fmt --all -- --check").run()?;
    Ok(Outcome::Passed)
}

/// In release, as the tests: both share the compiled procedural macros and build scripts.
fn lint(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(
        sh,
        "cargo clippy --release --workspace --all-targets --features e2e/browser -- --deny warnings"
    )
    .run()?;
    Ok(Outcome::Passed)
}

fn lint_web(Settings { sh, .. }: &Settings) -> Result<Outcome> {
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

fn check_scripts(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    let modules = npm::ensure_checkers()?;
    let [biome, tsc] = ["biome", "tsc"].map(|name| npm::program(&modules, name));
    cmd!(sh, "{biome} ci --error-on-warnings").run()?;
    for folder in TYPED {
        cmd!(sh, "{tsc} --project {folder}").run()?;
    }
    Ok(Outcome::Passed)
}

/// In release, as the lints: both share the checked dependencies.
fn document(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo doc --release --workspace --no-deps")
        .env("RUSTDOCFLAGS", "--deny warnings")
        .run()?;
    Ok(Outcome::Passed)
}

/// Without advisories, whose database needs a network and changes daily; the hosted workflow has them.
fn check_licenses(Settings { sh, .. }: &Settings) -> Result<Outcome> {
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
fn native(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo test --release {NATIVE...}").run()?;
    Ok(Outcome::Passed)
}

fn wasm(Settings { sh, .. }: &Settings) -> Result<Outcome> {
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

fn build_page(Settings { sh, .. }: &Settings) -> Result<Outcome> {
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

fn e2e(settings: &Settings, browser: Browser) -> Result<Outcome> {
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

fn test_in_webkit(settings: &Settings) -> Result<Outcome> {
    match OS {
        "linux" => e2e(settings, Browser::WebKit),
        _ => Ok(Outcome::Skipped("WebKitGTK runs on Linux only".into())),
    }
}

fn test_triton_client(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    build_native(sh, "server")?;
    triton::run(sh)?;
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

fn skip_without_data() -> Result<Outcome> {
    let reason = "pass --data DIR (or run `cargo xtask data`)";
    Ok(Outcome::Skipped(reason.to_owned()))
}

fn accuracy(Settings { sh, data, .. }: &Settings) -> Result<Outcome> {
    let Some(data) = data else {
        return skip_without_data();
    };
    let (evaluation, recorded) = (evaluation(sh)?, recorded());
    cmd!(sh, "{evaluation} --data {data} --recorded {recorded}").run()?;
    Ok(Outcome::Passed)
}

/// Figures of the model card.
fn recorded() -> PathBuf {
    workspace::root().join("model/measured.json")
}

fn evaluation(sh: &Shell) -> Result<PathBuf> {
    build_native(sh, "evaluation")?;
    workspace::built("release", "evaluation")
}

fn lint_training(_: &Settings) -> Result<Outcome> {
    let (sh, ruff) = (training::ensure_environment()?, training::program("ruff"));
    cmd!(sh, "{ruff} check").run()?;
    Ok(Outcome::Passed)
}

fn format_training(_: &Settings) -> Result<Outcome> {
    let (sh, ruff) = (training::ensure_environment()?, training::program("ruff"));
    cmd!(sh, "{ruff} format --check").run()?;
    Ok(Outcome::Passed)
}

fn test_training(_: &Settings) -> Result<Outcome> {
    let (sh, python) = (training::ensure_environment()?, training::program("python"));
    cmd!(sh, "{python} -m pytest").run()?;
    Ok(Outcome::Passed)
}

fn compare_logits(Settings { sh, data, .. }: &Settings) -> Result<Outcome> {
    let Some(data) = data else {
        return skip_without_data();
    };
    let (python_sh, python) = (training::ensure_environment()?, training::program("python"));
    let logits = workspace::root().join("target/logits.f32");
    let onnx = workspace::root().join("model/weights/digits.onnx");
    cmd!(
        python_sh,
        "{python} -m inkling_training logits --onnx {onnx} --data {data} --out {logits}"
    )
    .run()?;
    let (evaluation, recorded) = (evaluation(sh)?, recorded());
    cmd!(
        sh,
        "{evaluation} --data {data} --only mnist --logits {logits} --recorded {recorded}"
    )
    .run()?;
    Ok(Outcome::Passed)
}
