//! The committed model as Rust.
//!
//! When this crate is built, the `compiler` turns `digits.onnx` into calls of the few kernels that
//! it needs, so that no runtime has to be loaded with it.

mod kernels;
mod layers;
mod network;
mod weights;

pub use layers::{Layer, LayerKind};

use kernels::Tiles;
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
        let weights = network::weights();
        Self { weights }
    }

    /// The network's outputs for one image.
    pub fn outputs(&self, image: &DigitImage) -> Outputs {
        self.forward(image, &mut Memory::default())
    }

    /// What each layer makes of an image, in order; the last two are the logits and the rejection.
    pub fn layers(&self, image: &DigitImage) -> Vec<Layer> {
        let mut memory = Memory::default();
        self.forward(image, &mut memory);
        let made = memory.maps.iter().skip(1).zip(network::LAYERS);
        made.map(|(map, (kind, channels))| Layer::new(kind, channels, map))
            .collect()
    }

    fn forward(&self, image: &DigitImage, memory: &mut Memory) -> Outputs {
        let Memory { maps, tiles } = memory;
        let [logits, rejection] = network::run(image.normalized(), &self.weights, maps, tiles);
        let logits = logits.numbers().first_chunk();
        Outputs {
            logits: *logits.expect("the compiler has counted ten"),
            rejection: rejection.numbers()[0],
        }
    }
}

/// What a forward pass writes into.
struct Memory {
    maps: Maps,
    tiles: Tiles,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            maps: network::maps(),
            tiles: Tiles::default(),
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
        let mut memory = Memory::default();
        let predict = |image| self.forward(image, &mut memory).prediction();
        images.iter().map(predict).collect()
    }
}
