//! tract as an engine for any ONNX model that classifies digit images.

mod error;
mod file;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tract_onnx::prelude::*;

use super::{Classifier, Outputs};
use crate::{ClassifyError, DigitImage, PixelConvention, Prediction};

pub use error::ModelError;
pub use file::check_model_size;

/// Rejection logit for models without that output: never rejects.
const NEVER_REJECT: f32 = f32::MIN;

/// Tolerance of the sum of probabilities, wide enough for networks in half precision.
const TOLERANCE: f32 = 0.01;

/// An ONNX model in tract, optimized for batches of one image.
///
/// ```
/// use recognizer::{TractClassifier, classify_one, preprocess};
/// # use recognizer::{Drawing, Stroke};
/// # let drawing = Drawing::from_iter([Stroke::from_iter([(200.0, 80.0), (200.0, 320.0)])]);
///
/// let classifier = TractClassifier::embedded()?;
/// let image = preprocess(&drawing).expect("the drawing has ink");
/// assert_eq!(classify_one(&classifier, &image)?.top1(), 1);
/// # Ok::<(), recognizer::ClassifyError>(())
/// ```
pub struct TractClassifier {
    plan: Arc<TypedRunnableModel>,
    shape: [usize; 4],
    convention: PixelConvention,
    scores: Scores,
    parameters: u64,
}

/// Meaning of the ten scores.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scores {
    Logits,
    Probabilities,
}

/// Model outputs for one image.
#[derive(Clone, Copy, Debug)]
struct RawOutputs {
    scores: [f32; 10],
    rejection: Option<f32>,
}

impl TractClassifier {
    /// Loads an ONNX graph that maps intensities, `[N, 1, 28, 28]` or `[N, 28, 28, 1]`, to ten logits
    /// or probabilities `[N, 10]` and, optionally, a rejection logit `[N]`.
    ///
    /// # Errors
    /// If the bytes are not such a graph, or tract lacks an operator.
    pub fn new(onnx: &[u8]) -> Result<Self, ClassifyError> {
        Ok(Self::load(onnx, PixelConvention::default())?)
    }

    /// Loads a model as [`Self::new`] does, with another input normalization.
    ///
    /// # Errors
    /// As [`Self::new`]; the message includes a remedy.
    pub fn load(onnx: &[u8], convention: PixelConvention) -> Result<Self, ModelError> {
        // Malformed graphs may make tract panic. WebAssembly cannot catch that: the worker dies, which
        // the page detects.
        let loaded = catch_unwind(AssertUnwindSafe(|| Self::try_load(onnx, convention)));
        loaded.unwrap_or_else(|_| {
            Err(ModelError::Graph(
                "its nodes do not fit together".to_owned(),
            ))
        })
    }

    fn try_load(onnx: &[u8], convention: PixelConvention) -> Result<Self, ModelError> {
        let framework = tract_onnx::onnx();
        let model = file::read(&framework, onnx)?;
        let graph = model.graph.as_ref().ok_or(ModelError::NotOnnx)?;
        let shape = file::input_shape(graph)?;
        let parameters = file::parameters(graph);
        let graph = framework
            .model_for_proto_model(&model)
            .map_err(graph_error)?;
        let typed = optimized(graph, shape).map_err(graph_error)?;
        check_outputs(&typed)?;
        let mut classifier = Self {
            plan: typed.into_runnable().map_err(graph_error)?,
            shape,
            convention,
            scores: Scores::Logits,
            parameters,
        };
        classifier.scores = classifier.detect_scores()?;
        Ok(classifier)
    }

    /// Loads the committed model.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn embedded() -> Result<Self, ClassifyError> {
        Self::new(crate::model::ONNX)
    }

    /// Number of floating-point parameters in the file.
    pub fn parameters(&self) -> u64 {
        self.parameters
    }

    /// Runs the network on one image. The scores are probabilities instead of logits if the model
    /// returns such.
    ///
    /// # Errors
    /// If the forward pass fails.
    pub fn outputs(&self, image: &DigitImage) -> Result<Outputs, ClassifyError> {
        let raw = self
            .forward(image)
            .map_err(|error| ClassifyError::Inference(format!("{error:#}")))?;
        Ok(Outputs {
            logits: raw.scores,
            rejection: raw.rejection.unwrap_or(NEVER_REJECT),
        })
    }

    fn predict(&self, image: &DigitImage) -> Result<Prediction, ClassifyError> {
        let outputs = self.outputs(image)?;
        match self.scores {
            Scores::Logits => outputs.prediction(),
            Scores::Probabilities => normalized(&outputs.logits)
                .and_then(|scores| Prediction::from_probabilities(scores, 0.0))
                .ok_or_else(|| {
                    ClassifyError::Inference("the outputs are not probabilities".into())
                }),
        }
    }

    fn forward(&self, image: &DigitImage) -> TractResult<RawOutputs> {
        let pixels: Vec<f32> = self.convention.feed(image).collect();
        let input = Tensor::from_shape(&self.shape, &pixels)?;
        let outputs = self.plan.run(tvec!(input.into()))?;
        let numbers = |output: &TValue| -> TractResult<Vec<f32>> {
            let output = output.cast_to::<f32>()?;
            Ok(output.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
        };
        let [scores, rest @ ..] = &outputs[..] else {
            return Err(TractError::msg("the model has no outputs"));
        };
        let rejection = rest.first().map(numbers).transpose()?;
        Ok(RawOutputs {
            scores: numbers(scores)?.as_slice().try_into()?,
            rejection: rejection.and_then(|rejection| rejection.first().copied()),
        })
    }

    /// Detects whether the scores are probabilities, by running blank, full and half-inked images.
    fn detect_scores(&self) -> Result<Scores, ModelError> {
        let half = std::array::from_fn(|pixel| if pixel % 28 < 14 { 0 } else { 255 });
        let images = [[0; DigitImage::PIXELS], [255; DigitImage::PIXELS], half];
        let mut are_probabilities = true;
        for pixels in images {
            let raw = self
                .forward(&DigitImage::new(pixels))
                .map_err(graph_error)?;
            let numbers = raw.scores.iter().chain(&raw.rejection);
            if !numbers.copied().all(f32::is_finite) {
                return Err(ModelError::NotFinite);
            }
            are_probabilities &= raw.rejection.is_none() && normalized(&raw.scores).is_some();
        }
        Ok(if are_probabilities {
            Scores::Probabilities
        } else {
            Scores::Logits
        })
    }
}

impl Classifier for TractClassifier {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        images.iter().map(|image| self.predict(image)).collect()
    }
}

impl From<ModelError> for ClassifyError {
    fn from(error: ModelError) -> Self {
        Self::Model(error.to_string())
    }
}

/// Scores divided by their sum, if they are probabilities within [`TOLERANCE`].
fn normalized(scores: &[f32; 10]) -> Option<[f32; 10]> {
    let sum: f32 = scores.iter().sum();
    let are_valid = scores.iter().all(|&score| score >= 0.0) && (sum - 1.0).abs() <= TOLERANCE;
    are_valid.then(|| scores.map(|score| score / sum))
}

fn optimized(model: InferenceModel, shape: [usize; 4]) -> TractResult<TypedModel> {
    model
        .with_input_fact(0, f32::fact(shape).into())?
        .into_optimized()
}

/// Checks that the outputs are ten scores and, optionally, one rejection.
fn check_outputs(model: &TypedModel) -> Result<(), ModelError> {
    let facts = model
        .outputs
        .iter()
        .map(|outlet| model.outlet_fact(*outlet));
    let facts: Vec<_> = facts.collect::<TractResult<_>>().map_err(graph_error)?;
    let sizes: Vec<Option<usize>> = facts
        .iter()
        .map(|fact| {
            let shape = fact.shape.as_concrete()?;
            // Only one dimension may exceed 1: 10 and 1×10 are accepted, 2×5 is not.
            let rows = shape.iter().filter(|&&size| size != 1).count();
            (rows <= 1).then(|| shape.iter().product())
        })
        .collect();
    match sizes[..] {
        [Some(10)] | [Some(10), Some(1)] => Ok(()),
        _ => {
            let shapes: Vec<String> = facts.iter().map(|fact| format_shape(fact)).collect();
            Err(ModelError::OutputShape(shapes.join(" and ")))
        }
    }
}

fn format_shape(fact: &TypedFact) -> String {
    let sizes: Vec<String> = fact.shape.iter().map(ToString::to_string).collect();
    if sizes.is_empty() {
        "a single number".to_owned()
    } else {
        sizes.join("×")
    }
}

fn graph_error(error: TractError) -> ModelError {
    ModelError::Graph(error.root_cause().to_string())
}
