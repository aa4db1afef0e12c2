//! The network itself, as the compiler wrote it.

use crate::LayerKind;
use crate::kernels::{Filter, Map, TileFilter, Tiles, convolve, convolve_tiles, max_pool, tiled};
use crate::weights;

include!(concat!(env!("OUT_DIR"), "/network.rs"));
