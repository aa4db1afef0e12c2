//! Memory that a picture takes, estimated from its header.

use image::{ColorType, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// Largest number of bytes per pixel of the reduced picture while ink is looked for.
const BYTES_PER_REDUCED_PIXEL: u64 = 80;

/// Largest number of pixels of a reduced picture.
const MAX_REDUCED: u64 = 1024 * 1024;

/// Estimates the largest number of bytes that [`segment_picture`](crate::segment_picture) holds for this
/// file, besides the file itself. Decodes nothing but the header; `None` if that is not the header of a
/// picture of at most `max_pixels`.
pub fn estimate_memory(file: &[u8], max_pixels: u64) -> Option<u64> {
    let reader = ImageReader::new(Cursor::new(file));
    let reader = reader.with_guessed_format().ok()?;
    let format = reader.format()?;
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > max_pixels {
        return None;
    }
    let color = decoder.color_type();
    // One byte per channel: deep PNG files are decoded to 8 bits.
    let decoded = u64::from(color.channel_count()) * pixels;
    let beside = bytes_of_decoder(format, file, color).max(bytes_of_conversion(color)) * pixels;
    let reduced = BYTES_PER_REDUCED_PIXEL * pixels.min(MAX_REDUCED);
    Some((decoded + beside).max(reduced) + file.len() as u64)
}

/// Bytes per pixel that a decoder holds besides its output.
fn bytes_of_decoder(format: ImageFormat, file: &[u8], color: ColorType) -> u64 {
    let channels = u64::from(color.channel_count());
    match format {
        // Coefficients of 16 bits.
        ImageFormat::Jpeg if has_several_scans(file) => 2 * channels,
        // Planes of brightness and color.
        ImageFormat::WebP if file.get(12..16) == Some(b"VP8 ") => 2,
        // A frame in four channels, and the canvas of an animation or a transparent layer.
        ImageFormat::WebP => 8,
        ImageFormat::Gif => 4,
        _ => 0,
    }
}

/// Bytes per pixel of a copy in other colors.
fn bytes_of_conversion(color: ColorType) -> u64 {
    if color.has_alpha() { 4 } else { 1 }
}

/// Whether a JPEG's decoder must hold all coefficients until the last scan: in progressive files, and in
/// those whose first scan lacks a component.
fn has_several_scans(file: &[u8]) -> bool {
    const FRAMES: std::ops::RangeInclusive<u8> = 0xC0..=0xCF;
    const PROGRESSIVE: u8 = 0xC2;
    const SCAN: u8 = 0xDA;
    let mut components = 0;
    let mut rest = file.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, segment @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        match *marker {
            PROGRESSIVE => return true,
            SCAN => return segment.first().is_some_and(|it| *it < components),
            // Tables have markers of the same range.
            marker if FRAMES.contains(&marker) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                components = segment.get(5).copied().unwrap_or_default();
            }
            _ => {}
        }
        rest = rest.get(2 + length..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{estimate_memory, has_several_scans};
    use image::{DynamicImage, ImageFormat};
    use std::io::Cursor;

    fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).expect("an encoder");
        file.into_inner()
    }

    #[test]
    fn estimates_grow_with_pixels_channels_and_depth() {
        let estimate = |picture: DynamicImage, format| {
            let bytes = file(&picture, format);
            let estimate = estimate_memory(&bytes, 9_000_000).expect("a header");
            // The header suffices.
            let head = &bytes[..bytes.len().min(100)];
            assert!(format != ImageFormat::Png || estimate_memory(head, 9_000_000).is_some());
            estimate
        };
        let (side, million) = (3000, 1_000_000);
        let gray = estimate(DynamicImage::new_luma8(side, side), ImageFormat::Png);
        let rgba = estimate(DynamicImage::new_rgba8(side, side), ImageFormat::Png);
        let deep = estimate(DynamicImage::new_rgba16(side, side), ImageFormat::Png);
        let small = estimate(DynamicImage::new_rgba16(20, 20), ImageFormat::Png);
        assert!((18 * million..90 * million).contains(&gray), "{gray}");
        assert!(
            (72 * million..gray + 72 * million).contains(&rgba),
            "{rgba}"
        );
        assert!(deep >= rgba && small < 40_000, "{deep} {small}");
        let jpeg = estimate(DynamicImage::new_rgb8(side, side), ImageFormat::Jpeg);
        let webp = estimate(DynamicImage::new_rgb8(side, side), ImageFormat::WebP);
        assert!(
            jpeg >= 36 * million && webp >= 99 * million,
            "{jpeg} {webp}"
        );
    }

    #[test]
    fn files_that_will_not_be_decoded_have_no_estimate() {
        let png = file(&DynamicImage::new_luma8(30, 30), ImageFormat::Png);
        assert!(estimate_memory(&png, 900).is_some());
        for (file, max_pixels) in [
            (&b""[..], 900),
            (b"text", 900),
            (&png[..20], 900),
            (&png, 899),
        ] {
            assert_eq!(estimate_memory(file, max_pixels), None);
        }
    }

    #[test]
    fn progressive_files_and_separate_scans_are_recognized() {
        let start = b"\xff\xd8\xff\xe0\0\x04ab";
        let frame = |marker: u8| [0xff, marker, 0, 8, 8, 0, 9, 0, 9, 3];
        let scan = |components: u8| [0xff, 0xda, 0, 3, components];
        let jpeg = |frame: [u8; 10], scan: [u8; 5]| [&start[..], &frame, &scan].concat();
        assert!(has_several_scans(&jpeg(frame(0xc2), scan(3))));
        assert!(has_several_scans(&jpeg(frame(0xc0), scan(1))));
        assert!(!has_several_scans(&jpeg(frame(0xc0), scan(3))));
        assert!(!has_several_scans(&jpeg(frame(0xc1), scan(3))));
        for broken in [&b""[..], b"\xff\xd8", b"\xff\xd8\xff\xc0\xff\xff"] {
            assert!(!has_several_scans(broken));
        }
    }
}
