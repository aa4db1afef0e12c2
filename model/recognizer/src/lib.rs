//! Ink to number: everything between pen strokes and the probabilities of each digit.
//!
//! ```text
//! Drawing ─ segment ─► candidates ─ preprocess ─► DigitImages ─ classify ─► Predictions ─ read ─► Number
//! ```
//!
//! The crate touches no file, socket, DOM, clock or random source: the same input gives the same
//! output, natively and in WebAssembly.
//!
//! [`recognize`] runs the whole pipeline with any [`Classifier`]. This stub classifies every image
//! as a 1, where `digits_net::CompiledClassifier` runs the committed network:
//!
//! ```
//! use recognizer::{
//!     Classifier, ClassifyError, DigitImage, Drawing, Outputs, Prediction, Stroke, recognize,
//! };
//!
//! struct Ones;
//!
//! impl Classifier for Ones {
//!     fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
//!         let mut logits = [0.0; 10];
//!         logits[1] = 8.0;
//!         let outputs = Outputs { logits, rejection: -8.0 };
//!         images.iter().map(|_| outputs.prediction()).collect()
//!     }
//! }
//!
//! // Two vertical strokes, in drawing units.
//! let strokes = [100.0, 250.0].map(|x| Stroke::from_iter([(x, 100.0), (x, 300.0)]));
//! let number = recognize(&Ones, &Drawing::from_iter(strokes))?.expect("the drawing has ink");
//! assert_eq!(number.to_string(), "11");
//! assert!(number.confidence() > 0.9 && !number.is_rejected());
//!
//! assert_eq!(recognize(&Ones, &Drawing::default())?, None);
//! # Ok::<(), ClassifyError>(())
//! ```

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
mod sign;
mod stroke;

pub use bounding_box::BoundingBox;
#[cfg(feature = "tract")]
pub use classifier::tract::{ModelError, TractClassifier, check_model_size};
pub use classifier::{Classifier, Outputs, classify_one};
pub use digit_image::DigitImage;
pub use error::{ClassifyError, RasterError};
pub use number::{Digit, MAX_DIGITS, Number, Symbol};
pub use pixel_convention::{ConventionError, InkValue, PixelConvention};
pub use prediction::Prediction;
pub use preprocess::{Stages, preprocess, preprocess_raster};
pub use raster::Raster;
pub use recognize::{recognize, recognize_raster};
pub use saliency::{Saliency, saliency};
pub use segment::{Segmentation, segment, segment_raster, strokes_of};
pub use sign::{Mark, Sign};
pub use stroke::{Drawing, PAD_SIZE, PEN_WIDTH, Point, Stroke};
