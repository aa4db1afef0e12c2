use super::{MAX_SIDE, decode};
use crate::{ForeignFormat, PictureError};
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, GrayImage, ImageEncoder, ImageFormat, Luma, LumaA, Rgba,
    RgbaImage,
    codecs::{png::PngEncoder, webp::WebPEncoder},
};
use std::io::Cursor;

const FORMATS: [ImageFormat; 5] = [
    ImageFormat::Png,
    ImageFormat::Jpeg,
    ImageFormat::Bmp,
    ImageFormat::Gif,
    ImageFormat::WebP,
];

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).expect("an encoder");
    file.into_inner()
}

/// Black left of the middle, white right of it.
fn halves(width: u32, height: u32) -> DynamicImage {
    let half = |x, _| Luma([if x < width / 2 { 0 } else { 255 }]);
    DynamicImage::ImageLuma8(GrayImage::from_fn(width, height, half))
}

#[test]
fn every_format_is_decoded() {
    for format in FORMATS {
        // Not all of the formats support gray pixels.
        let picture = DynamicImage::ImageRgb8(halves(32, 16).to_rgb8());
        let decoded = decode(&file(&picture, format), 512).expect("a picture");
        assert_eq!(decoded.gray.dimensions(), (32, 16), "{format:?}");
        let [left, right] = [2, 30].map(|x| decoded.gray.get_pixel(x, 8).0[0]);
        assert!(left < 10 && right > 245, "{format:?}: {left} {right}");
    }
}

#[test]
fn transparency_is_white() {
    let pixels = [(0, 0, 255), (0, 255, 0), (0, 128, 127), (200, 255, 200)];
    for (gray, alpha, expected) in pixels {
        let with_alpha = DynamicImage::ImageLumaA8(image::GrayAlphaImage::from_pixel(
            2,
            2,
            LumaA([gray, alpha]),
        ));
        let colored =
            DynamicImage::ImageRgba8(RgbaImage::from_pixel(2, 2, Rgba([gray, gray, gray, alpha])));
        for picture in [with_alpha, colored] {
            let decoded = decode(&file(&picture, ImageFormat::Png), 4).expect("a picture");
            assert_eq!(decoded.gray.get_pixel(0, 0).0, [expected]);
        }
    }
}

#[test]
fn exif_orientation_is_applied() {
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder
        .set_exif_metadata(exif(Orientation::Rotate90))
        .expect("PNG has room for it");
    let picture = halves(4, 2).into_luma8();
    encoder
        .write_image(&picture, 4, 2, ExtendedColorType::L8)
        .expect("an encoder");
    let decoded = decode(&png, 8).expect("a picture");
    assert_eq!((decoded.width, decoded.height), (2, 4));
    assert_eq!(decoded.gray.into_raw(), [0, 0, 0, 0, 255, 255, 255, 255]);
}

/// As browsers do: boxes lie on the picture that they show.
#[test]
fn exif_orientation_is_ignored_in_webp() {
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    encoder
        .set_exif_metadata(exif(Orientation::Rotate90))
        .expect("WebP has room for it");
    let picture = halves(4, 2).into_rgb8();
    encoder
        .write_image(&picture, 4, 2, ExtendedColorType::Rgb8)
        .expect("an encoder");
    let decoded = decode(&webp, 8).expect("a picture");
    assert_eq!((decoded.width, decoded.height), (4, 2));
    assert_eq!(decoded.gray.into_raw(), [0, 0, 255, 255, 0, 0, 255, 255]);
}

/// Minimal EXIF block with an orientation: a TIFF header and a directory with one entry.
pub(crate) fn exif(orientation: Orientation) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0]);
    exif
}

#[test]
fn large_pictures_are_downscaled() {
    let picture = file(&halves(2 * MAX_SIDE, 6), ImageFormat::Png);
    let decoded = decode(&picture, 1 << 20).expect("a picture");
    assert_eq!(decoded.gray.dimensions(), (MAX_SIDE, 3));
    assert!((decoded.scale - 2.0).abs() < f64::EPSILON);
}

#[test]
fn defects_have_distinct_errors() {
    let png = file(&halves(40, 10), ImageFormat::Png);
    use PictureError::{Damaged, TooLarge, UnknownFormat};
    let cases: [(&str, &[u8], u64, PictureError); 7] = [
        ("nothing", b"", 400, UnknownFormat),
        ("text", b"this is no picture", 400, UnknownFormat),
        (
            "an unsupported format",
            b"II*\0\x08\0\0\0",
            400,
            PictureError::ForeignFormat(ForeignFormat::Tiff),
        ),
        ("a part of a signature", &png[..5], 400, Damaged),
        ("half a picture", &png[..png.len() / 2], 400, Damaged),
        ("a header without data", &png[..40], 400, Damaged),
        ("too many pixels", &png, 399, TooLarge(399)),
    ];
    for (name, file, max_pixels, expected) in cases {
        let error = decode(file, max_pixels).err().expect("an error");
        assert_eq!(error, expected, "{name}");
    }
}
