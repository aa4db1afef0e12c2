//! Pictures to candidates for digits.

mod decode;
mod ink;

use crate::error::ApiError;
use crate::inference::{Pool, Trouble};
use crate::options::InferenceOptions;
use axum::body::Bytes;
use decode::Decoded;
use prometheus_client::metrics::counter::Counter;
use recognizer::{Raster, Segmentation, segment_raster};
use std::io;

/// Decodes pictures on threads of its own, so that a large one keeps no digit waiting.
pub(crate) struct Pictures {
    pool: Pool<Bytes, Outcome>,
    refused: Counter,
}

/// A picture whose digits wait for the network's opinion; none if it is blank.
type Outcome = Result<Option<Sketch>, ApiError>;

#[derive(Debug)]
pub(crate) struct Sketch {
    pub(crate) segmentation: Segmentation,
    /// Pixels of the picture per unit of the segmentation.
    pub(crate) scale: f64,
}

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
    let Decoded { gray, scale } = decode::decode(file, max_pixels)?;
    let (width, height) = (gray.width() as usize, gray.height() as usize);
    let ink = ink::of_gray(width, height, gray.as_raw());
    let raster = Raster::from_ink(width, height, &ink);
    let raster = raster.map_err(|error| ApiError::Internal(error.to_string()))?;
    let segmentation = segment_raster(&raster);
    Ok(segmentation.map(|segmentation| Sketch {
        segmentation,
        scale,
    }))
}
