//! Digit images as the server takes them, and its answers as this page uses them.

use js_sys::{JSON, Reflect};
use protocol::api::{DigitPrediction, ModelIdentity, PredictResponse};
use recognizer::{DigitImage, Prediction};
use serde::de::DeserializeOwned;

/// What a server says about some images. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) model: ModelIdentity,
    pub(super) predictions: Vec<Prediction>,
    pub(super) inference: f64,
    pub(super) queue: f64,
}

/// The images' pixels, one image after the other.
pub(super) fn bytes(images: &[DigitImage]) -> Vec<u8> {
    images
        .iter()
        .flat_map(DigitImage::pixels)
        .copied()
        .collect()
}

/// What the server says about this many images; `None` if it says anything else.
pub(super) fn answer(body: &str, images: usize) -> Option<Answer> {
    understand(parse(body)?, images)
}

/// Which model a server has; `None` if it says anything else.
pub(super) fn model(body: &str) -> Option<ModelIdentity> {
    // The rest of the description is of no use here.
    parse(body)
}

/// The program that runs the model; `None` if the server does not say.
pub(super) fn engine(body: &str) -> Option<String> {
    text(body, "engine")
}

/// What a server says is wrong; `None` if it says anything else.
pub(super) fn problem(body: &str) -> Option<String> {
    text(body, "detail")
}

/// What a JSON object has under this name, if that is text.
fn text(body: &str, name: &str) -> Option<String> {
    let object = JSON::parse(body).ok()?;
    Reflect::get(&object, &name.into()).ok()?.as_string()
}

fn understand(response: PredictResponse, images: usize) -> Option<Answer> {
    let predictions = response.predictions.iter().map(prediction);
    let predictions: Vec<Prediction> = predictions.collect::<Option<_>>()?;
    let milliseconds = |microseconds: u64| microseconds as f64 / 1_000.0;
    (predictions.len() == images).then(|| Answer {
        model: response.model,
        predictions,
        inference: milliseconds(response.timings.inference_us),
        queue: milliseconds(response.timings.queued_us),
    })
}

/// A blank image has none, and the page sends no blank images.
fn prediction(told: &DigitPrediction) -> Option<Prediction> {
    Prediction::from_probabilities(told.probabilities?, told.rejection?)
}

/// By the browser's own parser, which costs the page no bytes.
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
    fn an_answer_is_what_the_server_s_network_said() {
        let answer = understand(response(vec![(&seven()).into()]), 1).expect("an answer");
        assert_eq!(answer.predictions, [seven()]);
        assert_eq!((answer.inference, answer.queue), (1.5, 0.25));
    }

    #[test]
    fn an_answer_that_makes_no_sense_is_none() {
        let told = DigitPrediction::from(&seven());
        let impossible = DigitPrediction {
            probabilities: Some([0.5; 10]),
            ..told.clone()
        };
        for (predictions, images) in [
            (vec![], 1),
            (vec![told.clone()], 2),
            (vec![DigitPrediction::BLANK], 1),
            (vec![impossible], 1),
        ] {
            assert_eq!(understand(response(predictions), images), None);
        }
    }
}
