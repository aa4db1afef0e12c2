//! JSON bodies of the server's HTTP API, shared by the page and the server.

#[cfg(feature = "schema")]
mod schema;

use std::borrow::Cow;

use recognizer::{DigitImage, Prediction, model};
use serde::{Deserialize, Serialize};
#[cfg(feature = "schema")]
use utoipa::ToSchema;

/// Largest number of images per request.
pub const MAX_BATCH: usize = 256;

/// Digit images to classify: 1 to 256.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct PredictRequest {
    /// Images of 28×28 intensities, row by row: 0 is paper and 255 is ink.
    #[cfg_attr(feature = "schema", schema(schema_with = schema::images))]
    pub images: Vec<DigitImage>,
}

/// Predictions, in the order of the request's images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct PredictResponse {
    /// Model that produced the predictions.
    pub model: ModelIdentity,
    /// One prediction per image.
    pub predictions: Vec<DigitPrediction>,
    /// Processing times.
    pub timings: Timings,
}

/// Identity of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct ModelIdentity {
    /// Name of the model.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "digits"))]
    pub name: Cow<'static, str>,
    /// Version of the model.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "2"))]
    pub version: Cow<'static, str>,
    /// SHA-256 of the ONNX file, in hexadecimal.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub fingerprint: Cow<'static, str>,
}

/// Prediction for one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct DigitPrediction {
    /// Most probable digit, unreliable if rejected; null if the image is blank.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 9))]
    pub digit: Option<u8>,
    /// Probabilities of the digits 0 to 9, given that the image is a digit; they sum to 1. Null if
    /// the image is blank.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Vec<f32>>, min_items = 10, max_items = 10))]
    pub probabilities: Option<[f32; 10]>,
    /// Whether the image is blank or no digit.
    pub rejected: bool,
    /// Reason of the rejection; null without one.
    pub reason: Option<RejectionReason>,
    /// Probability that the image is no digit, 0 to 1; over 0.5 it is rejected. Null if the image
    /// is blank, which the network never sees.
    pub rejection: Option<f32>,
}

/// Reason of a rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RejectionReason {
    /// There is no ink.
    Blank,
    /// The network's rejection is over 0.5.
    NotADigit,
    /// There are signs among the digits, such as a point or a minus.
    NotAWholeNumber,
    /// There are several rows of digits.
    SeveralRows,
}

/// Processing times on the server, without the transfer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct Timings {
    /// Microseconds in the queue.
    pub queued_us: u64,
    /// Microseconds of inference for the whole batch, which may hold images of other requests.
    pub inference_us: u64,
}

/// Model, its input and its outputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct ModelDescription {
    /// Identity of the model.
    #[serde(flatten)]
    pub identity: ModelIdentity,
    /// Name and version of the engine.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "compiled"))]
    pub engine: Cow<'static, str>,
    /// Number of trained parameters.
    pub parameters: u64,
    /// Input tensor.
    pub input: TensorDescription,
    /// Output tensors.
    pub outputs: Vec<TensorDescription>,
}

/// Name, data type and shape of a tensor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct TensorDescription {
    /// Name of the tensor.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "image"))]
    pub name: Cow<'static, str>,
    /// Data type, as the Open Inference Protocol names it.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "UINT8"))]
    pub datatype: Cow<'static, str>,
    /// Length of each axis; -1 stands for the number of images.
    pub shape: Vec<i64>,
}

/// Problem details of an error, as RFC 9457 defines them (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct Problem {
    /// Meaning of the status.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "Service Unavailable"))]
    pub title: Cow<'static, str>,
    /// HTTP status of the response.
    #[cfg_attr(feature = "schema", schema(example = 503))]
    pub status: u16,
    /// Cause, and what to do about it.
    pub detail: String,
}

impl ModelIdentity {
    /// Identity of the built-in model.
    pub const fn embedded() -> Self {
        Self {
            name: Cow::Borrowed(model::NAME),
            version: Cow::Borrowed(model::VERSION),
            fingerprint: Cow::Borrowed(model::FINGERPRINT),
        }
    }
}

impl DigitPrediction {
    /// Prediction for an image without ink.
    pub const BLANK: Self = Self {
        digit: None,
        probabilities: None,
        rejected: true,
        reason: Some(RejectionReason::Blank),
        rejection: None,
    };
}

impl From<&Prediction> for DigitPrediction {
    fn from(prediction: &Prediction) -> Self {
        let rejected = prediction.is_rejected();
        Self {
            digit: Some(prediction.top1()),
            probabilities: Some(*prediction.probabilities()),
            rejected,
            reason: rejected.then_some(RejectionReason::NotADigit),
            rejection: Some(prediction.rejection()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_survive_a_round_trip() {
        let prediction = Prediction::from_outputs([0.1; 10], -1.0).expect("finite");
        let response = PredictResponse {
            model: ModelIdentity::embedded(),
            predictions: vec![DigitPrediction::BLANK, (&prediction).into()],
            timings: Timings {
                queued_us: 1,
                inference_us: 2,
            },
        };
        let json = serde_json::to_string(&response).expect("JSON");
        assert_eq!(
            serde_json::from_str::<PredictResponse>(&json).expect("a response"),
            response
        );
    }

    #[test]
    fn rejected_predictions_have_a_reason() {
        let prediction = |rejection| Prediction::from_outputs([0.1; 10], rejection);
        let cases = [
            (prediction(9.0), Some(RejectionReason::NotADigit)),
            (prediction(-9.0), None),
        ];
        for (prediction, reason) in cases {
            let prediction = DigitPrediction::from(&prediction.expect("finite"));
            let found = (prediction.rejected, prediction.reason);
            assert_eq!(found, (reason.is_some(), reason));
        }
    }
}
