//! The first answer, on the page's own thread: a worker's takes longer to start than to answer.

use digits_net::CompiledClassifier;
use js_sys::Float32Array;
use recognizer::{Drawing, Stroke, recognize};
use wasm_bindgen::prelude::*;

/// The network in the page.
#[wasm_bindgen]
pub struct Reader(CompiledClassifier);

#[wasm_bindgen]
impl Reader {
    /// Unpacks the model.
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

fn stroke(points: &Float32Array) -> Stroke {
    let points = points.to_vec();
    points.chunks_exact(2).map(|at| (at[0], at[1])).collect()
}
