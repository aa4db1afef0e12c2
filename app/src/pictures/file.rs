//! Picture files: which files count as pictures, and messages for those that cannot be read.

use picture::{ForeignFormat, PictureError, SegmentedPicture};
use protocol::MAX_PICTURE;

use super::scanner::{ScanError, Scanned};
use crate::engines::one_shot_worker::WorkerError;

/// File extensions of pictures, including formats that cannot be read but are named.
const EXTENSIONS: [&str; 14] = [
    "png", "jpg", "jpeg", "jfif", "bmp", "gif", "webp", "heic", "heif", "avif", "tif", "tiff",
    "jxl", "pdf",
];

/// Whether the name or the MIME type of a file is that of a picture.
pub(crate) fn is_picture(name: &str, mime_type: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let matches = |known: &str| extension.is_some_and(|it| it.eq_ignore_ascii_case(known));
    mime_type.starts_with("image/") || EXTENSIONS.into_iter().any(matches)
}

/// Message for a file whose size in bytes exceeds [`MAX_PICTURE`], which is not even opened.
pub(super) fn refusal(name: &str, bytes: f64) -> Option<String> {
    (bytes > f64::from(MAX_PICTURE)).then(|| too_large(name))
}

/// SegmentedPicture of a scanned picture.
///
/// # Errors
/// Message for the user if there is no ink, or the file could not be scanned.
pub(super) fn check(name: &str, scanned: Scanned) -> Result<SegmentedPicture, String> {
    match scanned {
        Ok(Some(sketch)) => Ok(sketch),
        Ok(None) => Err(tr!(
            "{name} has no ink that can be seen. Take it closer or in better light, or write with \
             a darker pen.",
            name = name
        )),
        Err(ScanError::Worker(error)) => Err(worker_message(name, error)),
        Err(ScanError::Picture(error)) => Err(picture_message(name, &error)),
    }
}

fn worker_message(name: &str, error: WorkerError) -> String {
    match error {
        WorkerError::Load => tr!(
            "{name} cannot be read yet, because a part of the page could not be loaded. Check your \
             connection, then choose it again.",
            name = name
        ),
        WorkerError::Died => tr!(
            "{name} cannot be read: it has changed, or needs more memory than the browser gives. \
             Choose it again, or a smaller one.",
            name = name
        ),
    }
}

fn picture_message(name: &str, error: &PictureError) -> String {
    match error {
        PictureError::UnknownFormat => tr!(
            "{name} is no picture that can be read. Choose a PNG, JPEG, BMP, GIF or WebP.",
            name = name
        ),
        PictureError::Damaged => tr!(
            "{name} is damaged or incomplete. Choose another picture, or save it again.",
            name = name
        ),
        PictureError::TooLarge(_) => too_large(name),
        PictureError::UnclearSheet => tr!(
            "{name} shows more than one sheet of paper. Photograph the paper alone, from closer.",
            name = name
        ),
        PictureError::ForeignFormat(format) => foreign_message(name, *format),
    }
}

fn foreign_message(name: &str, format: ForeignFormat) -> String {
    match format {
        ForeignFormat::LfsPointer => tr!(
            "{name} is only a pointer of Git LFS. Run git lfs pull, then choose it again.",
            name = name
        ),
        ForeignFormat::WebPage => tr!(
            "{name} is a web page. Save the picture in it, then choose that.",
            name = name
        ),
        _ => tr!(
            "{name} is {format}, which cannot be read. Save it as PNG or JPEG, then choose that.",
            name = name,
            format = format.name()
        ),
    }
}

/// Names the limits [`MAX_PICTURE`] and [`protocol::MAX_PIXELS`].
fn too_large(name: &str) -> String {
    tr!(
        "{name} is too large: at most 64 MB and 64 megapixels can be read. Make it smaller, then \
         choose it again.",
        name = name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_recognized_by_type_or_name() {
        for (name, mime_type, expected) in [
            ("image.png", "image/png", true),
            ("IMG_0001.JPG", "", true),
            ("photo", "image/heic", true),
            ("IMG_0002.HEIF", "", true),
            ("scan.tif", "", true),
            ("net.onnx", "", false),
            ("notes.txt", "text/plain", false),
            ("png", "", false),
        ] {
            assert_eq!(is_picture(name, mime_type), expected, "{name} {mime_type}");
        }
    }

    #[test]
    fn every_failure_names_the_file_and_a_remedy() {
        for (scanned, expected) in [
            (
                Ok(None),
                "a.png has no ink that can be seen. Take it closer",
            ),
            (
                Err(ScanError::Worker(WorkerError::Died)),
                "a.png cannot be read",
            ),
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
                Err(ScanError::Picture(PictureError::ForeignFormat(
                    ForeignFormat::Heic,
                ))),
                "a.png is HEIC, which cannot be read. Save it as PNG or JPEG",
            ),
            (
                Err(ScanError::Picture(PictureError::ForeignFormat(
                    ForeignFormat::LfsPointer,
                ))),
                "a.png is only a pointer of Git LFS. Run git lfs pull",
            ),
            (
                Err(ScanError::Picture(PictureError::ForeignFormat(
                    ForeignFormat::WebPage,
                ))),
                "a.png is a web page. Save the picture in it",
            ),
            (
                Err(ScanError::Picture(PictureError::UnclearSheet)),
                "Photograph the paper alone",
            ),
            (
                Err(ScanError::Worker(WorkerError::Load)),
                "Check your connection",
            ),
        ] {
            let message = check("a.png", scanned).expect_err("a failure");
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn files_beyond_the_size_limit_are_refused() {
        assert_eq!(refusal("a.png", 64e6), None);
        let refusal = refusal("a.png", 64e6 + 1.0).expect("too large");
        assert!(refusal.contains("a.png is too large"), "{refusal}");
    }

    #[test]
    fn limits_equal_those_of_the_message() {
        for limit in [u64::from(MAX_PICTURE), protocol::MAX_PIXELS] {
            assert_eq!(limit, 64_000_000);
        }
    }
}
