//! Model description.

use super::uncached;
use crate::AppState;
use axum::extract::State;
use axum::response::Response;
use digits_net::CompiledClassifier;
use protocol::api::{ModelDescription, ModelIdentity, TensorDescription};
use recognizer::{DigitImage, model};
use std::borrow::Cow;
use std::sync::Arc;

/// Model, its input and its outputs
#[utoipa::path(
    get,
    path = "/api/model",
    tag = "server",
    responses((status = OK, description = "The model", body = ModelDescription))
)]
pub(crate) async fn model(State(state): State<Arc<AppState>>) -> Response {
    let served = state.model.clone();
    uncached(ModelDescription {
        identity: served.identity,
        parameters: served.parameters,
        engine: Cow::Borrowed(served.engine),
        ..description()
    })
}

/// Description of the built-in model; its input and outputs hold for every model and protocol.
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
