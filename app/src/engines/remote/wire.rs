//! Request and response bodies of the server API.

use js_sys::{JSON, Reflect};
use protocol::api::{DigitPrediction, ModelIdentity, PredictResponse};
use recognizer::{DigitImage, Prediction};
use serde::de::DeserializeOwned;

/// Response to some images. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BatchResponse {
    pub(super) model: ModelIdentity,
    pub(super) predictions: Vec<Prediction>,
    pub(super) inference: f64,
    pub(super) queue: f64,
}

/// Request body: the images' pixels, one image after the other.
pub(super) fn bytes(images: &[DigitImage]) -> Vec<u8> {
    images
        .iter()
        .flat_map(DigitImage::pixels)
        .copied()
        .collect()
}

/// Parses the response to so many images; `None` if it is anything else.
pub(super) fn answer(body: &str, images: usize) -> Option<BatchResponse> {
    convert(parse(body)?, images)
}

/// Parses the model of a server; `None` if the body is anything else.
pub(super) fn model(body: &str) -> Option<ModelIdentity> {
    // Other fields of the description are ignored.
    parse(body)
}

/// Name and version of the server's engine; `None` if missing.
pub(super) fn engine(body: &str) -> Option<String> {
    text(body, "engine")
}

/// Detail of an RFC 9457 problem; `None` if the body is anything else.
pub(super) fn problem(body: &str) -> Option<String> {
    text(body, "detail")
}

/// String property of a JSON object.
fn text(body: &str, name: &str) -> Option<String> {
    let object = JSON::parse(body).ok()?;
    Reflect::get(&object, &name.into()).ok()?.as_string()
}

fn convert(response: PredictResponse, images: usize) -> Option<BatchResponse> {
    let predictions = response.predictions.iter().map(prediction);
    let predictions: Vec<Prediction> = predictions.collect::<Option<_>>()?;
    let milliseconds = |microseconds: u64| microseconds as f64 / 1_000.0;
    (predictions.len() == images).then(|| BatchResponse {
        model: response.model,
        predictions,
        inference: milliseconds(response.timings.inference_us),
        queue: milliseconds(response.timings.queued_us),
    })
}

/// Prediction of an image; `None` for a blank one, which the page never sends.
fn prediction(digit: &DigitPrediction) -> Option<Prediction> {
    Prediction::from_probabilities(digit.probabilities?, digit.rejection?)
}

/// Parses JSON with the browser's parser, which adds no bytes to the page.
fn parse<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(JSON::parse(json).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::api::Timings;

    fn response(predictions: Vec<DigitPrediction>) -> PredictResponse {
        PredictResponse {
            model: ModelIdentity::embedded(),
            predictions,
            timings: Timings {
                queued_us: 250,
                inference_us: 1_500,
            },
        }
    }

    fn seven() -> Prediction {
        let mut logits = [0.0; 10];
        logits[7] = 9.0;
        Prediction::from_outputs(logits, -3.0).expect("finite outputs")
    }

    #[test]
    fn images_are_sent_one_after_the_other() {
        let images = [1, 2].map(|value| DigitImage::new([value; DigitImage::PIXELS]));
        let bytes = bytes(&images);
        assert_eq!(bytes.len(), 2 * DigitImage::PIXELS);
        assert_eq!(
            (bytes[DigitImage::PIXELS - 1], bytes[DigitImage::PIXELS]),
            (1, 2)
        );
    }

    #[test]
    fn an_answer_has_the_predictions_and_times_of_the_server() {
        let answer = convert(response(vec![(&seven()).into()]), 1).expect("an answer");
        assert_eq!(answer.predictions, [seven()]);
        assert_eq!((answer.inference, answer.queue), (1.5, 0.25));
    }

    #[test]
    fn inconsistent_answers_are_rejected() {
        let digit = DigitPrediction::from(&seven());
        let impossible = DigitPrediction {
            probabilities: Some([0.5; 10]),
            ..digit.clone()
        };
        for (predictions, images) in [
            (vec![], 1),
            (vec![digit.clone()], 2),
            (vec![DigitPrediction::BLANK], 1),
            (vec![impossible], 1),
        ] {
            assert_eq!(convert(response(predictions), images), None);
        }
    }
}
