//! Compiled network as a compressed file of the build.

use anyhow::Result;
use e2e::Site;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use std::io::Read;

/// Path of the file.
pub(crate) const NETWORK: &str = "/network.bin";

/// WebAssembly of this site's network.
pub(crate) fn unpack(site: &Site) -> Result<Vec<u8>> {
    let packed = site.file(NETWORK)?;
    let mut wasm = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut wasm)?;
    Ok(wasm)
}

/// Compresses WebAssembly as the build does.
pub(crate) fn pack(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    GzEncoder::new(wasm, Compression::fast()).read_to_end(&mut packed)?;
    Ok(packed)
}
