//! Privacy, model and source code of the page.

use leptos::prelude::*;
use recognizer::model;

use crate::engines::{Engines, privacy};

const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

#[component]
pub(super) fn Footer(engines: Engines) -> impl IntoView {
    view! {
        <footer>
            <p>{move || privacy(engines)}</p>
            <p>
                {tr!("Model")} " "
                <span
                    dir="ltr"
                    translate="no"
                    title=tr!("SHA-256 of digits.onnx: {hash}", hash = model::FINGERPRINT)
                >
                    {format!("{} {}, ", model::NAME, model::VERSION)}
                    <code data-testid="model-fingerprint">{model::FINGERPRINT}</code>
                </span>
            </p>
            <p>
                <a href=SOURCE>{tr!("Source code")}</a>
            </p>
        </footer>
    }
}
