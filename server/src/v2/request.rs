//! What is asked: the tensor of images, and the outputs that are wanted.

use super::tensor::Numbers;
use crate::api::description;
use crate::body;
use crate::error::ApiError;
use protocol::api::MAX_BATCH;
use recognizer::DigitImage;
use serde::Deserialize;
use serde::de::IgnoredAny;
use utoipa::ToSchema;

/// Images to classify.
#[derive(Deserialize, ToSchema)]
pub(crate) struct InferRequest {
    /// Comes back with the answer.
    pub(super) id: Option<String>,
    /// Whether outputs come in binary unless they say otherwise.
    #[serde(default)]
    parameters: RequestParameters,
    /// One tensor, `image`.
    #[schema(min_items = 1, max_items = 1)]
    inputs: Vec<InputTensor>,
    /// What is wanted; everything if it is empty or left out.
    #[serde(default)]
    outputs: Vec<WantedOutput>,
}

#[derive(Default, Deserialize, ToSchema)]
struct RequestParameters {
    /// Whether outputs come in binary unless they say otherwise.
    #[serde(default)]
    binary_data_output: bool,
}

/// 1 to 256 images: UINT8 from 0 to 255, or FP32 from 0 to 1, which is rounded to 255ths.
#[derive(Deserialize, ToSchema)]
struct InputTensor {
    /// `image`.
    #[schema(example = "image")]
    name: String,
    /// `[N, 1, 28, 28]`.
    #[schema(example = json!([1, 1, 28, 28]))]
    shape: Vec<i64>,
    /// UINT8 or FP32.
    #[schema(example = "UINT8")]
    datatype: String,
    #[serde(default)]
    parameters: InputParameters,
    /// The numbers, flat or nested; left out if they follow in binary.
    #[schema(value_type = Option<Vec<f32>>)]
    data: Option<Numbers>,
}

#[derive(Default, Deserialize, ToSchema)]
struct InputParameters {
    /// Bytes after the JSON that are this tensor, little-endian.
    binary_data_size: Option<usize>,
}

#[derive(Deserialize, ToSchema)]
struct WantedOutput {
    /// `digit`, `probabilities` or `rejection`.
    name: String,
    #[serde(default)]
    parameters: OutputParameters,
}

#[derive(Default, Deserialize, ToSchema)]
struct OutputParameters {
    /// Whether it comes in binary.
    binary_data: Option<bool>,
    #[schema(ignore)]
    classification: Option<IgnoredAny>,
    #[schema(ignore)]
    shared_memory_region: Option<IgnoredAny>,
}

/// An output that is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted {
    /// Its place among the model's outputs.
    pub(super) index: usize,
    pub(super) is_binary: bool,
}

impl InferRequest {
    /// The request in a body whose first `json` bytes are JSON, and the images in it.
    pub(super) fn parse(body: &[u8], json: usize) -> Result<(Self, Vec<DigitImage>), ApiError> {
        let (json, binary) = body.split_at_checked(json).ok_or_else(|| {
            malformed("send as many bytes of JSON as Inference-Header-Content-Length says")
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
        let is_bytes = input.is_bytes()?;
        let data = input.data.take();
        let images = match (data, input.parameters.binary_data_size) {
            (Some(Numbers(data)), None) if is_bytes => of_numbers(&data, 1.0),
            (Some(Numbers(data)), None) => of_numbers(&data, 255.0),
            (None, Some(size)) if size != binary.len() => Err(malformed(
                "send as many bytes after the JSON as binary_data_size says",
            )),
            (None, Some(_)) if is_bytes => of_bytes(binary),
            (None, Some(_)) => of_floats(binary),
            _ => Err(malformed(
                "send the input's numbers either as data or in binary",
            )),
        }?;
        match images.len() == count {
            true => Ok(images),
            false => Err(malformed("send as many numbers as the shape says")),
        }
    }

    /// The outputs that are wanted, in the order in which they are wanted.
    pub(super) fn wanted(&self) -> Result<Vec<Wanted>, ApiError> {
        let outputs = description().outputs;
        let by_default = self.parameters.binary_data_output;
        if self.outputs.is_empty() {
            let all = 0..outputs.len();
            let wanted = |index| Wanted {
                index,
                is_binary: by_default,
            };
            return Ok(all.map(wanted).collect());
        }
        let mut wanted: Vec<Wanted> = Vec::new();
        for output in &self.outputs {
            let parameters = &output.parameters;
            if parameters.classification.is_some() || parameters.shared_memory_region.is_some() {
                return Err(malformed(
                    "ask for outputs without classification or shared memory",
                ));
            }
            let index = outputs.iter().position(|known| known.name == output.name);
            let index = index
                .filter(|index| wanted.iter().all(|wanted| wanted.index != *index))
                .ok_or_else(|| {
                    malformed("ask for digit, probabilities and rejection, each once")
                })?;
            wanted.push(Wanted {
                index,
                is_binary: parameters.binary_data.unwrap_or(by_default),
            });
        }
        Ok(wanted)
    }
}

impl InputTensor {
    /// How many images there are to be.
    fn count(&self) -> Result<usize, ApiError> {
        const SIDE: i64 = DigitImage::SIDE as i64;
        match self.shape[..] {
            [count, 1, SIDE, SIDE] if (1..=MAX_BATCH as i64).contains(&count) => Ok(count as usize),
            _ => Err(malformed(
                "send the shape [N, 1, 28, 28] with N from 1 to 256",
            )),
        }
    }

    fn is_bytes(&self) -> Result<bool, ApiError> {
        match self.datatype.as_str() {
            "UINT8" => Ok(true),
            "FP32" => Ok(false),
            _ => Err(malformed("send UINT8 from 0 to 255 or FP32 from 0 to 1")),
        }
    }
}

/// Numbers from 0 to 255 once multiplied by `scale`; whole ones unless they are scaled.
fn of_numbers(numbers: &[f32], scale: f32) -> Result<Vec<DigitImage>, ApiError> {
    let is_scaled = scale > 1.0;
    let byte = |&number: &f32| {
        let is_in_range = (0.0..=255.0 / scale).contains(&number);
        let is_fine = is_in_range && (is_scaled || number.fract() == 0.0);
        is_fine.then(|| (number * scale).round() as u8)
    };
    let bytes: Option<Vec<u8>> = numbers.iter().map(byte).collect();
    let range = match is_scaled {
        true => "send FP32 numbers from 0 to 1",
        false => "send UINT8 numbers that are whole and from 0 to 255",
    };
    of_bytes(&bytes.ok_or_else(|| malformed(range))?)
}

/// FP32, little-endian.
fn of_floats(bytes: &[u8]) -> Result<Vec<DigitImage>, ApiError> {
    let (numbers, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        return Err(malformed("send four bytes for each FP32 number"));
    }
    let numbers: Vec<f32> = numbers.iter().copied().map(f32::from_le_bytes).collect();
    of_numbers(&numbers, 255.0)
}

fn of_bytes(bytes: &[u8]) -> Result<Vec<DigitImage>, ApiError> {
    let (images, rest) = bytes.as_chunks();
    match rest.is_empty() {
        true => Ok(images.iter().copied().map(DigitImage::new).collect()),
        false => Err(malformed("send as many numbers as the shape says")),
    }
}

fn malformed(what_to_do: &str) -> ApiError {
    ApiError::Malformed(what_to_do.to_owned())
}

#[cfg(test)]
mod tests;
