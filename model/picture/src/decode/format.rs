//! Formats of files, by their content: names of files and media types may lie.

use super::completeness::is_cut_signature;
use crate::{ForeignFormat, PictureError};
use image::{ImageFormat, guess_format};

/// Bytes in which an element's name is looked for, in files of text.
const HEAD: usize = 1024;

/// Start of the text file that Git LFS leaves in place of a large one.
const LFS_POINTER: &[u8] = b"version https://git-lfs";

/// Signatures of other pictures and documents, each at the start of the file.
const FOREIGN: [(&[u8], ForeignFormat); 12] = [
    (b"II*\0", ForeignFormat::Tiff),
    (b"MM\0*", ForeignFormat::Tiff),
    (b"II+\0", ForeignFormat::Tiff),
    (b"MM\0+", ForeignFormat::Tiff),
    (b"%PDF", ForeignFormat::Pdf),
    (b"8BPS", ForeignFormat::Photoshop),
    (b"\0\0\x01\0", ForeignFormat::Icon),
    (b"\xff\x0a", ForeignFormat::JpegXl),
    (b"\0\0\0\x0cJXL ", ForeignFormat::JpegXl),
    (b"\0\0\0\x0cjP  ", ForeignFormat::Jpeg2000),
    (b"\xff\x4f\xff\x51", ForeignFormat::Jpeg2000),
    (LFS_POINTER, ForeignFormat::LfsPointer),
];

/// Brands of the container ISO BMFF, of which HEIC and AVIF are kinds. AVIF files may have the generic
/// brands `mif1` and `msf1` in front.
const BRANDS: [(&[u8], ForeignFormat); 4] = [
    (b"avi", ForeignFormat::Avif),
    (b"he", ForeignFormat::Heic),
    (b"mif1", ForeignFormat::Heic),
    (b"msf1", ForeignFormat::Heic),
];

/// Format of a file that can be decoded.
///
/// # Errors
/// If its format is unknown or has no decoder.
pub(super) fn detect(file: &[u8]) -> Result<ImageFormat, PictureError> {
    if let Ok(format) = guess_format(file)
        && format.reading_enabled()
    {
        return Ok(format);
    }
    if is_cut_signature(file) {
        return Err(PictureError::Damaged);
    }
    let foreign = foreign(file);
    Err(foreign.map_or(PictureError::UnknownFormat, PictureError::ForeignFormat))
}

fn foreign(file: &[u8]) -> Option<ForeignFormat> {
    if file.get(4..8) == Some(b"ftyp") {
        return brand(file);
    }
    let known = FOREIGN.iter().find(|(start, _)| file.starts_with(start));
    known.map(|(_, format)| *format).or_else(|| markup(file))
}

fn brand(file: &[u8]) -> Option<ForeignFormat> {
    // Major brand, version, compatible brands.
    let length = file.first_chunk().map_or(0, |it| u32::from_be_bytes(*it));
    let header = &file[8..file.len().min((length as usize).max(12))];
    let brands = header.as_chunks::<4>().0;
    let is_listed = |start: &[u8]| brands.iter().any(|brand| brand.starts_with(start));
    let known = BRANDS.iter().find(|(start, _)| is_listed(start));
    known.map(|(_, format)| *format)
}

/// Kind of an SVG or HTML file.
fn markup(file: &[u8]) -> Option<ForeignFormat> {
    let head = file[..file.len().min(HEAD)].to_ascii_lowercase();
    let start = head.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if !start.starts_with(b"<") {
        return None;
    }
    let has = |element: &[u8]| start.windows(element.len()).any(|it| it == element);
    if has(b"<html") || has(b"<!doctype html") {
        Some(ForeignFormat::WebPage)
    } else {
        has(b"<svg").then_some(ForeignFormat::Svg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_formats_are_named() {
        use ForeignFormat::*;
        let cases: [(&[u8], ForeignFormat); 17] = [
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Heic),
            (b"\0\0\0\x18ftyphevc\0\0\0\0msf1hevc", Heic),
            (b"\0\0\0\x10ftypmsf1", Heic),
            (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", Avif),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", Avif),
            (b"\0\0\0\x14ftypisom\0\0\0\0heic", Heic),
            (b"II*\0\x08\0\0\0", Tiff),
            (b"MM\0*\0\0\0\x08", Tiff),
            (b"%PDF-1.7\n", Pdf),
            (b"\0\0\0\x0cJXL \r\n\x87\n", JpegXl),
            (b"\xff\x0a\xf2\x04", JpegXl),
            (b"\0\0\0\x0cjP  \r\n\x87\n", Jpeg2000),
            (b"\0\0\x01\0\x01\0", Icon),
            (
                b"version https://git-lfs.github.com/spec/v1\noid sha256:0",
                LfsPointer,
            ),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<svg width='9'>", Svg),
            (b"\n<!DOCTYPE HTML>\n<title>Not found</title>", WebPage),
        ];
        for (file, expected) in cases {
            let error = PictureError::ForeignFormat(expected);
            assert_eq!(detect(file), Err(error), "{}", file.escape_ascii());
        }
        for file in [
            &b""[..],
            b"this is no picture",
            b"<a>",
            b"\0\0\0\x10ftypisom\0\0\0\0avifbehind",
            b"\0\0\0\0ftyp",
        ] {
            assert_eq!(detect(file), Err(PictureError::UnknownFormat));
        }
    }
}
