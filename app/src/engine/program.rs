//! What runs in a worker of this browser, and how it is spoken to.

use js_sys::{Array, Uint8Array};
use protocol::{Request, TractRequest, encode};
use recognizer::PixelConvention;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response, Worker, WorkerOptions, WorkerType, window};

/// The committed model, beside the page.
const COMMITTED: &str = "./digits.onnx";

/// A program that classifies digit images.
#[derive(Clone)]
pub(crate) enum Program {
    /// The committed model as Rust.
    Compiled,
    /// tract with the committed model.
    Tract,
    /// tract with somebody's own model, which wants its pixels so.
    Own(Blob, PixelConvention),
}

impl Program {
    /// A worker that runs it, once it has come.
    pub(super) fn start(&self) -> Result<Worker, JsValue> {
        let script = match self {
            Self::Compiled => "./engine.js",
            Self::Tract | Self::Own(..) => "./tract-engine.js",
        };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        Worker::new_with_options(script, &options)
    }

    /// The message that asks it.
    pub(super) fn question(&self, request: Request) -> JsValue {
        match self {
            Self::Compiled => bytes(&encode(&request)).into(),
            Self::Tract | Self::Own(..) => message(&TractRequest::Classify(request)),
        }
    }

    /// The message that gives it the model it needs.
    pub(super) async fn model(self) -> Result<JsValue, JsValue> {
        let (file, convention) = match self {
            Self::Own(file, convention) => (file, convention),
            Self::Compiled | Self::Tract => (committed().await?, PixelConvention::default()),
        };
        let load = bytes(&encode(&TractRequest::Load(convention)));
        Ok(Array::of2(&load, &file).into())
    }
}

/// A message to the worker that runs any model.
pub(super) fn message(request: &TractRequest) -> JsValue {
    Array::of1(&bytes(&encode(request))).into()
}

fn bytes(encoded: &[u8]) -> Uint8Array {
    Uint8Array::from(encoded)
}

async fn committed() -> Result<Blob, JsValue> {
    let window = window().ok_or("there is no window")?;
    let response = JsFuture::from(window.fetch_with_str(COMMITTED)).await?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return Err(format!("{COMMITTED}: {}", response.status()).into());
    }
    Ok(JsFuture::from(response.blob()?).await?.unchecked_into())
}
