//! What the model is.

use super::fresh;
use axum::response::Response;
use compiled::CompiledClassifier;
use protocol::api::{ModelDescription, ModelIdentity, TensorDescription};
use recognizer::{DigitImage, model};
use std::borrow::Cow;

/// What the model is, takes and gives
#[utoipa::path(
    get,
    path = "/api/model",
    tag = "server",
    responses((status = OK, description = "The model", body = ModelDescription))
)]
pub(crate) async fn model() -> Response {
    fresh(description())
}

/// The one description of the model's tensors, for every protocol.
pub(crate) fn description() -> ModelDescription {
    let side = DigitImage::SIDE as i64;
    ModelDescription {
        identity: ModelIdentity::embedded(),
        engine: Cow::Borrowed(CompiledClassifier::NAME),
        parameters: model::PARAMETERS,
        input: tensor("image", "UINT8", vec![-1, 1, side, side]),
        outputs: vec![
            tensor("digit", "INT64", vec![-1]),
            tensor("probabilities", "FP32", vec![-1, 10]),
            tensor("rejection", "FP32", vec![-1]),
        ],
    }
}

fn tensor(name: &'static str, datatype: &'static str, shape: Vec<i64>) -> TensorDescription {
    TensorDescription {
        name: Cow::Borrowed(name),
        datatype: Cow::Borrowed(datatype),
        shape,
    }
}
