//! Digits that people wrote with a pen, and what may happen to them on their way to the pad.
//!
//! ```text
//! UNIPEN text ─ parse ─► PenDigit ─ Split ─► vary ─► on_pad │ compose ─► Drawing
//! ```
//!
//! Everything random takes its generator or its seed from the caller: the same seed gives the same
//! ink.

mod extent;
pub mod idx;
pub mod numbers;
mod pad;
pub mod pen_digits;
mod random;
pub mod unipen;
pub mod vary;

pub use extent::Extent;
pub use pad::on_pad;
pub use pen_digits::Split;
pub use random::{Random, seeded};
pub use unipen::PenDigit;
