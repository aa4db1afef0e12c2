//! Half-precision numbers as the compiler writes them.

/// 2¹¹²: what a single's exponent lacks when it holds a half's, whose bias is 15 instead of 127.
const SCALE: f32 = f32::from_bits((127 + 112) << 23);

/// The numbers whose low bytes stand first, then their high bytes.
pub(crate) fn decode(planes: &[u8]) -> Vec<f32> {
    let (low, high) = planes.split_at(planes.len() / 2);
    let bytes = low.iter().zip(high);
    bytes
        .map(|(&low, &high)| single(u16::from_le_bytes([low, high])))
        .collect()
}

/// Exact for every finite number.
fn single(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let magnitude = u32::from(half & 0x7fff) << 13;
    f32::from_bits(sign | magnitude) * SCALE
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::single;
    use half::f16;

    #[test]
    fn every_finite_number_is_decoded_exactly() {
        for bits in 0..=u16::MAX {
            let expected = f16::from_bits(bits);
            if expected.is_finite() {
                assert_eq!(
                    single(bits).to_bits(),
                    expected.to_f32().to_bits(),
                    "{bits:04x}"
                );
            }
        }
    }
}
