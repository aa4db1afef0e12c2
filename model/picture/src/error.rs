use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Error of decoding a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PictureError {
    /// The format is not supported.
    #[error("this is no PNG, JPEG, BMP, GIF or WebP picture")]
    UnknownFormat,
    /// The header is valid, but the file cannot be decoded.
    #[error("this picture is damaged or incomplete")]
    Damaged,
    /// The picture has more than this number of pixels.
    #[error("this picture has more than {0} pixels")]
    TooLarge(u64),
}
