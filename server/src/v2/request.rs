//! Inference requests: the tensor of images, and the requested outputs.

use super::schema;
use super::tensor::TensorData;
use crate::api::description;
use crate::body;
use crate::error::ApiError;
use protocol::api::MAX_BATCH;
use recognizer::DigitImage;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::Number;
use utoipa::ToSchema;

/// Inference request.
#[derive(Deserialize, ToSchema)]
pub(crate) struct InferRequest {
    #[schema(schema_with = schema::request_id)]
    pub(super) id: Option<RequestId>,
    parameters: Option<RequestParameters>,
    /// Input tensors: one, `image`.
    #[schema(min_items = 1, max_items = 1)]
    inputs: Vec<InputTensor>,
    /// Requested outputs; all of them if empty or absent.
    outputs: Option<Vec<RequestedOutput>>,
}

/// ID of a request. The protocol has texts only, but some clients count.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged, expecting = "expected a text or a number")]
pub(super) enum RequestId {
    Text(String),
    Number(Number),
}

#[derive(Default, Deserialize, ToSchema)]
struct RequestParameters {
    /// Whether outputs are binary by default.
    binary_data_output: Option<bool>,
}

/// Tensor of 1 to 256 images: UINT8 from 0 to 255, or FP32 from 0 to 1, which is rounded to 255ths.
#[derive(Deserialize, ToSchema)]
struct InputTensor {
    #[schema(schema_with = schema::input_name)]
    name: String,
    #[schema(schema_with = schema::input_shape)]
    shape: Vec<i64>,
    #[schema(schema_with = schema::input_datatype)]
    datatype: String,
    parameters: Option<InputParameters>,
    #[schema(schema_with = schema::input_data)]
    data: Option<TensorData>,
}

#[derive(Default, Deserialize, ToSchema)]
struct InputParameters {
    /// Bytes of this tensor after the JSON, little-endian.
    binary_data_size: Option<usize>,
}

#[derive(Deserialize, ToSchema)]
struct RequestedOutput {
    /// `digit`, `probabilities` or `rejection`.
    name: String,
    parameters: Option<OutputParameters>,
}

#[derive(Default, Deserialize, ToSchema)]
struct OutputParameters {
    /// Whether the output is binary.
    binary_data: Option<bool>,
    #[schema(ignore)]
    classification: Option<IgnoredAny>,
    #[schema(ignore)]
    shared_memory_region: Option<IgnoredAny>,
}

/// Requested output, resolved against the model's outputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SelectedOutput {
    /// Index among the model's outputs.
    pub(super) index: usize,
    pub(super) is_binary: bool,
}

impl InferRequest {
    /// Parses a body whose first `json_length` bytes are JSON, and the images in it.
    ///
    /// # Errors
    /// If the JSON or the tensor is invalid.
    pub(crate) fn parse(
        body: &[u8],
        json_length: usize,
    ) -> Result<(Self, Vec<DigitImage>), ApiError> {
        let (json, binary) = body.split_at_checked(json_length).ok_or_else(|| {
            malformed("send as many bytes of JSON as Inference-Header-Content-Length states")
        })?;
        let mut request: Self = body::json(json)?;
        let images = request.images(binary)?;
        Ok((request, images))
    }

    fn images(&mut self, binary: &[u8]) -> Result<Vec<DigitImage>, ApiError> {
        let [input] = &mut self.inputs[..] else {
            return Err(malformed("send one input, image"));
        };
        let expected = description().input;
        if input.name != expected.name {
            return Err(malformed("name the input image; there is no other"));
        }
        let count = input.count()?;
        let is_u8 = input.is_u8()?;
        let data = input.data.take();
        let parameters = input.parameters.take().unwrap_or_default();
        let images = match (data, parameters.binary_data_size) {
            (Some(TensorData(data)), None) if is_u8 => images_from_numbers(&data, 1.0),
            (Some(TensorData(data)), None) => images_from_numbers(&data, 255.0),
            (None, Some(size)) if size != binary.len() => Err(malformed(
                "send as many bytes after the JSON as binary_data_size states",
            )),
            (None, Some(_)) if is_u8 => images_from_u8(binary),
            (None, Some(_)) => images_from_fp32(binary),
            _ => Err(malformed(
                "send the input's values either as data or as binary; shared memory is not supported",
            )),
        }?;
        if images.len() != count {
            return Err(wrong_count());
        }
        Ok(images)
    }

    /// Resolves the requested outputs, in the order of the request.
    ///
    /// # Errors
    /// If an output is unknown, repeated, or has parameters that are not supported.
    pub(crate) fn selected_outputs(&self) -> Result<Vec<SelectedOutput>, ApiError> {
        let outputs = description().outputs;
        let parameters = self.parameters.as_ref();
        let by_default = parameters.and_then(|it| it.binary_data_output);
        let by_default = by_default.unwrap_or_default();
        let requested = self.outputs.as_deref().unwrap_or_default();
        if requested.is_empty() {
            let all = (0..outputs.len()).map(|index| SelectedOutput {
                index,
                is_binary: by_default,
            });
            return Ok(all.collect());
        }
        let mut selected: Vec<SelectedOutput> = Vec::new();
        for output in requested {
            let parameters = output.parameters.as_ref();
            if parameters.is_some_and(OutputParameters::are_unsupported) {
                return Err(malformed(
                    "ask for outputs without classification or shared memory",
                ));
            }
            let index = outputs.iter().position(|it| it.name == output.name);
            let index = index
                .filter(|index| selected.iter().all(|it| it.index != *index))
                .ok_or_else(|| {
                    malformed("ask for digit, probabilities and rejection, each once")
                })?;
            selected.push(SelectedOutput {
                index,
                is_binary: parameters
                    .and_then(|it| it.binary_data)
                    .unwrap_or(by_default),
            });
        }
        Ok(selected)
    }
}

impl OutputParameters {
    fn are_unsupported(&self) -> bool {
        self.classification.is_some() || self.shared_memory_region.is_some()
    }
}

impl InputTensor {
    /// Number of images, from the shape.
    fn count(&self) -> Result<usize, ApiError> {
        const SIDE: i64 = DigitImage::SIDE as i64;
        match self.shape[..] {
            [count, 1, SIDE, SIDE] if (1..=MAX_BATCH as i64).contains(&count) => Ok(count as usize),
            _ => Err(malformed(
                "send the shape [N, 1, 28, 28] with N from 1 to 256",
            )),
        }
    }

    /// Whether the datatype is UINT8, else FP32.
    fn is_u8(&self) -> Result<bool, ApiError> {
        match self.datatype.as_str() {
            "UINT8" => Ok(true),
            "FP32" => Ok(false),
            _ => Err(malformed("send UINT8 from 0 to 255 or FP32 from 0 to 1")),
        }
    }
}

/// Images from numbers that `scale` maps to 0..=255; without scaling they must be whole.
fn images_from_numbers(numbers: &[f32], scale: f32) -> Result<Vec<DigitImage>, ApiError> {
    let is_scaled = scale > 1.0;
    let byte = |&number: &f32| {
        let is_in_range = (0.0..=255.0 / scale).contains(&number);
        let is_valid = is_in_range && (is_scaled || number.fract() == 0.0);
        is_valid.then(|| (number * scale).round() as u8)
    };
    let bytes: Option<Vec<u8>> = numbers.iter().map(byte).collect();
    let range = if is_scaled {
        "send FP32 numbers from 0 to 1"
    } else {
        "send UINT8 numbers that are whole and from 0 to 255"
    };
    images_from_u8(&bytes.ok_or_else(|| malformed(range))?)
}

/// Images from little-endian FP32.
fn images_from_fp32(bytes: &[u8]) -> Result<Vec<DigitImage>, ApiError> {
    let (numbers, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        return Err(malformed("send four bytes for each FP32 number"));
    }
    let numbers: Vec<f32> = numbers.iter().copied().map(f32::from_le_bytes).collect();
    images_from_numbers(&numbers, 255.0)
}

fn images_from_u8(bytes: &[u8]) -> Result<Vec<DigitImage>, ApiError> {
    let (images, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        return Err(wrong_count());
    }
    Ok(images.iter().copied().map(DigitImage::new).collect())
}

fn wrong_count() -> ApiError {
    malformed("send as many numbers as the shape has")
}

fn malformed(message: &str) -> ApiError {
    ApiError::Malformed(message.to_owned())
}

#[cfg(test)]
mod tests;
