//! Picture that is read in place of the drawing.

use std::sync::Arc;

use picture::SegmentedPicture;
use web_sys::{File, Url};

/// Picture on the screen.
#[derive(Clone)]
pub(crate) struct Picture {
    /// Distinguishes it from earlier and later pictures of this visit.
    pub(crate) id: u32,
    /// File name.
    pub(crate) name: String,
    /// Address of the file, for `<img>` and SVG.
    pub(crate) url: Arc<ObjectUrl>,
    /// Digit candidates; `None` until the picture has been scanned.
    pub(crate) sketch: Option<Arc<SegmentedPicture>>,
}

impl Picture {
    /// Name of the state in `data-state`.
    pub(crate) fn state(&self) -> &'static str {
        match self.sketch {
            None => "scanning",
            Some(_) => "scanned",
        }
    }

    /// SVG view box in the picture's pixels; arbitrary until its size is known.
    pub(crate) fn view_box(&self) -> String {
        let size =
            |sketch: &Arc<SegmentedPicture>| format!("0 0 {} {}", sketch.width, sketch.height);
        self.sketch.as_ref().map_or_else(|| "0 0 1 1".into(), size)
    }
}

/// Object URL of a file; revoked on drop.
#[derive(PartialEq)]
pub(crate) struct ObjectUrl(String);

impl ObjectUrl {
    /// `None` if the browser creates no object URL.
    pub(crate) fn new(file: &File) -> Option<Self> {
        Url::create_object_url_with_blob(file).ok().map(Self)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // If revoking fails, the file stays in memory until the page is left.
        let _ = Url::revoke_object_url(&self.0);
    }
}
