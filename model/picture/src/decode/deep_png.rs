//! Decoding of PNG files with 16 bits per channel to 8 bits, in half the memory.

use crate::PictureError;
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};
use png::{ColorType, Decoder, Transformations};
use std::io::Cursor;

/// Decodes a PNG file.
///
/// # Errors
/// If the file is damaged.
pub(super) fn decode(file: &[u8]) -> Result<DynamicImage, PictureError> {
    let damaged = |_| PictureError::Damaged;
    let mut decoder = Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let size = reader.output_buffer_size().ok_or(PictureError::Damaged)?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(damaged)?;
    let (width, height) = (frame.width, frame.height);
    let picture = match frame.color_type {
        ColorType::Grayscale => GrayImage::from_raw(width, height, pixels).map(Into::into),
        ColorType::GrayscaleAlpha => {
            GrayAlphaImage::from_raw(width, height, pixels).map(Into::into)
        }
        ColorType::Rgb => RgbImage::from_raw(width, height, pixels).map(Into::into),
        ColorType::Rgba => RgbaImage::from_raw(width, height, pixels).map(Into::into),
        ColorType::Indexed => None,
    };
    picture.ok_or(PictureError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use image::{DynamicImage, ImageBuffer, ImageFormat, Luma, LumaA, Rgb, Rgba};
    use std::io::Cursor;

    #[test]
    fn channels_keep_their_upper_halves() {
        let (deep, shallow) = (
            [0x1234_u16, 0xffff, 0x00ff, 0x8000],
            [0x12, 0xff, 0x00, 0x80],
        );
        let [a, b, c, d] = deep;
        let pictures: [DynamicImage; 4] = [
            ImageBuffer::from_pixel(3, 2, Luma([a])).into(),
            ImageBuffer::from_pixel(3, 2, LumaA([a, b])).into(),
            ImageBuffer::from_pixel(3, 2, Rgb([a, b, c])).into(),
            ImageBuffer::from_pixel(3, 2, Rgba([a, b, c, d])).into(),
        ];
        for (channels, picture) in (1..).zip(pictures) {
            let mut file = Cursor::new(Vec::new());
            picture
                .write_to(&mut file, ImageFormat::Png)
                .expect("an encoder");
            let decoded = decode(file.get_ref()).expect("a picture");
            assert_eq!((decoded.width(), decoded.height()), (3, 2));
            assert_eq!(decoded.as_bytes(), shallow[..channels].repeat(6));
            assert!(decode(&file.get_ref()[..file.get_ref().len() / 2]).is_err());
        }
    }
}
