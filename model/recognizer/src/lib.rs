//! Ink to probabilities: everything between a person's strokes and the ten probabilities.
//!
//! ```text
//! Drawing ─ rasterize ─► Raster ─ fit ─► 20 px box ─ center ─► DigitImage ─ classify ─► Prediction
//! ```
//!
//! The crate touches no file, socket, DOM, clock or random source: the same input gives the same
//! output, natively and in WebAssembly.

mod classifier;
mod digit_image;
mod error;
pub mod model;
mod prediction;
mod preprocess;
mod raster;
mod stroke;

#[cfg(feature = "tract")]
pub use classifier::tract::TractClassifier;
pub use classifier::{Classifier, classify_one};
pub use digit_image::DigitImage;
pub use error::{ClassifyError, RasterError};
pub use prediction::Prediction;
pub use preprocess::{preprocess, preprocess_raster};
pub use raster::Raster;
pub use stroke::{Drawing, PAD_SIZE, PEN_WIDTH, Point, Stroke};
