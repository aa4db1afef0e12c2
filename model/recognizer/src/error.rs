use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Error of [`Raster::from_ink`](crate::Raster::from_ink).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RasterError {
    /// The number of pixels is not `width × height`.
    #[error("a raster of {width}×{height} needs {} pixels, found {found}", width * height)]
    PixelCount {
        /// Requested columns.
        width: usize,
        /// Requested rows.
        height: usize,
        /// Number of pixels passed.
        found: usize,
    },
    /// `width × height` overflows.
    #[error("a raster of {width}×{height} is too large")]
    TooLarge {
        /// Requested columns.
        width: usize,
        /// Requested rows.
        height: usize,
    },
}

/// Error of an inference engine.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ClassifyError {
    /// The engine cannot run the model's bytes.
    #[error("the model cannot be loaded: {0}")]
    Model(String),
    /// The forward pass failed.
    #[error("inference failed: {0}")]
    Inference(String),
}
