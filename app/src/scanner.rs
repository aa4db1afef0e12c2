//! Finds what could be digits in a picture, in a worker of its own, which is fetched when the first
//! picture comes.

use picture::{PictureError, SegmentedPicture};
use protocol::ScanResponse;
use wasm_bindgen::JsValue;
use web_sys::File;

use crate::errand::{self, Broken};
use crate::running_worker::RunningWorker;

/// Beside the page.
const SCRIPT: &str = "./scanner-worker.js";

/// Why there is no sketch.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ScanError {
    Broken(Broken),
    /// The file is no picture that can be read.
    Picture(PictureError),
}

pub(crate) type Scanned = Result<Option<SegmentedPicture>, ScanError>;

/// Looks at this picture, and says what came of it.
///
/// # Errors
/// If the browser starts no worker.
pub(crate) fn scan(file: File, say: impl Fn(Scanned) + 'static) -> Result<RunningWorker, JsValue> {
    errand::start(SCRIPT, "scanner", move |said| {
        let scanned = match said {
            Ok(ScanResponse::NeedsPicture) => return Some(file.clone().into()),
            Ok(ScanResponse::Scanned(scanned)) => scanned.map_err(ScanError::Picture),
            Err(broken) => Err(ScanError::Broken(broken)),
        };
        say(scanned);
        None
    })
}
