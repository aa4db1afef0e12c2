//! A picture that somebody brought, in place of a drawing.

use std::sync::Arc;

use picture::{PictureError, SegmentedPicture};
use protocol::MAX_PICTURE;
use recognizer::{Digit, DigitImage, Drawing, PEN_WIDTH, Stroke};
use web_sys::{File, Url};

use crate::errand::Broken;
use crate::scanner::{ScanError, Scanned};

/// The picture that is looked at.
#[derive(Clone)]
pub(crate) struct Picture {
    /// Tells it from later ones.
    pub(crate) id: u32,
    /// Of its file.
    pub(crate) name: String,
    /// Where the browser has it.
    pub(crate) url: Arc<ObjectUrl>,
    /// What could be digits in it; `None` until that is known.
    pub(crate) sketch: Option<Arc<SegmentedPicture>>,
}

impl Picture {
    /// The state's name, for styles and for tests.
    pub(crate) fn state(&self) -> &'static str {
        match self.sketch {
            None => "scanning",
            Some(_) => "scanned",
        }
    }

    /// Its pixels, as a view box; any until they are known.
    pub(crate) fn view_box(&self) -> String {
        let size =
            |sketch: &Arc<SegmentedPicture>| format!("0 0 {} {}", sketch.width, sketch.height);
        self.sketch.as_ref().map_or_else(|| "0 0 1 1".into(), size)
    }
}

/// An address for a file, as long as it is held.
#[derive(PartialEq)]
pub(crate) struct ObjectUrl(String);

impl ObjectUrl {
    /// `None` where the browser refuses.
    pub(crate) fn new(file: &File) -> Option<Self> {
        Url::create_object_url_with_blob(file).ok().map(Self)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Where this fails the file is held until the page is left.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Endings of pictures' names, also of those that only some browsers show.
const ENDINGS: [&str; 10] = [
    "png", "jpg", "jpeg", "jfif", "bmp", "gif", "webp", "heic", "avif", "tiff",
];

/// Whether a file says that it is a picture.
pub(crate) fn is_picture(name: &str, kind: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let has_ending = |known: &str| ending.is_some_and(|it| it.eq_ignore_ascii_case(known));
    kind.starts_with("image/") || ENDINGS.into_iter().any(has_ending)
}

/// Why a file of so many bytes will not even be read.
pub(crate) fn refusal(name: &str, bytes: f64) -> Option<String> {
    (bytes > f64::from(MAX_PICTURE)).then(|| too_large(name))
}

/// The sketch of a picture, or what is wrong with it, in a sentence.
pub(crate) fn judge(name: &str, scanned: Scanned) -> Result<SegmentedPicture, String> {
    Err(match scanned {
        Ok(Some(sketch)) => return Ok(sketch),
        Ok(None) => {
            tr!(
                "{name} has no ink that can be seen. Take it closer or in better light, or write with \
                 a darker pen.",
                name = name
            )
        }
        Err(ScanError::Broken(Broken::Load)) => {
            tr!(
                "{name} cannot be read yet, because a part of the page could not be loaded. Check your \
                 connection, then choose it again.",
                name = name
            )
        }
        Err(ScanError::Broken(Broken::Died)) => {
            tr!(
                "{name} cannot be read: it has changed, or needs more memory than the browser gives. \
                 Choose it again, or a smaller one.",
                name = name
            )
        }
        Err(ScanError::Picture(PictureError::UnknownFormat)) => {
            tr!(
                "{name} is no picture that can be read. Choose a PNG, JPEG, BMP, GIF or WebP.",
                name = name
            )
        }
        Err(ScanError::Picture(PictureError::Damaged)) => {
            tr!(
                "{name} is damaged or incomplete. Choose another picture, or save it again.",
                name = name
            )
        }
        Err(ScanError::Picture(PictureError::TooLarge(_))) => too_large(name),
    })
}

/// By [`MAX_PICTURE`] and [`protocol::MAX_PIXELS`].
fn too_large(name: &str) -> String {
    tr!(
        "{name} is too large: at most 64 MB and 64 megapixels can be read. Make it smaller, then \
         choose it again.",
        name = name
    )
}

/// Ink of a digit image that is weaker than this is the soft edge of a stroke.
const EDGE: u8 = 128;

/// The digits of a picture side by side, each pixel row drawn by the pen: what the history keeps of
/// it.
pub(crate) fn drawn(digits: &[Digit]) -> Drawing {
    let images = digits.iter().map(|digit| &digit.image).enumerate();
    let strokes = images.flat_map(|(place, image)| {
        let rows = image.pixels().chunks(DigitImage::SIDE).enumerate();
        rows.flat_map(move |(y, row)| strokes(place * DigitImage::SIDE, y, row))
    });
    strokes.collect()
}

/// A stroke for each stretch of ink in this row.
fn strokes(left: usize, y: usize, row: &[u8]) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut x = left;
    for stretch in row.chunk_by(|a, b| (*a < EDGE) == (*b < EDGE)) {
        let end = x + stretch.len();
        if stretch[0] >= EDGE {
            let point = |x: usize| (x as f32 * PEN_WIDTH, y as f32 * PEN_WIDTH);
            strokes.push(Stroke::from_iter([point(x), point(end - 1)]));
        }
        x = end;
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_their_kind_or_name() {
        for (name, kind, expected) in [
            ("image.png", "image/png", true),
            ("IMG_0001.JPG", "", true),
            ("photo", "image/heic", true),
            ("net.onnx", "", false),
            ("notes.txt", "text/plain", false),
            ("png", "", false),
        ] {
            assert_eq!(is_picture(name, kind), expected, "{name} {kind}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_the_name_and_what_to_do() {
        for (scanned, expected) in [
            (
                Ok(None),
                "a.png has no ink that can be seen. Take it closer",
            ),
            (Err(ScanError::Broken(Broken::Died)), "a.png cannot be read"),
            (
                Err(ScanError::Picture(PictureError::UnknownFormat)),
                "a.png is no picture that can be read. Choose a PNG",
            ),
            (
                Err(ScanError::Picture(PictureError::Damaged)),
                "a.png is damaged or incomplete. Choose another",
            ),
            (
                Err(ScanError::Picture(PictureError::TooLarge(7))),
                "a.png is too large: at most 64 MB and 64 megapixels",
            ),
            (
                Err(ScanError::Broken(Broken::Load)),
                "Check your connection",
            ),
        ] {
            let error = judge("a.png", scanned).expect_err("an error");
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn what_is_too_large_is_not_even_read() {
        assert_eq!(refusal("a.png", 64e6), None);
        let refusal = refusal("a.png", 64e6 + 1.0).expect("too large");
        assert!(refusal.contains("a.png is too large"), "{refusal}");
    }

    #[test]
    fn the_limits_are_those_that_are_told() {
        for limit in [u64::from(MAX_PICTURE), protocol::MAX_PIXELS] {
            assert_eq!(limit, 64_000_000);
        }
    }

    #[test]
    fn a_row_of_pixels_is_drawn_stretch_by_stretch() {
        let row = [0, 200, 255, 130, 127, 255];
        let pen = PEN_WIDTH;
        let expected = [
            Stroke::from_iter([(29.0 * pen, 2.0 * pen), (31.0 * pen, 2.0 * pen)]),
            Stroke::from_iter([(33.0 * pen, 2.0 * pen), (33.0 * pen, 2.0 * pen)]),
        ];
        assert_eq!(strokes(28, 2, &row), expected);
        assert_eq!(strokes(0, 0, &[0; 28]), []);
    }
}
