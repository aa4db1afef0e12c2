//! Decoder of the weights, which `onnx_codegen` packs into 12-bit floating-point numbers.

/// 2¹⁰²: the difference between the exponent bias of `f32` (127) and that of the packed format (25).
const SCALE: f32 = f32::from_bits((127 + 102) << 23);

/// Decodes the high eight bits of all weights, followed by the low four bits, two weights per byte.
pub(crate) fn decode(packed: &[u8]) -> Vec<f32> {
    let (high, low) = packed.split_at(packed.len() * 2 / 3);
    let low = low.iter().flat_map(|pair| [pair & 15, pair >> 4]);
    high.iter()
        .zip(low)
        .map(|(&high, low)| to_f32(high, low))
        .collect()
}

/// Converts a sign, five bits of exponent and six of mantissa, without loss.
fn to_f32(high: u8, low: u8) -> f32 {
    let code = u32::from(high) << 4 | u32::from(low);
    let (sign, magnitude) = (code >> 11, code & 0x7ff);
    f32::from_bits(sign << 31 | magnitude << 17) * SCALE
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::decode;

    #[test]
    fn decoding_inverts_encoding() {
        // An odd number of weights leaves the last pair half full.
        let weights: Vec<f32> = (0..=0xfff)
            .map(|code: u16| {
                let sign = if code < 0x800 { 1.0 } else { -1.0 };
                let (exponent, mantissa) = (i32::from(code >> 6 & 31), f32::from(code & 63));
                if exponent == 0 {
                    sign * mantissa / 64.0 * 2_f32.powi(-24)
                } else {
                    sign * (1.0 + mantissa / 64.0) * 2_f32.powi(exponent - 25)
                }
            })
            .chain([0.5])
            .collect();
        let packed = onnx_codegen::encode(&weights).expect("all weights are representable");
        let decoded = decode(&packed);
        for (index, weight) in weights.iter().enumerate() {
            assert_eq!(decoded[index].to_bits(), weight.to_bits(), "{weight}");
        }
        assert_eq!(decoded.len(), weights.len());
    }
}
