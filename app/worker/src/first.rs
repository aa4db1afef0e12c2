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

    /// The number in these strokes, of each the x and y of its points in turn, in drawing units;
    /// `None` if that takes more words.
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
