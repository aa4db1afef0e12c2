//! The bodies of the server's API, in JSON: what the page and the server both speak.

use std::borrow::Cow;

use recognizer::{DigitImage, Prediction, model};
use serde::{Deserialize, Serialize};
#[cfg(feature = "schema")]
use utoipa::ToSchema;

/// The most images that one request may carry.
pub const MAX_BATCH: usize = 256;

/// Digit images to classify: at least one, at most 256.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct PredictRequest {
    /// Each image has 28×28 intensities, row by row: 0 is paper and 255 is ink.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u8>>, min_items = 1, max_items = 256))]
    pub images: Vec<DigitImage>,
}

/// What the network says about each image, in the order of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct PredictResponse {
    /// Which model answered.
    pub model: ModelIdentity,
    /// One for each image.
    pub predictions: Vec<DigitPrediction>,
    /// How long it took.
    pub timings: Timings,
}

/// Which model this is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct ModelIdentity {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "digits"))]
    pub name: Cow<'static, str>,
    /// Its version.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "2"))]
    pub version: Cow<'static, str>,
    /// SHA-256 of its ONNX file, in hexadecimal.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub fingerprint: Cow<'static, str>,
}

/// What the network says about one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct DigitPrediction {
    /// The most probable digit, no more than a guess if rejected; null if the image is blank.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 9))]
    pub digit: Option<u8>,
    /// The probability of each digit, 0 to 9, if it is one: 1 in sum. Null if the image is blank.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Vec<f32>>, min_items = 10, max_items = 10))]
    pub probabilities: Option<[f32; 10]>,
    /// Whether this is no digit.
    pub rejected: bool,
    /// Why it was rejected; null if it was not.
    pub reason: Option<RejectionReason>,
    /// How much the image looks like no digit at all, 0 to 1; over 0.5 it is rejected. Null if the
    /// image is blank, which the network never sees.
    pub rejection: Option<f32>,
}

/// Why something is no digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RejectionReason {
    /// There is no ink.
    Blank,
    /// The network says that the ink is no digit.
    NotADigit,
}

/// How long a request took, without the network between client and server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct Timings {
    /// Microseconds until a thread was free.
    pub queued_us: u64,
    /// Microseconds of inference, for all images that were taken together with this request's.
    pub inference_us: u64,
}

/// What the model takes and gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct ModelDescription {
    /// Which model this is.
    #[serde(flatten)]
    pub identity: ModelIdentity,
    /// The program that runs it, and its version.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "compiled"))]
    pub engine: Cow<'static, str>,
    /// Number of trained parameters.
    pub parameters: u64,
    /// What it takes.
    pub input: TensorDescription,
    /// What it gives.
    pub outputs: Vec<TensorDescription>,
}

/// The name, type and shape of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct TensorDescription {
    /// Its name.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "image"))]
    pub name: Cow<'static, str>,
    /// Type of each number, as the Open Inference Protocol names them.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "UINT8"))]
    pub datatype: Cow<'static, str>,
    /// Length of each axis; -1 is any number of images.
    pub shape: Vec<i64>,
}

/// What went wrong and what to do about it, as RFC 9457 defines it (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(ToSchema))]
pub struct Problem {
    /// What the status means.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "Service Unavailable"))]
    pub title: Cow<'static, str>,
    /// The response's status.
    #[cfg_attr(feature = "schema", schema(example = 503))]
    pub status: u16,
    /// What to do.
    pub detail: String,
}

impl ModelIdentity {
    /// The committed model.
    pub const fn embedded() -> Self {
        Self {
            name: Cow::Borrowed(model::NAME),
            version: Cow::Borrowed(model::VERSION),
            fingerprint: Cow::Borrowed(model::FINGERPRINT),
        }
    }
}

impl DigitPrediction {
    /// What is said about an image without ink.
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
    fn bodies_survive_the_journey() {
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
    fn what_is_no_digit_says_why() {
        let prediction = |rejection| Prediction::from_outputs([0.1; 10], rejection);
        let cases = [
            (prediction(9.0), Some(RejectionReason::NotADigit)),
            (prediction(-9.0), None),
        ];
        for (prediction, reason) in cases {
            let told = DigitPrediction::from(&prediction.expect("finite"));
            assert_eq!((told.rejected, told.reason), (reason.is_some(), reason));
        }
    }
}
