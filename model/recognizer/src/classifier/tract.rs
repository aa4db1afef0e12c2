//! Any ONNX model that reads digit images, under tract.

mod error;
mod file;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tract_onnx::prelude::*;

use super::{Classifier, Outputs};
use crate::{ClassifyError, DigitImage, PixelConvention, Prediction};

pub use error::ModelError;
pub use file::check_model_size;

/// The rejection of a model that has none: it takes everything for a digit.
const NEVER: f32 = f32::MIN;

/// How far a sum of probabilities may be from 1: networks in half precision are no more exact.
const TOLERANCE: f32 = 0.01;

/// A network under tract, optimized for one image at a time.
pub struct TractClassifier {
    plan: Arc<TypedRunnableModel>,
    shape: [usize; 4],
    convention: PixelConvention,
    scores: Scores,
    parameters: u64,
}

/// What the ten numbers are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scores {
    Logits,
    Probabilities,
}

/// What a model gives for one image.
#[derive(Clone, Copy, Debug)]
struct Given {
    scores: [f32; 10],
    rejection: Option<f32>,
}

impl TractClassifier {
    /// Loads an ONNX graph that maps intensities, `[N, 1, 28, 28]` or `[N, 28, 28, 1]`, to ten
    /// logits or probabilities and, if it has one, a rejection `[N]`.
    ///
    /// # Errors
    /// If the bytes are no such graph, or it has an operator that tract lacks.
    pub fn new(onnx: &[u8]) -> Result<Self, ClassifyError> {
        Ok(Self::load(onnx, PixelConvention::default())?)
    }

    /// As [`Self::new`], for a model that wants its pixels in another way.
    ///
    /// # Errors
    /// As [`Self::new`], with what its maker can do about it.
    pub fn load(onnx: &[u8], convention: PixelConvention) -> Result<Self, ModelError> {
        // Graphs that no exporter writes may make tract panic; a worker dies of that, which its page
        // notices.
        let loaded = catch_unwind(AssertUnwindSafe(|| Self::try_load(onnx, convention)));
        loaded.unwrap_or_else(|_| Err(ModelError::Graph("it does not fit together".to_owned())))
    }

    fn try_load(onnx: &[u8], convention: PixelConvention) -> Result<Self, ModelError> {
        let framework = tract_onnx::onnx();
        let model = file::read(&framework, onnx)?;
        let graph = model.graph.as_ref().ok_or(ModelError::NotOnnx)?;
        let shape = file::input_shape(graph)?;
        let parameters = file::parameters(graph);
        let graph = framework.model_for_proto_model(&model).map_err(unfit)?;
        let typed = optimized(graph, shape).map_err(unfit)?;
        check_outputs(&typed)?;
        let mut classifier = Self {
            plan: typed.into_runnable().map_err(unfit)?,
            shape,
            convention,
            scores: Scores::Logits,
            parameters,
        };
        classifier.scores = classifier.try_out()?;
        Ok(classifier)
    }

    /// The committed model.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn embedded() -> Result<Self, ClassifyError> {
        Self::new(crate::model::ONNX)
    }

    /// Number of weights in the file.
    pub fn parameters(&self) -> u64 {
        self.parameters
    }

    /// The network's outputs for one image.
    ///
    /// # Errors
    /// If the forward pass fails.
    pub fn outputs(&self, image: &DigitImage) -> Result<Outputs, ClassifyError> {
        let given = self
            .forward(image)
            .map_err(|error| ClassifyError::Inference(format!("{error:#}")))?;
        Ok(Outputs {
            logits: given.scores,
            rejection: given.rejection.unwrap_or(NEVER),
        })
    }

    fn predict(&self, image: &DigitImage) -> Result<Prediction, ClassifyError> {
        let outputs = self.outputs(image)?;
        match self.scores {
            Scores::Logits => outputs.prediction(),
            Scores::Probabilities => shares(&outputs.logits)
                .and_then(|shares| Prediction::from_probabilities(shares, 0.0))
                .ok_or_else(|| ClassifyError::Inference("the outputs are no probabilities".into())),
        }
    }

    fn forward(&self, image: &DigitImage) -> TractResult<Given> {
        let pixels: Vec<f32> = self.convention.feed(image).collect();
        let input = Tensor::from_shape(&self.shape, &pixels)?;
        let outputs = self.plan.run(tvec!(input.into()))?;
        let numbers = |output: &TValue| -> TractResult<Vec<f32>> {
            let output = output.cast_to::<f32>()?;
            Ok(output.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
        };
        let [scores, rest @ ..] = &outputs[..] else {
            return Err(TractError::msg("the model gives nothing"));
        };
        let rejection = rest.first().map(numbers).transpose()?;
        Ok(Given {
            scores: numbers(scores)?.as_slice().try_into()?,
            rejection: rejection.and_then(|rejection| rejection.first().copied()),
        })
    }

    /// Runs it once on blank, full and half-inked images: what they give tells what its scores are.
    fn try_out(&self) -> Result<Scores, ModelError> {
        let half = std::array::from_fn(|pixel| if pixel % 28 < 14 { 0 } else { 255 });
        let images = [[0; DigitImage::PIXELS], [255; DigitImage::PIXELS], half];
        let mut are_shares = true;
        for pixels in images {
            let given = self.forward(&DigitImage::new(pixels)).map_err(unfit)?;
            let numbers = given.scores.iter().chain(&given.rejection);
            if !numbers.copied().all(f32::is_finite) {
                return Err(ModelError::NotFinite);
            }
            are_shares &= given.rejection.is_none() && shares(&given.scores).is_some();
        }
        Ok(match are_shares {
            true => Scores::Probabilities,
            false => Scores::Logits,
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

/// These scores with a sum of exactly 1, if they are probabilities.
fn shares(scores: &[f32; 10]) -> Option<[f32; 10]> {
    let sum: f32 = scores.iter().sum();
    let is_sound = scores.iter().all(|&score| score >= 0.0) && (sum - 1.0).abs() <= TOLERANCE;
    is_sound.then(|| scores.map(|score| score / sum))
}

fn optimized(model: InferenceModel, shape: [usize; 4]) -> TractResult<TypedModel> {
    model
        .with_input_fact(0, f32::fact(shape).into())?
        .into_optimized()
}

/// Refuses a model that gives anything but ten numbers and, at most, one for rejection.
fn check_outputs(model: &TypedModel) -> Result<(), ModelError> {
    let facts = model
        .outputs
        .iter()
        .map(|outlet| model.outlet_fact(*outlet));
    let facts: Vec<_> = facts.collect::<TractResult<_>>().map_err(unfit)?;
    let sizes: Vec<Option<usize>> = facts
        .iter()
        .map(|fact| {
            let shape = fact.shape.as_concrete()?;
            // As many values in one row: 10 and 1×10, but not 2×5.
            let rows = shape.iter().filter(|&&size| size != 1).count();
            (rows <= 1).then(|| shape.iter().product())
        })
        .collect();
    match sizes[..] {
        [Some(10)] | [Some(10), Some(1)] => Ok(()),
        _ => {
            let shown: Vec<String> = facts.iter().map(|fact| shown(fact)).collect();
            Err(ModelError::OutputShape(shown.join(" and ")))
        }
    }
}

fn shown(fact: &TypedFact) -> String {
    let sizes: Vec<String> = fact.shape.iter().map(ToString::to_string).collect();
    match sizes.is_empty() {
        true => "a single number".to_owned(),
        false => sizes.join("×"),
    }
}

fn unfit(error: TractError) -> ModelError {
    ModelError::Graph(error.root_cause().to_string())
}
