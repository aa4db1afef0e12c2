//! Pictures of handwriting to candidates for digits.
//!
//! ```text
//! file ─ decode ─► upright pixels ─ sheet ─► paper ─ color ─► gray ─ background ─► contrast
//!      ─ ink ─► ink ─ ruled_lines, specks ─► Raster
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
mod color;
mod decode;
mod error;
mod filters;
mod histogram;
mod ink;
mod memory;
mod ruled_lines;
mod sheet;
mod specks;

pub use error::{ForeignFormat, PictureError};
pub use memory::estimate_memory;

use color::Planes;
use decode::Decoded;
use histogram::Histogram;
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
/// If the file has another format, ends early, is damaged, has more than `max_pixels` pixels, or shows
/// several sheets of paper.
pub fn segment_picture(
    file: &[u8],
    max_pixels: u64,
) -> Result<Option<SegmentedPicture>, PictureError> {
    let Decoded {
        gray,
        color,
        scale,
        width,
        height,
    } = decode::decode(file, max_pixels)?;
    // Whole gray levels, as a file with the clean ink would have them.
    let ink = extract_ink(Planes::of(&gray, color.as_ref()))?;
    let ink = ink.map(|level| f32::from(level.round() as u8) / 255.0);
    Ok(segment_raster(&ink).map(|segmentation| SegmentedPicture {
        segmentation: segmentation.scaled(scale),
        width,
        height,
    }))
}

/// Ink on the picture's sheet of paper, 0 to 255.
fn extract_ink(planes: Planes) -> Result<Raster, PictureError> {
    let (width, height) = (planes.luma.width(), planes.luma.height());
    let Some(sheet) = sheet::find(&planes.luma)? else {
        let levels = planes.ink_levels();
        let border = Histogram::of(background::border(&levels));
        return Ok(ink::extract(levels, &border));
    };
    let levels = planes.map(|plane| sheet.cut(plane)).ink_levels();
    let border = Histogram::of(sheet.border(&levels).into_iter());
    let ink = ink::extract(levels, &border);
    Ok(sheet.put_back(&ink, width, height))
}

#[cfg(test)]
mod tests;
