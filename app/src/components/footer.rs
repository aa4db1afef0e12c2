//! Where the page comes from, which model it runs, and what it does with drawings.

use leptos::prelude::*;
use recognizer::model;

const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

#[component]
pub(super) fn Footer() -> impl IntoView {
    view! {
        <footer>
            <p>"Nothing you draw leaves this browser."</p>
            <p>
                "Model "
                <span title=format!("SHA-256 of digits.onnx: {}", model::FINGERPRINT)>
                    {format!("{} {}, ", model::NAME, model::VERSION)}
                    <code data-testid="model-fingerprint">{model::FINGERPRINT}</code>
                </span>
            </p>
            <p>
                <a href=SOURCE>"Source code"</a>
            </p>
        </footer>
    }
}
