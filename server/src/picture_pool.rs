//! Decodes pictures and finds their digit candidates.

use crate::error::ApiError;
use crate::inference::{JobPool, PoolError};
use crate::options::InferenceOptions;
use axum::body::Bytes;
use picture::{PictureError, SegmentedPicture};
use prometheus_client::metrics::counter::Counter;
use std::io;

/// Thread pool for decoding, apart from inference, so that large pictures do not delay digits.
pub(crate) struct PicturePool {
    pool: JobPool<Bytes, SegmentResult>,
    refused: Counter,
}

/// Picture with its digit candidates; `None` if it is blank.
type SegmentResult = Result<Option<SegmentedPicture>, ApiError>;

impl PicturePool {
    /// Starts the threads.
    ///
    /// # Errors
    /// If the system cannot start a thread.
    pub(crate) fn start(
        options: &InferenceOptions,
        max_pixels: u64,
        refused: Counter,
    ) -> io::Result<Self> {
        let (pool, workers) = JobPool::new(options.picture_queue, 1);
        workers.start("pictures", options.threads(), move |files: &[&Bytes]| {
            Ok(files.iter().map(|file| segment(file, max_pixels)).collect())
        })?;
        Ok(Self { pool, refused })
    }

    /// Finds the digit candidates of the picture in this file; `None` if it is blank.
    ///
    /// # Errors
    /// If the queue is full, or the file is not a readable picture.
    pub(crate) async fn segment(&self, file: Bytes) -> SegmentResult {
        let result = self.pool.run(file, 1).await;
        if result.as_ref().is_err_and(|it| *it == PoolError::QueueFull) {
            self.refused.inc();
        }
        result?.output
    }
}

fn segment(file: &[u8], max_pixels: u64) -> SegmentResult {
    Ok(picture::segment_picture(file, max_pixels)?)
}

impl From<PictureError> for ApiError {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::UnknownFormat => {
                Self::UnknownFormat("send a PNG, JPEG, BMP, GIF or WebP picture".to_owned())
            }
            PictureError::Damaged => Self::Unprocessable(format!("{error}; send the whole file")),
            PictureError::ForeignFormat(_) => Self::UnknownFormat(error.to_string()),
            PictureError::TooLarge(pixels) => Self::PictureTooLarge(pixels),
        }
    }
}
