//! The committed model as Rust.
//!
//! When this crate is built, the `compiler` turns `digits.onnx` into calls of the few kernels that
//! it needs, so that no runtime has to be loaded with it.

mod half;
mod kernels;
mod network;

use network::Maps;
use recognizer::{Classifier, ClassifyError, DigitImage, Outputs, Prediction};

/// The compiled network.
pub struct CompiledClassifier {
    weights: Vec<f32>,
}

impl CompiledClassifier {
    /// What runs the network, for people who compare engines.
    pub const NAME: &'static str = "compiled";

    /// SHA-256 of the `digits.onnx` that was compiled, in hexadecimal.
    pub const FINGERPRINT: &'static str = network::FINGERPRINT;

    /// Unpacks the weights.
    pub fn new() -> Self {
        let weights = half::decode(network::WEIGHTS);
        Self { weights }
    }

    /// The network's outputs for one image.
    pub fn outputs(&self, image: &DigitImage) -> Outputs {
        self.forward(image, &mut network::maps())
    }

    fn forward(&self, image: &DigitImage, maps: &mut Maps) -> Outputs {
        let [logits, rejection] = network::run(image.normalized(), &self.weights, maps);
        let logits = logits.numbers().first_chunk();
        Outputs {
            logits: *logits.expect("the compiler has counted ten"),
            rejection: rejection.numbers()[0],
        }
    }
}

impl Default for CompiledClassifier {
    fn default() -> Self {
        Self::new()
    }
}

impl Classifier for CompiledClassifier {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        let mut maps = network::maps();
        let predict = |image| self.forward(image, &mut maps).prediction();
        images.iter().map(predict).collect()
    }
}
