use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why pixels cannot be a raster.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RasterError {
    /// The number of pixels is not `width × height`.
    #[error("a raster of {width}×{height} needs {} pixels, found {found}", width * height)]
    PixelCount {
        /// Columns asked for.
        width: usize,
        /// Rows asked for.
        height: usize,
        /// Pixels given.
        found: usize,
    },
    /// More pixels than can be addressed.
    #[error("a raster of {width}×{height} is too large")]
    TooLarge {
        /// Columns asked for.
        width: usize,
        /// Rows asked for.
        height: usize,
    },
}

/// Why an engine cannot classify.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ClassifyError {
    /// The model's bytes are no model that the engine can run.
    #[error("the model cannot be loaded: {0}")]
    Model(String),
    /// The forward pass failed.
    #[error("inference failed: {0}")]
    Inference(String),
}
