//! Pictures to candidates for digits.

use crate::error::ApiError;
use crate::inference::{Pool, Trouble};
use crate::options::InferenceOptions;
use axum::body::Bytes;
use picture::{PictureError, SegmentedPicture};
use prometheus_client::metrics::counter::Counter;
use std::io;

/// Decodes pictures on threads of its own, so that a large one keeps no digit waiting.
pub(crate) struct Pictures {
    pool: Pool<Bytes, Outcome>,
    refused: Counter,
}

/// A picture whose digits wait for the network's opinion; none if it is blank.
type Outcome = Result<Option<SegmentedPicture>, ApiError>;

impl Pictures {
    /// Starts the threads.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub(crate) fn start(
        options: &InferenceOptions,
        max_pixels: u64,
        refused: Counter,
    ) -> io::Result<Self> {
        let (pool, workers) = Pool::new(options.picture_queue, 1);
        workers.start("pictures", options.threads(), move |files: &[&Bytes]| {
            Ok(files.iter().map(|file| sketch(file, max_pixels)).collect())
        })?;
        Ok(Self { pool, refused })
    }

    /// What could be digits in the picture in this file; none if it is blank.
    ///
    /// # Errors
    /// If too much is waiting, or the file is no picture that can be read.
    pub(crate) async fn sketch(&self, file: Bytes) -> Outcome {
        let outcome = self.pool.run(file, 1).await;
        if outcome.as_ref().is_err_and(|it| *it == Trouble::Full) {
            self.refused.inc();
        }
        outcome?.output
    }
}

fn sketch(file: &[u8], max_pixels: u64) -> Outcome {
    Ok(picture::segment_picture(file, max_pixels)?)
}

/// What a client can do about it.
impl From<PictureError> for ApiError {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::UnknownFormat => {
                Self::UnknownFormat("send a PNG, JPEG, BMP, GIF or WebP picture".to_owned())
            }
            PictureError::Damaged => {
                Self::Unprocessable("send the whole picture; this one cannot be decoded".to_owned())
            }
            PictureError::TooLarge(pixels) => Self::PictureTooLarge(pixels),
        }
    }
}
