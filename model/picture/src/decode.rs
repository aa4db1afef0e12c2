//! Decoding of picture files to upright gray pixels, within limits of memory.

use crate::PictureError;
use image::imageops::thumbnail;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, ImageReader, Limits};
use std::io::Cursor;

/// Maximum side of the gray image, in pixels: enough for a dozen digits of 28×28 pixels side by side.
const MAX_SIDE: u32 = 1024;

/// Memory limit of decoders, in bytes per pixel: four channels of 16 bits, twice.
const BYTES_PER_PIXEL: u64 = 16;

/// Decoded picture, upright.
pub(super) struct Decoded {
    pub(super) gray: GrayImage,
    /// Pixels of the file per pixel of `gray`.
    pub(super) scale: f64,
    /// Columns of the original, rotated like `gray`.
    pub(super) width: u32,
    /// Rows of the original, rotated like `gray`.
    pub(super) height: u32,
}

/// Decodes a PNG, JPEG, BMP, GIF or WebP file of at most `max_pixels`.
pub(super) fn decode(file: &[u8], max_pixels: u64) -> Result<Decoded, PictureError> {
    let to_error = |error| picture_error(&error, max_pixels);
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| PictureError::Damaged)?;
    reader.limits(limits(max_pixels));
    let mut decoder = reader.into_decoder().map_err(to_error)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(PictureError::TooLarge(max_pixels));
    }
    // Damaged EXIF data does not make the pixels unusable.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(to_error)?;
    let (gray, scale) = downscale(on_white(picture));
    let mut gray = DynamicImage::ImageLuma8(gray);
    gray.apply_orientation(orientation);
    let gray = gray.into_luma8();
    let (width, height) = match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    };
    Ok(Decoded {
        gray,
        scale,
        width,
        height,
    })
}

fn limits(max_pixels: u64) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(max_pixels.saturating_mul(BYTES_PER_PIXEL));
    limits
}

/// Converts to gray, with transparent pixels over white.
fn on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let picture = picture.into_luma_alpha8();
    let over_white = |pixel: &[u8; 2]| {
        let [gray, alpha] = pixel.map(u32::from);
        ((gray * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    let (width, height) = picture.dimensions();
    let pixels = picture.as_chunks::<2>().0.iter().map(over_white).collect();
    GrayImage::from_raw(width, height, pixels).unwrap_or_default()
}

/// Reduces the image to [`MAX_SIDE`], and returns the factor by which it shrank.
fn downscale(gray: GrayImage) -> (GrayImage, f64) {
    let (width, height) = gray.dimensions();
    let longer = width.max(height);
    if longer <= MAX_SIDE {
        return (gray, 1.0);
    }
    let scale = f64::from(longer) / f64::from(MAX_SIDE);
    let side = |length: u32| (f64::from(length) / scale).round().max(1.0) as u32;
    (thumbnail(&gray, side(width), side(height)), scale)
}

fn picture_error(error: &ImageError, max_pixels: u64) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::UnknownFormat,
        ImageError::Limits(_) => PictureError::TooLarge(max_pixels),
        _ => PictureError::Damaged,
    }
}

#[cfg(test)]
pub(crate) mod tests;
