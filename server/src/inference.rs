//! Inference away from the threads that serve connections.

mod digits;
mod pool;

pub(crate) use digits::Digits;
pub(crate) use pool::{Pool, Trouble, panic_message};
