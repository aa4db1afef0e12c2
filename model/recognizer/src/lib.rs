//! Ink to number: everything between a person's strokes and the probabilities of each digit.
//!
//! ```text
//! Drawing ─ segment ─► candidates ─ preprocess ─► DigitImages ─ classify ─► Predictions ─ read ─► Number
//! ```
//!
//! The crate touches no file, socket, DOM, clock or random source: the same input gives the same
//! output, natively and in WebAssembly.

mod bounding_box;
mod classifier;
mod digit_image;
mod error;
pub mod model;
mod number;
mod pixel_convention;
mod prediction;
mod preprocess;
mod raster;
mod recognize;
mod saliency;
mod segment;
mod stroke;

pub use bounding_box::BoundingBox;
#[cfg(feature = "tract")]
pub use classifier::tract::{ModelError, TractClassifier, check_model_size};
pub use classifier::{Classifier, Outputs, classify_one};
pub use digit_image::DigitImage;
pub use error::{ClassifyError, RasterError};
pub use number::{Digit, MAX_DIGITS, Number};
pub use pixel_convention::{ConventionError, InkValue, PixelConvention};
pub use prediction::Prediction;
pub use preprocess::{Stages, preprocess, preprocess_raster};
pub use raster::Raster;
pub use recognize::{recognize, recognize_raster};
pub use saliency::{Saliency, saliency};
pub use segment::{Segmentation, segment, segment_raster, strokes_of};
pub use stroke::{Drawing, PAD_SIZE, PEN_WIDTH, Point, Stroke};
