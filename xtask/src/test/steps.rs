//! The checks, one function each.

use super::triton;
use crate::browser::{self, Browser};
use crate::{npm, page, tools, training, workspace};
use anyhow::{Context, Result};
use std::env::consts::OS;
use std::fmt;
use std::path::PathBuf;
use std::thread::available_parallelism;
use xshell::{Shell, cmd};

/// More browsers at once take more memory than many machines have.
const MOST_BROWSERS: usize = 8;

pub(crate) struct Settings {
    /// In the repository.
    pub(crate) sh: Shell,
    /// Folder with the data sets.
    pub(crate) data: Option<PathBuf>,
    /// Whether somebody has named steps: then each is done whole, however long it takes.
    pub(crate) is_whole: bool,
}

pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// What it does, in one line.
    pub(crate) does: &'static str,
    /// The step that must pass before it.
    pub(crate) needs: Option<&'static str>,
    pub(crate) run: fn(&Settings) -> Result<Outcome>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Outcome {
    Passed,
    Failed,
    /// Why, and what to do about it.
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

pub(crate) static INKLING: [Step; 11] = [
    Step {
        name: "format",
        does: "Rust is formatted",
        needs: None,
        run: format,
    },
    Step {
        name: "lint",
        does: "clippy has nothing to say",
        needs: None,
        run: lint,
    },
    Step {
        name: "lint-web",
        does: "clippy on what the browser runs",
        needs: None,
        run: lint_web,
    },
    Step {
        name: "native",
        does: "tests on this machine",
        needs: None,
        run: native,
    },
    Step {
        name: "wasm",
        does: "the recognizer and the compiled network as WebAssembly, in Node.js",
        needs: None,
        run: wasm,
    },
    Step {
        name: "page",
        does: "the page builds",
        needs: None,
        run: build_page,
    },
    Step {
        name: "e2e",
        does: "tests of the page in Chromium",
        needs: Some("page"),
        run: |settings| e2e(settings, Browser::Chromium),
    },
    Step {
        name: "e2e-firefox",
        does: "the same in Firefox; by itself all of it, with other steps the most important",
        needs: Some("page"),
        run: |settings| e2e(settings, Browser::Firefox),
    },
    Step {
        name: "e2e-webkit",
        does: "the same in WebKit; by itself all of it, with other steps the most important",
        needs: Some("page"),
        run: test_in_webkit,
    },
    Step {
        name: "triton",
        does: "Triton's own client speaks to the server",
        needs: None,
        run: speak_triton,
    },
    Step {
        name: "accuracy",
        does: "the model is as good as it was",
        needs: None,
        run: accuracy,
    },
];

pub(crate) static TRAINING: [Step; 4] = [
    Step {
        name: "lint",
        does: "ruff has nothing to say",
        needs: None,
        run: lint_training,
    },
    Step {
        name: "format",
        does: "Python is formatted",
        needs: None,
        run: format_training,
    },
    Step {
        name: "tests",
        does: "the training's tests",
        needs: None,
        run: test_training,
    },
    Step {
        name: "logits",
        does: "PyTorch and tract agree on the MNIST test images",
        needs: None,
        run: compare_logits,
    },
];

fn format(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo fmt --all -- --check").run()?;
    Ok(Outcome::Passed)
}

/// In release, as the tests: procedural macros and build scripts are compiled once for both.
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
        "protocol",
    ])
    .args(["--", "--deny", "warnings"])
    .run()?;
    Ok(Outcome::Passed)
}

/// What runs on this machine. Cargo compiles a dependency once for each set of packages that wants
/// other features of it, so the steps name the same set.
const NATIVE: [&str; 5] = [
    "--workspace",
    "--exclude",
    "worker",
    "--exclude",
    "tract-worker",
];

/// In release: inference is slow otherwise.
fn native(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    cmd!(sh, "cargo test --release {NATIVE...}").run()?;
    Ok(Outcome::Passed)
}

fn wasm(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    tools::ensure(sh)?;
    tools::version(sh, "node")
        .context("these tests run in Node.js; install it from https://nodejs.org")?;
    // With the worker, whose features the page is built with: the dependencies are compiled once.
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

/// What people come for; the other tests differ little from one browser to the next.
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
    let Settings { sh, is_whole, .. } = settings;
    let tests: &[&str] = match browser {
        Browser::Firefox | Browser::WebKit if !is_whole => &MAIN_TESTS,
        _ => &[],
    };
    let driver = browser::ensure(sh, browser)?;
    // Most of the time a browser waits for the next frame.
    let at_once = (2 * available_parallelism()?.get())
        .min(MOST_BROWSERS)
        .to_string();
    cmd!(
        sh,
        "cargo test --release {NATIVE...} --features e2e/browser --test e2e -- --test-threads {at_once} {tests...}"
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

fn speak_triton(Settings { sh, .. }: &Settings) -> Result<Outcome> {
    build_native(sh)?;
    triton::run(sh)?;
    Ok(Outcome::Passed)
}

/// The programs, compiled with what the tests compiled.
fn build_native(sh: &Shell) -> Result<()> {
    cmd!(sh, "cargo build --release {NATIVE...} --bins --tests").run()?;
    Ok(())
}

fn without_data() -> Result<Outcome> {
    let reason = "pass --data DIR (or run `cargo xtask data`)";
    Ok(Outcome::Skipped(reason.to_owned()))
}

fn accuracy(Settings { sh, data, .. }: &Settings) -> Result<Outcome> {
    let Some(data) = data else {
        return without_data();
    };
    let (evaluation, recorded) = (evaluation(sh)?, recorded());
    cmd!(sh, "{evaluation} --data {data} --recorded {recorded}").run()?;
    Ok(Outcome::Passed)
}

/// The figures that the model card tells.
fn recorded() -> PathBuf {
    workspace::root().join("model/measured.json")
}

fn evaluation(sh: &Shell) -> Result<PathBuf> {
    build_native(sh)?;
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
        return without_data();
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
