//! Client of the scanner worker, which finds digit candidates in a picture. Its program is fetched
//! with the first picture.

use picture::{PictureError, SegmentedPicture};
use protocol::ScanResponse;
use wasm_bindgen::JsValue;
use web_sys::File;

use crate::engines::one_shot_worker::{self, WorkerError};
use crate::engines::running_worker::RunningWorker;

/// Worker script, relative to the page.
const SCRIPT: &str = "./scanner-worker.js";

/// Reason why a picture has no sketch.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ScanError {
    Worker(WorkerError),
    /// The file cannot be decoded.
    Picture(PictureError),
}

/// Digit candidates of a picture; `None` if it has no ink.
pub(super) type Scanned = Result<Option<SegmentedPicture>, ScanError>;

/// Starts a worker that scans the file and passes the outcome to `on_done`.
///
/// # Errors
/// If the browser starts no worker.
pub(super) fn scan(
    file: File,
    on_done: impl Fn(Scanned) + 'static,
) -> Result<RunningWorker, JsValue> {
    one_shot_worker::start(SCRIPT, "scanner", move |response| {
        let scanned = match response {
            Ok(ScanResponse::NeedsPicture) => return Some(file.clone().into()),
            Ok(ScanResponse::Scanned(scanned)) => scanned.map_err(ScanError::Picture),
            Err(error) => Err(ScanError::Worker(error)),
        };
        on_done(scanned);
        None
    })
}
