//! The steps of `cargo xtask test`.

mod inkling;
mod training;

use crate::browser::Browser;
use anyhow::Result;
use std::fmt;
use std::path::PathBuf;
use xshell::Shell;

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

pub(crate) static INKLING: [Step; 15] = [
    Step {
        name: "format",
        summary: "Rust is formatted",
        needs: None,
        run: inkling::format,
    },
    Step {
        name: "lint",
        summary: "clippy finds nothing",
        needs: None,
        run: inkling::lint,
    },
    Step {
        name: "lint-web",
        summary: "clippy finds nothing in the crates for the browser",
        needs: None,
        run: inkling::lint_web,
    },
    Step {
        name: "scripts",
        summary: "scripts and styles are formatted, linted and typed",
        needs: None,
        run: inkling::check_scripts,
    },
    Step {
        name: "docs",
        summary: "rustdoc finds nothing",
        needs: None,
        run: inkling::document,
    },
    Step {
        name: "licenses",
        summary: "licenses and sources of the dependencies are allowed",
        needs: None,
        run: inkling::check_licenses,
    },
    Step {
        name: "native",
        summary: "native tests",
        needs: None,
        run: inkling::native,
    },
    Step {
        name: "wasm",
        summary: "recognizer and network as WebAssembly, in Node.js",
        needs: None,
        run: inkling::wasm,
    },
    Step {
        name: "page",
        summary: "the page builds",
        needs: None,
        run: inkling::build_page,
    },
    Step {
        name: "e2e",
        summary: "end-to-end tests in Chromium",
        needs: Some("page"),
        run: |settings| inkling::e2e(settings, Browser::Chromium),
    },
    Step {
        name: "e2e-firefox",
        summary: "the main tests in Firefox; all of them if this step is named",
        needs: Some("page"),
        run: |settings| inkling::e2e(settings, Browser::Firefox),
    },
    Step {
        name: "e2e-webkit",
        summary: "the main tests in WebKit; all of them if this step is named",
        needs: Some("page"),
        run: inkling::test_in_webkit,
    },
    Step {
        name: "triton",
        summary: "Triton's client works with the server",
        needs: None,
        run: inkling::test_triton_client,
    },
    Step {
        name: "openapi",
        summary: "a client generated from the API's document works",
        needs: None,
        run: inkling::test_openapi_document,
    },
    Step {
        name: "accuracy",
        summary: "the model is as accurate as its card reports",
        needs: None,
        run: inkling::accuracy,
    },
];

pub(crate) static TRAINING: [Step; 4] = [
    Step {
        name: "lint",
        summary: "ruff finds nothing",
        needs: None,
        run: training::lint,
    },
    Step {
        name: "format",
        summary: "Python is formatted",
        needs: None,
        run: training::format,
    },
    Step {
        name: "tests",
        summary: "tests of the training",
        needs: None,
        run: training::test,
    },
    Step {
        name: "logits",
        summary: "PyTorch and tract agree on the MNIST test images",
        needs: None,
        run: training::compare_logits,
    },
];
