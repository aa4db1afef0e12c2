//! Web Worker that runs the user's own ONNX model under tract: requests the model, then handles
//! message by message.

use std::cell::RefCell;

use js_sys::Array;
use protocol::{Request, Response, TractRequest};
use recognizer::{
    Classifier, ClassifyError, ModelError, PixelConvention, TractClassifier, check_model_size,
    model, preprocess,
};
use synthetic_ink::labeled;
use wasm_bindgen::{JsCast, JsValue, throw_str};
use web_sys::Blob;

fn main() {
    let loaded = RefCell::new(None);
    worker_runtime::listen(move |message| {
        // Encoded request and, for `Load`, the model file.
        let message: Array = message.unchecked_into();
        let file = message.get(1).dyn_into().ok();
        let response = match worker_runtime::decode_message(&message.get(0)) {
            TractRequest::Load(convention) => load(&loaded, file, convention),
            TractRequest::Classify(request) => classify(loaded.borrow().as_ref(), request),
            TractRequest::Draw(count) => draw(count),
        };
        worker_runtime::post(&response);
    });
    worker_runtime::post(&Response::NeedsModel);
}

fn load(
    loaded: &RefCell<Option<TractClassifier>>,
    file: Option<Blob>,
    convention: PixelConvention,
) -> Response {
    // Dropped first: there may not be memory for two models.
    loaded.replace(None);
    // A page of another build may send no file; on the error event it reloads the worker.
    let file = file.unwrap_or_else(|| throw_str("the message has no model file"));
    match read_model(&file).and_then(|onnx| Ok(TractClassifier::load(&onnx, convention)?)) {
        Ok(classifier) => {
            loaded.replace(Some(classifier));
            let engine = model::ENGINE.to_owned();
            Response::Ready { engine }
        }
        Err(error) => Response::Failed(error),
    }
}

fn read_model(file: &Blob) -> Result<Vec<u8>, ClassifyError> {
    check_model_size(file.size() as u64)?;
    let unreadable = |_: JsValue| {
        let reason = "the browser cannot read the file any more".to_owned();
        ModelError::Damaged(reason)
    };
    Ok(worker_runtime::read_file(file).map_err(unreadable)?)
}

fn classify(loaded: Option<&TractClassifier>, request: Request) -> Response {
    let Request { id, images } = request;
    let start = worker_runtime::now();
    let not_loaded = || ClassifyError::Model("no model is loaded".to_owned());
    let result = loaded
        .ok_or_else(not_loaded)
        .and_then(|classifier| classifier.classify(&images));
    Response::Predictions {
        id,
        result,
        inference_ms: worker_runtime::now() - start,
    }
}

fn draw(count: u32) -> Response {
    let digits = (0..u64::from(count)).filter_map(|seed| {
        let (digit, drawing) = labeled(seed);
        Some((digit, preprocess(&drawing)?))
    });
    Response::Drawn(digits.collect())
}
