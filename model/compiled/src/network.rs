//! The network itself, as the compiler wrote it.

use crate::kernels::{Filter, Map, convolve, max_pool};

include!(concat!(env!("OUT_DIR"), "/network.rs"));
