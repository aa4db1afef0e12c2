//! Pictures of handwriting to candidates for digits.
//!
//! ```text
//! file ─ decode ─► upright gray ─ paper ─► contrast ─ ink ─► ink ─ rules, specks ─► Raster ─► SegmentedPicture
//! ```

mod decode;
mod error;
mod ink;
mod paper;
mod plane;
mod rules;
mod shades;
mod specks;

pub use error::PictureError;

use decode::Decoded;
use plane::Plane;
use recognizer::{Raster, Segmentation, segment_raster};
use serde::{Deserialize, Serialize};

/// A picture whose digits wait for the network's opinion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentedPicture {
    /// What could be digits, and where they are in pixels of the picture.
    pub segmentation: Segmentation,
    /// Columns of the picture as it is shown, turned as its EXIF data says.
    pub width: u32,
    /// Rows of it.
    pub height: u32,
}

/// What could be digits in a PNG, JPEG, BMP, GIF or WebP file; `None` if there is no ink.
///
/// # Errors
/// If the file is none of these, is damaged, or has more than `max_pixels` pixels.
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
    let gray = Plane::of_gray(&gray);
    let ink = ink::of_gray(gray).to_bytes();
    let raster = Raster::from_ink(ink.width, ink.height, &ink.values)
        .expect("there is one value for each pixel");
    Ok(
        segment_raster(&raster).map(|segmentation| SegmentedPicture {
            segmentation: segmentation.scaled(scale),
            width,
            height,
        }),
    )
}

#[cfg(test)]
mod tests;
