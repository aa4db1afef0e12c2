//! Messages between the page and its workers, and the JSON bodies of the server's [`api`].
//!
//! A worker posts [`Response::Ready`] or [`Response::Failed`] once, then one
//! [`Response::Predictions`] per [`Request`], in any order. The worker for the user's own model
//! first posts [`Response::NeedsModel`], and takes [`TractRequest`]s.
//!
//! ```
//! use protocol::{Request, decode, encode};
//! use recognizer::DigitImage;
//!
//! let request = Request {
//!     id: 7,
//!     images: vec![DigitImage::new([0; DigitImage::PIXELS])],
//! };
//! let bytes = encode(&request);
//! assert_eq!(decode(&bytes), Ok(request));
//! ```

pub mod api;

use picture::{PictureError, SegmentedPicture};
use recognizer::{ClassifyError, DigitImage, PixelConvention, Prediction, Saliency};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Classification request from the page to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// ID that the response repeats.
    pub id: u32,
    /// Inputs of the network; none is blank.
    pub images: Vec<DigitImage>,
}

/// Request from the page to the worker for the user's own model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TractRequest {
    /// Replaces the loaded model by the file attached to this message, whose pixels follow this
    /// convention. The response is [`Response::Ready`] or [`Response::Failed`].
    Load(PixelConvention),
    /// Classifies images.
    Classify(Request),
    /// Generates this many labeled digits.
    Draw(u32),
}

/// Worker name that selects explanation mode; accepts one [`Explain`] instead of [`Request`]s.
pub const EXPLAINER: &str = "explainer";

/// Request for the feature maps of an image and for the saliency of a digit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explain {
    /// Input of the network.
    pub image: DigitImage,
    /// Digit whose saliency is computed, 0 to 9.
    pub digit: u8,
}

/// Message from the worker in explanation mode to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExplainResponse {
    /// The worker is ready for an [`Explain`].
    NeedsImage,
    /// Feature maps of each layer, in order.
    Layers(Vec<FeatureMaps>),
    /// Saliency of the digit, which follows the layers.
    Saliency(Result<Saliency, ClassifyError>),
}

/// Feature maps of one layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureMaps {
    /// Whether the layer is 2×2 max pooling, else a convolution.
    pub is_pooling: bool,
    /// Number of maps (channels).
    pub count: usize,
    /// Rows per map.
    pub height: usize,
    /// Columns per map.
    pub width: usize,
    /// `count × height × width` gray levels, map after map, each row by row: 255 is the layer's
    /// maximum activation, 0 stands for 0 and below.
    pub grays: Vec<u8>,
}

/// Largest picture file that the page reads, in bytes.
pub const MAX_PICTURE: u32 = 64_000_000;

/// Largest picture that the page reads, in pixels.
pub const MAX_PIXELS: u64 = 64_000_000;

/// Message from the worker that scans one picture to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ScanResponse {
    /// The worker is ready for the picture file.
    NeedsPicture,
    /// Digit candidates of the picture; `None` without ink.
    Scanned(Result<Option<SegmentedPicture>, PictureError>),
}

/// Label, 0 to 9, and its digit image, in this order.
pub type LabeledDigit = (u8, DigitImage);

/// Message from a worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker is ready for a [`TractRequest::Load`].
    NeedsModel,
    /// Digits generated for [`TractRequest::Draw`].
    Drawn(Vec<LabeledDigit>),
    /// The model is loaded.
    Ready {
        /// Name and version of the engine.
        engine: String,
    },
    /// The model cannot be loaded; the worker accepts no requests.
    Failed(ClassifyError),
    /// Response to the [`Request`] with this `id`.
    Predictions {
        /// ID of the request.
        id: u32,
        /// One prediction per image, in order.
        result: Result<Vec<Prediction>, ClassifyError>,
        /// Milliseconds of inference, by the worker's monotonic clock.
        inference_ms: f64,
    },
}

/// Invalid message: page and worker are of different builds.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the message cannot be decoded: {0}")]
pub struct MessageError(String);

/// Encodes a message.
///
/// # Panics
/// Never: no message type has parts that postcard cannot encode.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(message).expect("messages can always be encoded")
}

/// Decodes a message.
///
/// # Errors
/// If the bytes are not a message of this type.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> Result<M, MessageError> {
    postcard::from_bytes(bytes).map_err(|error| MessageError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use recognizer::{Drawing, Stroke, segment};

    use super::*;

    #[test]
    fn requests_and_responses_survive_a_round_trip() {
        let request = Request {
            id: 7,
            images: vec![DigitImage::new([3; DigitImage::PIXELS])],
        };
        assert_eq!(decode(&encode(&request)), Ok(request));
        let prediction = Prediction::from_outputs([0.5; 10], -1.0).expect("finite");
        for request in [
            TractRequest::Load(PixelConvention::default()),
            TractRequest::Draw(300),
        ] {
            assert_eq!(decode(&encode(&request)), Ok(request));
        }
        for response in [
            Response::NeedsModel,
            Response::Drawn(vec![(7, DigitImage::new([1; DigitImage::PIXELS]))]),
            Response::Ready {
                engine: "tract 9.8.7".into(),
            },
            Response::Failed(ClassifyError::Model("no graph".into())),
            Response::Predictions {
                id: 7,
                result: Ok(vec![prediction]),
                inference_ms: 1.5,
            },
        ] {
            assert_eq!(decode(&encode(&response)), Ok(response));
        }
    }

    #[test]
    fn scan_responses_survive_a_round_trip() {
        let line = Stroke::from_iter([(10.0, 10.0), (10.0, 90.0)]);
        let picture = SegmentedPicture {
            segmentation: segment(&Drawing::from_iter([line])).expect("ink"),
            width: 40,
            height: 100,
        };
        for response in [
            ScanResponse::NeedsPicture,
            ScanResponse::Scanned(Ok(Some(picture))),
            ScanResponse::Scanned(Ok(None)),
            ScanResponse::Scanned(Err(PictureError::TooLarge(MAX_PIXELS))),
        ] {
            assert_eq!(decode(&encode(&response)), Ok(response));
        }
    }

    #[test]
    fn explanations_survive_a_round_trip() {
        let explain = Explain {
            image: DigitImage::new([3; DigitImage::PIXELS]),
            digit: 7,
        };
        assert_eq!(decode(&encode(&explain)), Ok(explain));
        let maps = FeatureMaps {
            is_pooling: true,
            count: 2,
            height: 1,
            width: 3,
            grays: vec![0, 1, 2, 253, 254, 255],
        };
        for response in [
            ExplainResponse::NeedsImage,
            ExplainResponse::Layers(vec![maps]),
            ExplainResponse::Saliency(Ok(vec![0.5, -0.25])),
            ExplainResponse::Saliency(Err(ClassifyError::Model("no graph".into()))),
        ] {
            assert_eq!(decode(&encode(&response)), Ok(response));
        }
    }

    #[test]
    fn foreign_bytes_are_errors() {
        assert!(decode::<Response>(&[9, 9]).is_err());
        assert!(decode::<Request>(&[]).is_err());
    }
}
