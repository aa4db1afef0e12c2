//! Pictures of handwriting to candidates for digits.
//!
//! ```text
//! file ─ decode ─► upright gray ─ background ─► contrast ─ ink ─► ink ─ ruled_lines, specks ─► Raster
//!      ─ recognizer::segment_raster ─► SegmentedPicture
//! ```
//!
//! ```
//! use image::{GrayImage, ImageFormat, Luma};
//!
//! // A dark bar, 12 pixels wide, on white.
//! let is_bar = |x, y| (94..106).contains(&x) && (40..160).contains(&y);
//! let photo = GrayImage::from_fn(200, 200, |x, y| Luma([if is_bar(x, y) { 20 } else { 255 }]));
//! let mut png = std::io::Cursor::new(Vec::new());
//! photo.write_to(&mut png, ImageFormat::Png)?;
//!
//! let picture = picture::segment_picture(&png.into_inner(), 1_000_000)?.expect("the picture has ink");
//! assert_eq!((picture.width, picture.height), (200, 200));
//! // One candidate: its digit image goes to a classifier, its prediction to `Segmentation::read`.
//! assert_eq!(picture.segmentation.images().len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod background;
mod decode;
mod error;
mod filters;
mod histogram;
mod ink;
mod memory;
mod ruled_lines;
mod specks;

pub use error::{ForeignFormat, PictureError};
pub use memory::estimate_memory;

use decode::Decoded;
use recognizer::{Raster, Segmentation, segment_raster};
use serde::{Deserialize, Serialize};

/// Picture with candidates for digits, to be classified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentedPicture {
    /// Candidates for digits, with bounding boxes in pixels of the picture as displayed.
    pub segmentation: Segmentation,
    /// Columns of the picture as browsers display it, after the EXIF orientation of JPEG and PNG.
    pub width: u32,
    /// Rows of the picture as displayed.
    pub height: u32,
}

/// Finds candidates for digits in a PNG, JPEG, BMP, GIF or WebP file; `None` if there is no ink.
///
/// # Errors
/// If the file has another format, ends early, is damaged, or has more than `max_pixels` pixels.
pub fn segment_picture(
    file: &[u8],
    max_pixels: u64,
) -> Result<Option<SegmentedPicture>, PictureError> {
    let Decoded {
        gray,
        scale,
        width,
        height,
    } = decode::decode(file, max_pixels)?;
    // Whole gray levels, as a file with the clean ink would have them.
    let ink = ink::extract(raster(&gray)).map(|level| f32::from(level.round() as u8) / 255.0);
    Ok(segment_raster(&ink).map(|segmentation| SegmentedPicture {
        segmentation: segmentation.scaled(scale),
        width,
        height,
    }))
}

/// Raster of a gray image, with values from 0 to 255.
fn raster(gray: &image::GrayImage) -> Raster {
    let levels = gray.as_raw().iter().copied().map(f32::from).collect();
    Raster::from_pixels(gray.width() as usize, gray.height() as usize, levels)
        .expect("an image has width × height pixels")
}

#[cfg(test)]
mod tests;
