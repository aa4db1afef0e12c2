//! Model options: the built-in model, or a file of the user's own.

use crate::own_model::{OwnModel, OwnModelError};
use clap::Args;
use recognizer::InkValue;
use std::path::PathBuf;

/// Served model, and how its pixels are computed.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Model")]
pub struct ModelOptions {
    /// ONNX file to serve in place of the built-in model, up to 64 MB. Input: one image, 1×1×28×28
    /// or 1×28×28×1; output: ten logits or probabilities. The API names the model after the file,
    /// without .onnx.
    #[arg(long, env = "INKLING_MODEL", value_name = "FILE")]
    pub model: Option<PathBuf>,

    /// Value of ink for the model of --model: 1 (paper is 0) or 0 (paper is 1).
    #[arg(long, env = "INKLING_INK", value_parser = parse_ink, default_value = "1")]
    pub ink: InkValue,

    /// Mean subtracted from the pixels for the model of --model, as in 0.1307.
    #[arg(
        long,
        env = "INKLING_MEAN",
        allow_negative_numbers = true,
        default_value_t = 0.0
    )]
    pub mean: f32,

    /// Standard deviation that the pixels are then divided by, as in 0.3081.
    #[arg(long, env = "INKLING_DEVIATION", default_value_t = 1.0)]
    pub deviation: f32,
}

impl Default for ModelOptions {
    fn default() -> Self {
        Self {
            model: None,
            ink: InkValue::One,
            mean: 0.0,
            deviation: 1.0,
        }
    }
}

impl ModelOptions {
    /// Loads the model of `--model`; `None` without that option.
    ///
    /// # Errors
    /// If the build has no support for it (feature `own-model`), the file cannot be read, or it
    /// holds no model that reads digits.
    pub fn load(&self) -> Result<Option<OwnModel>, OwnModelError> {
        let load = |file| OwnModel::load(file, self);
        self.model.as_deref().map(load).transpose()
    }
}

fn parse_ink(text: &str) -> Result<InkValue, String> {
    match text {
        "1" => Ok(InkValue::One),
        "0" => Ok(InkValue::Zero),
        _ => Err("ink is 1 or 0".to_owned()),
    }
}
