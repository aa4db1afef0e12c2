//! Button that chooses a model file.

use leptos::ev::Event;
use leptos::prelude::*;
use recognizer::model::MAX_BYTES;
use web_sys::HtmlInputElement;

use super::OwnModel;

#[component]
pub(super) fn FilePicker(model: OwnModel) -> impl IntoView {
    let choose = move |event: Event| {
        let field: HtmlInputElement = event_target(&event);
        let file = field.files().and_then(|files| files.get(0));
        // Cleared so that choosing the same file again fires another event.
        field.set_value("");
        if let Some(file) = file {
            model.choose(file);
        }
    };
    view! {
        <div class="choose">
            <label class="button">
                {tr!("Choose an ONNX file")}
                <input type="file" accept=".onnx" data-testid="own-model-file" on:change=choose/>
            </label>
            <p class="hint">
                {tr!(
                    "or drop it on the page, to compare it with the built-in model. It takes one \
                     picture, 1×1×28×28 or 1×28×28×1, gives ten logits or probabilities, and has up to \
                     {size} MB. It stays in this browser.",
                    size = MAX_BYTES / 1_000_000
                )}
            </p>
        </div>
    }
}
