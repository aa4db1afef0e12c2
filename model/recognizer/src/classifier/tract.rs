use std::sync::Arc;

use tract_onnx::prelude::*;

use super::{Classifier, Outputs};
use crate::{ClassifyError, DigitImage, Prediction};

/// The network under tract, optimized for one image at a time.
pub struct TractClassifier {
    plan: Arc<TypedRunnableModel>,
}

impl TractClassifier {
    /// Loads an ONNX graph that maps `[N, 1, 28, 28]` intensities to `logits` `[N, 10]` and
    /// `rejection` `[N]`.
    ///
    /// # Errors
    /// If the bytes are no such graph, or it has an operator that tract lacks.
    pub fn new(onnx: &[u8]) -> Result<Self, ClassifyError> {
        let plan = optimized(onnx).map_err(|error| ClassifyError::Model(format!("{error:#}")))?;
        Ok(Self { plan })
    }

    /// The committed model.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn embedded() -> Result<Self, ClassifyError> {
        Self::new(crate::model::ONNX)
    }

    /// The network's outputs for one image.
    ///
    /// # Errors
    /// If the forward pass fails or does not end in ten logits and one rejection.
    pub fn outputs(&self, image: &DigitImage) -> Result<Outputs, ClassifyError> {
        self.forward(image)
            .map_err(|error| ClassifyError::Inference(format!("{error:#}")))
    }

    fn forward(&self, image: &DigitImage) -> TractResult<Outputs> {
        let pixels: Vec<f32> = image.normalized().collect();
        let side = DigitImage::SIDE;
        let input = Tensor::from_shape(&[1, 1, side, side], &pixels)?;
        let outputs = self.plan.run(tvec!(input.into()))?;
        let [logits, rejection] = &outputs[..] else {
            let found = outputs.len();
            return Err(TractError::msg(format!(
                "expected two outputs, found {found}"
            )));
        };
        let [rejection] = rejection
            .try_as_plain_ram()?
            .as_slice::<f32>()?
            .try_into()?;
        Ok(Outputs {
            logits: logits.try_as_plain_ram()?.as_slice::<f32>()?.try_into()?,
            rejection,
        })
    }
}

impl Classifier for TractClassifier {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        let predict = |image| self.outputs(image)?.prediction();
        images.iter().map(predict).collect()
    }
}

fn optimized(mut onnx: &[u8]) -> TractResult<Arc<TypedRunnableModel>> {
    let side = DigitImage::SIDE;
    tract_onnx::onnx()
        .model_for_read(&mut onnx)?
        .with_input_fact(0, f32::fact([1, 1, side, side]).into())?
        .into_optimized()?
        .into_runnable()
}
