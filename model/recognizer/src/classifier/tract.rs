//! tract as an engine for any ONNX model that classifies digit images.

mod error;
mod file;
mod foreign;
mod outputs;
mod scores;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tract_onnx::pb::ModelProto;
use tract_onnx::prelude::*;

use super::{Classifier, Outputs};
use crate::{ClassifyError, DigitImage, PixelConvention, Prediction};

pub use error::ModelError;
pub use file::check_model_size;

use outputs::{Output, Roles};
use scores::Scores;

/// Rejection logit for models without that output: never rejects.
const NEVER_REJECT: f32 = f32::MIN;

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
    roles: Roles,
    scores: Scores,
    parameters: u64,
}

/// Model outputs for one image.
#[derive(Clone, Copy, Debug)]
struct RawOutputs {
    scores: [f32; 10],
    rejection: Option<f32>,
}

impl TractClassifier {
    /// Loads an ONNX graph that maps intensities, `[N, 1, 28, 28]` or `[N, 28, 28, 1]`, to ten logits
    /// or probabilities `[N, 10]` and, optionally, a rejection logit `[N]`, whose name contains "reject".
    /// Other outputs, such as a label or a loss, are ignored.
    ///
    /// Probabilities that do not sum to 1 are taken as those of a sigmoid: each is the model's belief in one
    /// digit, and if it believes in none, the image is rejected.
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
        let framework = tract_onnx::onnx();
        let model = contain(|| file::read(&framework, onnx))?;
        let graph = model.graph.as_ref().ok_or(ModelError::NotOnnx)?;
        let mut first_error = None;
        // Open dimensions fit several shapes.
        for shape in file::input_shapes(graph)? {
            match contain(|| Self::with_shape(&framework, &model, shape, convention)) {
                Ok(classifier) => return Ok(classifier),
                Err(error) => first_error = first_error.or(Some(error)),
            }
        }
        Err(first_error.unwrap_or(ModelError::NotOnnx))
    }

    fn with_shape(
        framework: &tract_onnx::Onnx,
        model: &ModelProto,
        shape: [usize; 4],
        convention: PixelConvention,
    ) -> Result<Self, ModelError> {
        let graph = model.graph.as_ref().ok_or(ModelError::NotOnnx)?;
        let names = graph.output.iter().map(|output| output.name.clone());
        let parsed = framework.model_for_proto_model(model);
        let typed = parsed.and_then(|it| optimized(it, shape));
        let typed = typed.map_err(graph_error)?;
        let outputs = Output::all(names.collect(), &typed).map_err(graph_error)?;
        let mut classifier = Self {
            roles: Roles::of(&outputs)?,
            plan: typed.into_runnable().map_err(graph_error)?,
            shape,
            convention,
            scores: Scores::Logits,
            parameters: file::parameters(graph),
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
        let prediction = self.scores.prediction(self.outputs(image)?);
        prediction.ok_or_else(|| {
            let kind = match self.scores {
                Scores::Probabilities => "are not probabilities",
                Scores::Logits | Scores::Independent => "are not finite numbers",
            };
            ClassifyError::Inference(format!("the outputs {kind}"))
        })
    }

    fn forward(&self, image: &DigitImage) -> TractResult<RawOutputs> {
        let pixels: Vec<f32> = self.convention.feed(image).collect();
        let input = Tensor::from_shape(&self.shape, &pixels)?;
        let outputs = self.plan.run(tvec!(input.into()))?;
        let numbers = |index: usize| -> TractResult<Vec<f32>> {
            let missing = || TractError::msg("an output is missing");
            let output = outputs.get(index).ok_or_else(missing)?;
            let output = output.cast_to::<f32>()?;
            Ok(output.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
        };
        let rejection = self.roles.rejection.map(numbers).transpose()?;
        Ok(RawOutputs {
            scores: numbers(self.roles.scores)?.as_slice().try_into()?,
            rejection: rejection.and_then(|rejection| rejection.first().copied()),
        })
    }

    /// Detects the meaning of the scores, by running blank, full and half-inked images.
    fn detect_scores(&self) -> Result<Scores, ModelError> {
        let half = std::array::from_fn(|pixel| if pixel % 28 < 14 { 0 } else { 255 });
        let images = [[0; DigitImage::PIXELS], [255; DigitImage::PIXELS], half];
        let mut examples = [[0.0; 10]; 3];
        for (example, pixels) in examples.iter_mut().zip(images) {
            let raw = self
                .forward(&DigitImage::new(pixels))
                .map_err(graph_error)?;
            let numbers = raw.scores.iter().chain(&raw.rejection);
            if !numbers.copied().all(f32::is_finite) {
                return Err(ModelError::NotFinite);
            }
            *example = raw.scores;
        }
        Ok(Scores::detect(&examples))
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

fn optimized(model: InferenceModel, shape: [usize; 4]) -> TractResult<TypedModel> {
    model
        .with_input_fact(0, f32::fact(shape).into())?
        .into_optimized()
}

/// Turns panics into errors: malformed graphs may make tract panic. WebAssembly cannot catch that: the
/// worker dies, which the page detects.
fn contain<T>(load: impl FnOnce() -> Result<T, ModelError>) -> Result<T, ModelError> {
    catch_unwind(AssertUnwindSafe(load)).unwrap_or_else(|_| {
        Err(ModelError::Graph(
            "its nodes do not fit together".to_owned(),
        ))
    })
}

fn graph_error(error: TractError) -> ModelError {
    ModelError::Graph(error.root_cause().to_string())
}
