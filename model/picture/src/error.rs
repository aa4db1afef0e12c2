use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a file is no picture that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PictureError {
    /// It is of another format.
    #[error("this is no PNG, JPEG, BMP, GIF or WebP picture")]
    UnknownFormat,
    /// It begins like a picture, and cannot be decoded.
    #[error("this picture is damaged or incomplete")]
    Damaged,
    /// It has more pixels than this.
    #[error("this picture has more than {0} pixels")]
    TooLarge(u64),
}
