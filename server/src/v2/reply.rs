//! What is answered: the outputs that were wanted, in JSON or in binary.

use super::HEADER_LENGTH;
use super::request::Wanted;
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

/// What the model says.
#[derive(Serialize, ToSchema)]
pub(crate) struct InferResponse {
    /// `digits`, unless the server was started with `--model`.
    #[schema(value_type = String)]
    model_name: Cow<'static, str>,
    /// Its version.
    #[schema(value_type = String)]
    model_version: Cow<'static, str>,
    /// As in the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Those that were wanted.
    outputs: Vec<OutputTensor>,
}

/// What the model says about each image.
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
    parameters: Option<ReplyParameters>,
    /// The numbers, row by row; left out if they follow in binary.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<f32>>)]
    data: Option<Numbers>,
}

#[derive(Serialize, ToSchema)]
struct ReplyParameters {
    /// Bytes after the JSON that are this tensor, little-endian.
    binary_data_size: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Numbers {
    Int64(Vec<i64>),
    Fp32(Vec<f32>),
}

/// The answer with what the network says about each image; nothing about blank ones.
pub(super) fn reply(
    model: &ModelIdentity,
    id: Option<String>,
    wanted: &[Wanted],
    predictions: &[Option<Prediction>],
) -> Result<Response, ApiError> {
    let mut binary = Vec::new();
    let known = description().outputs;
    let tensor = |wanted: &Wanted| {
        let tensor = OutputTensor::of(known[wanted.index].clone(), predictions);
        match wanted.is_binary {
            true => tensor.moved_to(&mut binary),
            false => tensor,
        }
    };
    let outputs = wanted.iter().map(tensor).collect();
    let response = InferResponse {
        model_name: model.name.clone(),
        model_version: model.version.clone(),
        id,
        outputs,
    };
    match wanted.iter().any(|wanted| wanted.is_binary) {
        true => with_binary(&response, &binary),
        false => Ok(Json(response).into_response()),
    }
}

fn with_binary(response: &InferResponse, binary: &[u8]) -> Result<Response, ApiError> {
    let json = serde_json::to_vec(response);
    let mut body = json.map_err(|error| ApiError::Internal(error.to_string()))?;
    let length = HeaderValue::from(body.len());
    body.extend_from_slice(binary);
    let kind = HeaderValue::from_static("application/octet-stream");
    Ok(([(CONTENT_TYPE, kind), (HEADER_LENGTH, length)], body).into_response())
}

impl OutputTensor {
    fn of(known: TensorDescription, predictions: &[Option<Prediction>]) -> Self {
        let data = Numbers::of(&known.name, predictions);
        let count = predictions.len() as i64;
        let axes = known.shape.into_iter();
        Self {
            name: known.name,
            datatype: known.datatype,
            shape: axes
                .map(|axis| if axis < 0 { count } else { axis })
                .collect(),
            parameters: None,
            data: Some(data),
        }
    }

    fn moved_to(mut self, binary: &mut Vec<u8>) -> Self {
        let start = binary.len();
        match self.data.take() {
            Some(Numbers::Int64(data)) => {
                binary.extend(data.into_iter().flat_map(i64::to_le_bytes))
            }
            Some(Numbers::Fp32(data)) => binary.extend(data.into_iter().flat_map(f32::to_le_bytes)),
            None => {}
        }
        self.parameters = Some(ReplyParameters {
            binary_data_size: binary.len() - start,
        });
        self
    }
}

impl Numbers {
    /// Blank images have no prediction, and tensors no null: the digit is -1, the probabilities
    /// are 0, and the rejection is 1.
    fn of(output: &str, predictions: &[Option<Prediction>]) -> Self {
        let each = predictions.iter().map(Option::as_ref);
        match output {
            "digit" => {
                let digits = each.map(|it| it.map_or(-1, |it| i64::from(it.top1())));
                Self::Int64(digits.collect())
            }
            "probabilities" => {
                let rows = each.flat_map(|it| it.map_or([0.0; 10], |it| *it.probabilities()));
                Self::Fp32(rows.collect())
            }
            _ => Self::Fp32(
                each.map(|it| it.map_or(1.0, Prediction::rejection))
                    .collect(),
            ),
        }
    }
}
