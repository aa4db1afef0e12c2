//! The committed model as Rust: the engine of page and server.
//!
//! The build script lets `onnx_codegen` translate `digits.onnx` into calls of a few kernels, so that
//! no ONNX runtime has to be loaded.
//!
//! ```
//! use digits_net::CompiledClassifier;
//! use recognizer::{Drawing, Stroke, recognize};
//!
//! // A vertical stroke, in drawing units.
//! let one = Stroke::from_iter([(200.0, 80.0), (200.0, 200.0), (200.0, 320.0)]);
//! let number = recognize(&CompiledClassifier::new(), &Drawing::from_iter([one]))?;
//! let number = number.expect("the drawing has ink");
//! assert_eq!(number.to_string(), "1");
//! assert!(number.confidence() > 0.5 && !number.is_rejected());
//! # Ok::<(), recognizer::ClassifyError>(())
//! ```

mod kernels;
mod layers;
mod network;
mod weights;

pub use layers::{Layer, LayerKind};

use kernels::Workspace;
use network::Activations;
use recognizer::{Classifier, ClassifyError, DigitImage, Outputs, Prediction};

/// The committed network with unpacked weights.
pub struct CompiledClassifier {
    weights: Vec<f32>,
}

impl CompiledClassifier {
    /// Name of the engine, as displayed beside others.
    pub const NAME: &'static str = "compiled";

    /// SHA-256 of the `digits.onnx` that it was generated from: 64 lowercase hexadecimal digits.
    pub const FINGERPRINT: &'static str = network::FINGERPRINT;

    /// Unpacks the weights.
    pub fn new() -> Self {
        let weights = network::weights();
        Self { weights }
    }

    /// Runs the network on one image.
    pub fn outputs(&self, image: &DigitImage) -> Outputs {
        self.forward(image, &mut Buffers::default())
    }

    /// Outputs of all layers, in order; the last two are the logits and the rejection logit.
    pub fn layers(&self, image: &DigitImage) -> Vec<Layer> {
        let mut buffers = Buffers::default();
        self.forward(image, &mut buffers);
        let outputs = buffers.activations.iter().skip(1).zip(network::LAYERS);
        outputs
            .map(|(map, (kind, channels))| Layer::new(kind, channels, map))
            .collect()
    }

    fn forward(&self, image: &DigitImage, buffers: &mut Buffers) -> Outputs {
        let Buffers {
            activations,
            workspace,
        } = buffers;
        let [logits, rejection] =
            network::run(image.normalized(), &self.weights, activations, workspace);
        let logits = logits.values().first_chunk();
        Outputs {
            logits: *logits.expect("onnx_codegen checks that there are ten"),
            rejection: rejection.values()[0],
        }
    }
}

/// Memory of a forward pass, reused between images.
struct Buffers {
    activations: Activations,
    workspace: Workspace,
}

impl Default for Buffers {
    fn default() -> Self {
        Self {
            activations: network::activations(),
            workspace: Workspace::default(),
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
        let mut buffers = Buffers::default();
        let predict = |image| self.forward(image, &mut buffers).prediction();
        images.iter().map(predict).collect()
    }
}
