//! Where the page comes from, which model it runs, and what it does with drawings.

use leptos::prelude::*;
use recognizer::model;

use super::server_panel::privacy;
use crate::session::Session;

const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

#[component]
pub(super) fn Footer(session: Session) -> impl IntoView {
    view! {
        <footer>
            <p>{move || privacy(session)}</p>
            <p>
                {tr!("Model")} " "
                <span
                    dir="ltr"
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
