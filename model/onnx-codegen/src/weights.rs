//! Weights in 12 bits each, which is what training leaves of them.

use crate::CompileError;

/// 2¹⁰²: theirs have five bits of exponent with a bias of 25, of singles' eight with one of 127.
const SCALE: f32 = f32::from_bits((127 + 102) << 23);
/// What is left of a single's 23 bits of mantissa: six.
const DROPPED: u32 = 17;

/// The high eight bits of all weights, then the low four of two in a byte: the low ones do not compress.
///
/// # Errors
/// If a weight is none of a sign, five bits of exponent and six of mantissa.
pub fn encode(weights: &[f32]) -> Result<Vec<u8>, CompileError> {
    let codes: Result<Vec<u16>, _> = weights.iter().map(|&weight| code(weight)).collect();
    let codes = codes?;
    let high = codes.iter().map(|code| (code >> 4) as u8);
    let low = codes.chunks(2).map(|pair| {
        let [first, second] = [0, 1].map(|index| pair.get(index).map_or(0, |code| code & 15));
        (first | second << 4) as u8
    });
    Ok(high.chain(low).collect())
}

/// Rounded here, the network would not be the one that the file describes.
fn code(weight: f32) -> Result<u16, CompileError> {
    let scaled = weight / SCALE;
    let (sign, magnitude) = (scaled.to_bits() >> 31, scaled.to_bits() & 0x7fff_ffff);
    let kept = magnitude >> DROPPED;
    if kept > 0x7ff || kept << DROPPED != magnitude || scaled * SCALE != weight {
        return Err(CompileError::Weight(weight.to_string()));
    }
    Ok((sign << 11 | kept) as u16)
}
