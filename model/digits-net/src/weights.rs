//! Weights as the compiler writes them: 12 bits each.

/// 2¹⁰²: what a single's exponent lacks when it holds one of theirs, whose bias is 25 instead of 127.
const SCALE: f32 = f32::from_bits((127 + 102) << 23);

/// The high eight bits of all weights stand first, then the low four of two in a byte.
pub(crate) fn decode(packed: &[u8]) -> Vec<f32> {
    let (high, low) = packed.split_at(packed.len() * 2 / 3);
    let low = low.iter().flat_map(|pair| [pair & 15, pair >> 4]);
    high.iter()
        .zip(low)
        .map(|(&high, low)| single(high, low))
        .collect()
}

/// From a sign, five bits of exponent and six of mantissa; exact.
fn single(high: u8, low: u8) -> f32 {
    let code = u32::from(high) << 4 | u32::from(low);
    let (sign, magnitude) = (code >> 11, code & 0x7ff);
    f32::from_bits(sign << 31 | magnitude << 17) * SCALE
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::decode;

    #[test]
    fn every_weight_is_decoded_as_it_was_encoded() {
        // With one weight more, the last pair is half full.
        let weights: Vec<f32> = (0..=0xfff)
            .map(|code: u16| {
                let sign = if code < 0x800 { 1.0 } else { -1.0 };
                let (exponent, mantissa) = (i32::from(code >> 6 & 31), f32::from(code & 63));
                match exponent {
                    0 => sign * mantissa / 64.0 * 2_f32.powi(-24),
                    _ => sign * (1.0 + mantissa / 64.0) * 2_f32.powi(exponent - 25),
                }
            })
            .chain([0.5])
            .collect();
        let packed = onnx_codegen::encode(&weights).expect("these are weights");
        let decoded = decode(&packed);
        for (index, weight) in weights.iter().enumerate() {
            assert_eq!(decoded[index].to_bits(), weight.to_bits(), "{weight}");
        }
        assert_eq!(decoded.len(), weights.len());
    }
}
