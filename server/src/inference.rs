//! Thread pools for work that would block the threads of the connections.

mod inference_pool;
mod job_pool;

pub(crate) use inference_pool::InferencePool;
pub(crate) use job_pool::{JobPool, panic_message};
