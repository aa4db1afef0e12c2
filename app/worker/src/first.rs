//! Recognition on the page's own thread, for the first answer: a worker takes longer to start than
//! to answer.

use digits_net::CompiledClassifier;
use js_sys::Float32Array;
use recognizer::{Drawing, Stroke, recognize};
use wasm_bindgen::prelude::*;

/// Network on the page's thread.
#[wasm_bindgen]
pub struct Reader(CompiledClassifier);

#[wasm_bindgen]
impl Reader {
    /// Unpacks the weights.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(CompiledClassifier::new())
    }

    /// Recognizes the number in these strokes, each an array of alternating x and y in drawing units.
    ///
    /// `None` if the drawing is blank, a digit is rejected as "not a digit", there are more than 12
    /// digits, or the network fails: the page's program then explains it.
    pub fn read(&self, strokes: Vec<Float32Array>) -> Option<String> {
        let drawing: Drawing = strokes.iter().map(stroke).collect();
        let number = recognize(&self.0, &drawing).ok().flatten()?;
        (!number.is_rejected()).then(|| number.to_string())
    }
}

fn stroke(coordinates: &Float32Array) -> Stroke {
    let coordinates = coordinates.to_vec();
    let points = coordinates.chunks_exact(2);
    points.map(|point| (point[0], point[1])).collect()
}
