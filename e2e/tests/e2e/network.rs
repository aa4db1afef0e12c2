//! The engine's program, as the build packs it.

use anyhow::{Context, Result};
use e2e::Site;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use std::fs;
use std::io::Read;

/// Where it is asked for.
pub(crate) const NETWORK: &str = "/network.bin";

/// The program of this site's page.
pub(crate) fn unpack(site: &Site) -> Result<Vec<u8>> {
    let file = site.dist().join(NETWORK.trim_start_matches('/'));
    let packed = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut program = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut program)?;
    Ok(program)
}

/// What a build would make of this program.
pub(crate) fn pack(program: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    GzEncoder::new(program, Compression::fast()).read_to_end(&mut packed)?;
    Ok(packed)
}
