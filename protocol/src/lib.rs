//! What the page says to its engine: to its worker in messages, to a server in [`api`]'s JSON.
//!
//! The worker says [`Response::Ready`] or [`Response::Failed`] once; after that it gives one
//! [`Response::Answer`] for each [`Request`], in any order. A worker that runs any model first says
//! [`Response::NeedsModel`], and is asked by [`TractRequest`]s.

pub mod api;

use picture::{PictureError, SegmentedPicture};
use recognizer::{ClassifyError, DigitImage, PixelConvention, Prediction, Saliency};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// From the page to the worker: classify these images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Comes back with the answer.
    pub id: u32,
    /// The network's inputs.
    pub images: Vec<DigitImage>,
}

/// From the page to the worker that runs any model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TractRequest {
    /// Load the file that comes with this message, in place of what was loaded, and feed it pixels
    /// in this way. It is answered as by any worker that starts.
    Load(PixelConvention),
    /// Classify.
    Classify(Request),
    /// Draw so many labeled digits.
    Draw(u32),
}

/// The name of a worker that explains: it is asked for one [`Explain`] in place of [`Request`]s.
pub const EXPLAINER: &str = "explainer";

/// From the page to the worker that explains: show how this image is read, and what in it speaks for
/// this digit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explain {
    /// The network's input.
    pub image: DigitImage,
    /// The digit that was answered.
    pub digit: u8,
}

/// From the worker that explains to the page, which answers the first with an [`Explain`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExplainResponse {
    /// The worker waits for an image.
    NeedsImage,
    /// What each layer makes of it, in order.
    Layers(Vec<FeatureMaps>),
    /// What each pixel says to the digit, after that.
    Saliency(Result<Saliency, ClassifyError>),
}

/// What a layer makes of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureMaps {
    /// Whether it keeps the largest of every 2×2 numbers; else it is a convolution.
    pub is_pooling: bool,
    /// How many maps there are.
    pub count: usize,
    /// Rows of each.
    pub height: usize,
    /// Columns of each.
    pub width: usize,
    /// `count × height × width` gray levels, map after map, each row by row: 255 is the layer's
    /// maximum activation, 0 stands for 0 and below.
    pub grays: Vec<u8>,
}

/// The largest picture that the page reads, in bytes.
pub const MAX_PICTURE: u32 = 64_000_000;

/// The same in pixels.
pub const MAX_PIXELS: u64 = 64_000_000;

/// From the worker that looks at one picture to the page, which answers the first with the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ScanResponse {
    /// The worker waits for the picture.
    NeedsPicture,
    /// What could be digits in it; nothing if there is no ink.
    Scanned(Result<Option<SegmentedPicture>, PictureError>),
}

/// Label, 0 to 9, and its digit image, in this order.
pub type LabeledDigit = (u8, DigitImage);

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker waits for a model.
    NeedsModel,
    /// What was to be drawn.
    Drawn(Vec<LabeledDigit>),
    /// The model is loaded.
    Ready {
        /// The program that runs it, and its version.
        engine: String,
    },
    /// The model cannot be loaded; the worker is of no further use.
    Failed(ClassifyError),
    /// The predictions for the request with this `id`, one per image and in order.
    Answer {
        /// Of the request.
        id: u32,
        /// What the network says.
        outcome: Result<Vec<Prediction>, ClassifyError>,
        /// Milliseconds of inference, by the worker's monotonic clock.
        inference: f64,
    },
}

/// A message that is none of ours: page and worker are of different builds.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the message cannot be read: {0}")]
pub struct MessageError(String);

/// The message as bytes.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(message).expect("messages hold nothing that cannot be written")
}

/// The message in these bytes.
///
/// # Errors
/// If they are no such message.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> Result<M, MessageError> {
    postcard::from_bytes(bytes).map_err(|error| MessageError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use recognizer::{Drawing, Stroke, segment};

    use super::*;

    #[test]
    fn messages_survive_the_journey() {
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
            Response::Answer {
                id: 7,
                outcome: Ok(vec![prediction]),
                inference: 1.5,
            },
        ] {
            assert_eq!(decode(&encode(&response)), Ok(response));
        }
    }

    #[test]
    fn what_a_picture_holds_survives_the_journey() {
        let line = Stroke::from_iter([(10.0, 10.0), (10.0, 90.0)]);
        let sketch = SegmentedPicture {
            segmentation: segment(&Drawing::from_iter([line])).expect("ink"),
            width: 40,
            height: 100,
        };
        for response in [
            ScanResponse::NeedsPicture,
            ScanResponse::Scanned(Ok(Some(sketch))),
            ScanResponse::Scanned(Ok(None)),
            ScanResponse::Scanned(Err(PictureError::TooLarge(MAX_PIXELS))),
        ] {
            assert_eq!(decode(&encode(&response)), Ok(response));
        }
    }

    #[test]
    fn an_explanation_survives_the_journey() {
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
    fn foreign_bytes_are_an_error() {
        assert!(decode::<Response>(&[9, 9]).is_err());
        assert!(decode::<Request>(&[]).is_err());
    }
}
