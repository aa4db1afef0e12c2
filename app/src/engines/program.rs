//! Programs that run in a worker of this browser, and their messages.

use js_sys::{Array, Uint8Array};
use protocol::{Request, TractRequest, encode};
use recognizer::PixelConvention;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response, Worker, WorkerOptions, WorkerType, window};

use crate::settings::BrowserEngine;

/// Address of the committed model, beside the page.
const COMMITTED_MODEL: &str = "./digits.onnx";

/// A program that classifies digit images.
#[derive(Clone)]
pub(crate) enum Program {
    /// The committed model, compiled.
    Compiled,
    /// tract with the committed model.
    Tract,
    /// tract with the user's own model and its pixel convention.
    Own(Blob, PixelConvention),
}

impl From<BrowserEngine> for Program {
    fn from(engine: BrowserEngine) -> Self {
        match engine {
            BrowserEngine::Compiled => Self::Compiled,
            BrowserEngine::Tract => Self::Tract,
        }
    }
}

impl Program {
    /// Spawns a worker that runs it.
    pub(super) fn start(&self) -> Result<Worker, JsValue> {
        let script = match self {
            Self::Compiled => "./engine.js",
            Self::Tract | Self::Own(..) => "./tract-engine.js",
        };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        Worker::new_with_options(script, &options)
    }

    /// Message with this request.
    pub(super) fn request(&self, request: Request) -> JsValue {
        match self {
            Self::Compiled => bytes(&encode(&request)).into(),
            Self::Tract | Self::Own(..) => tract_message(&TractRequest::Classify(request)),
        }
    }

    /// Message with the model to load.
    pub(super) async fn model(self) -> Result<JsValue, JsValue> {
        let (file, convention) = match self {
            Self::Own(file, convention) => (file, convention),
            Self::Compiled | Self::Tract => (committed_model().await?, PixelConvention::default()),
        };
        let load = bytes(&encode(&TractRequest::Load(convention)));
        Ok(Array::of2(&load, &file).into())
    }
}

/// Message for a worker that runs tract.
pub(super) fn tract_message(request: &TractRequest) -> JsValue {
    Array::of1(&bytes(&encode(request))).into()
}

fn bytes(encoded: &[u8]) -> Uint8Array {
    Uint8Array::from(encoded)
}

async fn committed_model() -> Result<Blob, JsValue> {
    let window = window().ok_or("there is no window")?;
    let response = JsFuture::from(window.fetch_with_str(COMMITTED_MODEL)).await?;
    let response: Response = response.unchecked_into();
    if !response.ok() {
        return Err(format!("{COMMITTED_MODEL}: {}", response.status()).into());
    }
    Ok(JsFuture::from(response.blob()?).await?.unchecked_into())
}
