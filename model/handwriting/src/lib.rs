//! Handwritten digits as pen strokes: file formats, splits by writer, augmentation and placement.
//!
//! ```text
//! UNIPEN text ─ parse ─► PenDigit ─ Split ─► augment ─► on_pad │ compose ─► Drawing
//! ```
//!
//! Every random function takes its generator or its seed from the caller: the same seed gives the
//! same ink.
//!
//! ```
//! use handwriting::{augment, on_pad, seeded, unipen};
//!
//! let text = ".SEGMENT DIGIT 0 ? \"7\"\n.COMMENT 7 12\n.PEN_DOWN\n0 9\n6 9\n2 0\n.PEN_UP\n";
//! let digit = &unipen::parse(text)?[0];
//! assert_eq!((digit.label, digit.writer), (7, 12));
//!
//! let jittered = augment::jitter(&mut seeded(1, 0, 0), &digit.drawing, 0.02);
//! let drawing = on_pad(&jittered, 0.5, (0.5, 0.5));
//! assert!(drawing.points().all(|point| point.x.fract() == 0.0));
//! # Ok::<(), unipen::UnipenError>(())
//! ```

pub mod augment;
pub mod idx;
pub mod numbers;
pub mod pen_digits;
mod placement;
mod random;
pub mod unipen;

pub use pen_digits::Split;
pub use placement::on_pad;
pub use random::{Random, seeded};
pub use unipen::PenDigit;
