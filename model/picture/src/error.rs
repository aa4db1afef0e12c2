use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Error of decoding a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PictureError {
    /// The format is not known.
    #[error("this is no PNG, JPEG, BMP, GIF or WebP picture")]
    UnknownFormat,
    /// The header is valid, but the file ends early or cannot be decoded.
    #[error("this picture is damaged or incomplete")]
    Damaged,
    /// The picture has more than this number of pixels.
    #[error("this picture has more than {0} pixels")]
    TooLarge(u64),
    /// The format is known, but has no decoder.
    #[error("this file is {} and cannot be read: {}", .0.name(), .0.remedy())]
    ForeignFormat(ForeignFormat),
    /// The sheet of paper cannot be told from what it lies on, or there are several.
    #[error("the paper cannot be told from what it lies on; photograph the paper alone")]
    UnclearSheet,
}

/// Format of a file that is no PNG, JPEG, BMP, GIF or WebP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForeignFormat {
    /// Photograph of a phone.
    Heic,
    /// Picture with the codec AV1.
    Avif,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// TIFF; raw photographs of most cameras, too.
    Tiff,
    /// Vector graphics.
    Svg,
    /// Windows icon.
    Icon,
    /// Photoshop document.
    Photoshop,
    /// PDF document.
    Pdf,
    /// Web page, as of a failed download.
    WebPage,
    /// Text file that Git LFS leaves in place of a large one.
    LfsPointer,
}

impl ForeignFormat {
    /// Name of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::JpegXl => "JPEG XL",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Tiff => "TIFF",
            Self::Svg => "SVG",
            Self::Icon => "ICO",
            Self::Photoshop => "PSD",
            Self::Pdf => "PDF",
            Self::WebPage => "HTML",
            Self::LfsPointer => "a Git LFS pointer",
        }
    }

    /// What to do about it.
    fn remedy(self) -> &'static str {
        match self {
            Self::LfsPointer => "run `git lfs pull`, then send the picture itself",
            Self::WebPage => "send the picture itself instead of the page around it",
            _ => "convert it to PNG or JPEG",
        }
    }
}
