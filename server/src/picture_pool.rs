//! Decodes pictures and finds their digit candidates.

use crate::error::ApiError;
use crate::inference::JobPool;
use crate::options::{InferenceOptions, Limits};
use crate::picture_memory::{PictureMemory, Share};
use axum::body::Bytes;
use picture::{PictureError, SegmentedPicture};
use prometheus_client::metrics::counter::Counter;
use std::hint::black_box;
use std::io;

/// Thread pool for decoding, apart from inference, so that large pictures do not delay digits.
pub(crate) struct PicturePool {
    pool: JobPool<PictureJob, SegmentResult>,
    memory: PictureMemory,
    max_pixels: u64,
    refused: Counter,
}

/// File with the memory to decode it, which is given back with it.
struct PictureJob {
    file: Bytes,
    /// Estimate in bytes.
    needed: u64,
    _memory: Share,
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
        limits: &Limits,
        refused: Counter,
    ) -> io::Result<Self> {
        let (max_pixels, queue) = (limits.pixels, options.picture_queue);
        let (pool, workers) = JobPool::new(queue, 1);
        let segment = move |job: &&PictureJob| segment(job, max_pixels);
        workers.start("pictures", options.threads(), move |jobs| {
            Ok(jobs.iter().map(segment).collect())
        })?;
        Ok(Self {
            pool,
            memory: PictureMemory::new(limits.picture_memory(), queue),
            max_pixels,
            refused,
        })
    }

    /// Number of bytes set apart for pictures that are decoded or wait for a thread.
    pub(crate) fn memory_used(&self) -> usize {
        self.memory.used()
    }

    /// Finds the digit candidates of the picture in this file; `None` if it is blank.
    ///
    /// # Errors
    /// If too many pictures wait for memory or a thread, or the file is not a readable picture.
    pub(crate) async fn segment(&self, file: Bytes) -> SegmentResult {
        let result = self.run(file).await;
        if result.as_ref().is_err_and(|it| *it == ApiError::Overloaded) {
            self.refused.inc();
        }
        result
    }

    async fn run(&self, file: Bytes) -> SegmentResult {
        // Without an estimate it is not decoded: the error takes no memory.
        let needed = picture::estimate_memory(&file, self.max_pixels).unwrap_or_default();
        let _memory = self.memory.acquire(needed).await?;
        let job = PictureJob {
            file,
            needed,
            _memory,
        };
        self.pool.run(job, 1).await?.output
    }
}

fn segment(job: &PictureJob, max_pixels: u64) -> SegmentResult {
    if !is_available(job.needed) {
        return Err(ApiError::Overloaded);
    }
    Ok(picture::segment_picture(&job.file, max_pixels)?)
}

/// Whether the system gives this much memory now. A limit of the address space (`ulimit -v`) shows only
/// when memory is asked for, and a decoder that gets none would end the process.
fn is_available(bytes: u64) -> bool {
    let mut memory: Vec<u8> = Vec::new();
    let size = usize::try_from(bytes).unwrap_or(usize::MAX);
    let is_available = memory.try_reserve_exact(size).is_ok();
    // Otherwise the compiler could leave out an allocation that nothing uses.
    black_box(&memory);
    is_available
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
            PictureError::UnclearSheet => Self::Unprocessable(
                "photograph the paper alone; this picture shows more than one sheet".to_owned(),
            ),
        }
    }
}
