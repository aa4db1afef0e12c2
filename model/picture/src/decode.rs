//! Decoding of picture files to upright gray pixels, within limits of memory.

mod completeness;
mod deep_png;
mod format;
mod transparency;

use crate::PictureError;
use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader,
    Limits, RgbImage,
};
use std::io::Cursor;

/// Maximum side of the gray image, in pixels: enough for a dozen digits of 28×28 pixels side by side.
const MAX_SIDE: u32 = 1024;

/// Memory limit of decoders, in bytes per pixel: four channels of 16 bits, twice.
const BYTES_PER_PIXEL: u64 = 16;

/// Decoded picture, upright.
pub(super) struct Decoded {
    pub(super) gray: GrayImage,
    /// The same pixels in color; `None` if the file is gray.
    pub(super) color: Option<RgbImage>,
    /// Pixels of the file per pixel of `gray`.
    pub(super) scale: f64,
    /// Columns of the original, rotated like `gray`.
    pub(super) width: u32,
    /// Rows of the original, rotated like `gray`.
    pub(super) height: u32,
}

/// Decodes a whole PNG, JPEG, BMP, GIF or WebP file of at most `max_pixels`.
pub(super) fn decode(file: &[u8], max_pixels: u64) -> Result<Decoded, PictureError> {
    let to_error = |error| picture_error(&error, max_pixels);
    let format = format::detect(file)?;
    if completeness::ends_early(format, file) {
        return Err(PictureError::Damaged);
    }
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits(max_pixels));
    let mut decoder = reader.into_decoder().map_err(to_error)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(PictureError::TooLarge(max_pixels));
    }
    let orientation = orientation(format, &mut decoder);
    let picture = if is_deep(format, &decoder) {
        deep_png::decode(file)?
    } else {
        DynamicImage::from_decoder(decoder).map_err(to_error)?
    };
    let (mut picture, scale) = downscale(transparency::flatten(picture, format));
    picture.apply_orientation(orientation);
    let (width, height) = match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    };
    Ok(Decoded {
        gray: picture.to_luma8(),
        color: picture.color().has_color().then(|| picture.into_rgb8()),
        scale,
        width,
        height,
    })
}

/// Whether the file is a PNG with 16 bits per channel.
fn is_deep(format: ImageFormat, decoder: &impl ImageDecoder) -> bool {
    let color = decoder.color_type();
    format == ImageFormat::Png && color.bytes_per_pixel() > color.channel_count()
}

fn limits(max_pixels: u64) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(max_pixels.saturating_mul(BYTES_PER_PIXEL));
    limits
}

/// Orientation by the EXIF data, in the formats where browsers apply it: boxes must lie on the picture
/// that is shown. Chromium and Firefox ignore the EXIF data of WebP.
fn orientation(format: ImageFormat, decoder: &mut impl ImageDecoder) -> Orientation {
    match format {
        // Damaged EXIF data does not make the pixels unusable.
        ImageFormat::Jpeg | ImageFormat::Png => decoder.orientation().ok(),
        _ => None,
    }
    .unwrap_or(Orientation::NoTransforms)
}

/// Reduces the picture to [`MAX_SIDE`], and returns the factor by which it shrank.
fn downscale(picture: DynamicImage) -> (DynamicImage, f64) {
    let (width, height) = picture.dimensions();
    let longer = width.max(height);
    if longer <= MAX_SIDE {
        return (picture, 1.0);
    }
    let scale = f64::from(longer) / f64::from(MAX_SIDE);
    let side = |length: u32| (f64::from(length) / scale).round().max(1.0) as u32;
    (picture.thumbnail_exact(side(width), side(height)), scale)
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
