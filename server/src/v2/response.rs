//! Inference responses: the requested outputs, as JSON or binary.

use super::HEADER_LENGTH;
use super::request::{RequestId, SelectedOutput};
use super::schema;
use crate::api::description;
use crate::error::ApiError;
use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use protocol::api::{ModelIdentity, TensorDescription};
use recognizer::Prediction;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// Inference response.
#[derive(Serialize, ToSchema)]
pub(crate) struct InferResponse {
    /// Name of the model: `digits`, unless the server was started with `--model`.
    #[schema(value_type = String)]
    model_name: Cow<'static, str>,
    /// Version of the model.
    #[schema(value_type = String)]
    model_version: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::response_id)]
    id: Option<RequestId>,
    /// Requested outputs.
    outputs: Vec<OutputTensor>,
}

/// Output tensor, with one row per image.
#[derive(Serialize, ToSchema)]
struct OutputTensor {
    /// `digit`, `probabilities` or `rejection`.
    #[schema(value_type = String)]
    name: Cow<'static, str>,
    /// INT64 or FP32.
    #[schema(value_type = String)]
    datatype: Cow<'static, str>,
    /// `[N]` or `[N, 10]`.
    shape: Vec<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<OutputTensorParameters>,
    /// Values in row-major order; absent if they follow as binary.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<f32>>)]
    data: Option<OutputData>,
}

#[derive(Serialize, ToSchema)]
struct OutputTensorParameters {
    /// Bytes of this tensor after the JSON, little-endian.
    binary_data_size: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OutputData {
    Int64(Vec<i64>),
    Fp32(Vec<f32>),
}

/// Builds the response with the selected outputs of these predictions, `None` for blank images.
pub(super) fn infer_response(
    model: &ModelIdentity,
    id: Option<RequestId>,
    selected: &[SelectedOutput],
    predictions: &[Option<Prediction>],
) -> Result<Response, ApiError> {
    let mut binary = Vec::new();
    let descriptions = description().outputs;
    let tensor = |output: &SelectedOutput| {
        let tensor = OutputTensor::new(descriptions[output.index].clone(), predictions);
        if output.is_binary {
            tensor.move_data_to(&mut binary)
        } else {
            tensor
        }
    };
    let outputs = selected.iter().map(tensor).collect();
    let response = InferResponse {
        model_name: model.name.clone(),
        model_version: model.version.clone(),
        id,
        outputs,
    };
    if selected.iter().any(|output| output.is_binary) {
        with_binary(&response, &binary)
    } else {
        Ok(Json(response).into_response())
    }
}

fn with_binary(response: &InferResponse, binary: &[u8]) -> Result<Response, ApiError> {
    let json = serde_json::to_vec(response);
    let mut body = json.map_err(|error| ApiError::Internal(error.to_string()))?;
    let length = HeaderValue::from(body.len());
    body.extend_from_slice(binary);
    let content_type = HeaderValue::from_static("application/octet-stream");
    let headers = [(CONTENT_TYPE, content_type), (HEADER_LENGTH, length)];
    Ok((headers, body).into_response())
}

impl OutputTensor {
    fn new(description: TensorDescription, predictions: &[Option<Prediction>]) -> Self {
        let data = OutputData::new(&description.name, predictions);
        let count = predictions.len() as i64;
        let axes = description.shape.into_iter();
        Self {
            name: description.name,
            datatype: description.datatype,
            shape: axes
                .map(|axis| if axis < 0 { count } else { axis })
                .collect(),
            parameters: None,
            data: Some(data),
        }
    }

    fn move_data_to(mut self, binary: &mut Vec<u8>) -> Self {
        let start = binary.len();
        match self.data.take() {
            Some(OutputData::Int64(data)) => {
                binary.extend(data.into_iter().flat_map(i64::to_le_bytes));
            }
            Some(OutputData::Fp32(data)) => {
                binary.extend(data.into_iter().flat_map(f32::to_le_bytes));
            }
            None => {}
        }
        self.parameters = Some(OutputTensorParameters {
            binary_data_size: binary.len() - start,
        });
        self
    }
}

impl OutputData {
    /// Values of the output with this name. Tensors have no null, so a blank image has the digit
    /// -1, probabilities of 0 and the rejection 1.
    fn new(output: &str, predictions: &[Option<Prediction>]) -> Self {
        let predictions = predictions.iter().map(Option::as_ref);
        match output {
            "digit" => {
                let digits = predictions.map(|it| it.map_or(-1, |it| i64::from(it.top1())));
                Self::Int64(digits.collect())
            }
            "probabilities" => {
                let rows =
                    predictions.flat_map(|it| it.map_or([0.0; 10], |it| *it.probabilities()));
                Self::Fp32(rows.collect())
            }
            _ => {
                let rejections = predictions.map(|it| it.map_or(1.0, Prediction::rejection));
                Self::Fp32(rejections.collect())
            }
        }
    }
}
