//! Encoder of weights in 12 bits: 1 bit of sign, 5 of exponent, 6 of mantissa, as training rounds them.

use crate::CodegenError;

/// 2¹⁰²: the difference between the exponent bias of `f32` (127) and that of the packed format (25).
const SCALE: f32 = f32::from_bits((127 + 102) << 23);

/// Dropped bits of the 23-bit mantissa of `f32`, which leaves six.
const DROPPED_BITS: u32 = 17;

/// Encodes the high eight bits of all weights, followed by the low four bits, two weights per byte: the
/// low bits do not compress.
///
/// # Errors
/// If a weight is not exactly representable in 12 bits.
pub fn encode(weights: &[f32]) -> Result<Vec<u8>, CodegenError> {
    let codes: Result<Vec<u16>, _> = weights.iter().map(|&weight| code(weight)).collect();
    let codes = codes?;
    let high = codes.iter().map(|code| (code >> 4) as u8);
    let low = codes.chunks(2).map(|pair| {
        let [first, second] = [0, 1].map(|index| pair.get(index).map_or(0, |code| code & 15));
        (first | second << 4) as u8
    });
    Ok(high.chain(low).collect())
}

/// Encodes without rounding, so that the network stays exactly that of the ONNX file.
fn code(weight: f32) -> Result<u16, CodegenError> {
    let scaled = weight / SCALE;
    let (sign, magnitude) = (scaled.to_bits() >> 31, scaled.to_bits() & 0x7fff_ffff);
    let kept = magnitude >> DROPPED_BITS;
    if kept > 0x7ff || kept << DROPPED_BITS != magnitude || scaled * SCALE != weight {
        return Err(CodegenError::Weight(weight.to_string()));
    }
    Ok((sign << 11 | kept) as u16)
}
