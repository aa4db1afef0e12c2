use super::super::decode;
use crate::PictureError;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use std::io::Cursor;

const MAX_PIXELS: u64 = 1 << 16;

/// Random cuts per file.
const CUTS: usize = 40;

/// Bytes at both ends of a file where each cut is tried.
const ENDS: usize = 40;

/// Files that the encoders of the tests cannot write.
const FIXTURES: [(&str, &[u8]); 5] = [
    (
        "progressive JPEG",
        include_bytes!("../../../tests/fixtures/progressive.jpg"),
    ),
    (
        "JPEG with restarts",
        include_bytes!("../../../tests/fixtures/restarts.jpg"),
    ),
    (
        "lossy WebP",
        include_bytes!("../../../tests/fixtures/lossy.webp"),
    ),
    (
        "animated GIF",
        include_bytes!("../../../tests/fixtures/animated.gif"),
    ),
    (
        "RLE BMP",
        include_bytes!("../../../tests/fixtures/rle8.bmp"),
    ),
];

/// Whole files of every format, with names.
fn files() -> Vec<(String, Vec<u8>)> {
    let shade = |x: u32, y: u32| {
        Luma([if x / 9 == y / 7 {
            20
        } else {
            200 + (x * y % 50) as u8
        }])
    };
    let gray = DynamicImage::ImageLuma8(GrayImage::from_fn(64, 48, shade));
    let colored = DynamicImage::ImageRgb8(gray.to_rgb8());
    let transparent = DynamicImage::ImageRgba8(gray.to_rgba8());
    use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    let written = [
        (&gray, Png),
        (&transparent, Png),
        (&gray, Jpeg),
        (&colored, Jpeg),
        (&gray, Bmp),
        (&colored, Bmp),
        (&transparent, Bmp),
        (&colored, Gif),
        (&colored, WebP),
    ];
    let written = written.into_iter().map(|(picture, format)| {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).expect("an encoder");
        (
            format!("{format:?} of {:?}", picture.color()),
            file.into_inner(),
        )
    });
    let fixtures = FIXTURES.map(|(name, file)| (name.to_owned(), file.to_vec()));
    written.chain(fixtures).collect()
}

/// Deterministic numbers below `end`.
fn random(seed: u64, end: usize) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        // Knuth's linear congruential generator; its upper bits are random.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    })
}

#[test]
fn cut_files_are_refused() {
    let mut count = 0;
    for (seed, (name, file)) in files().into_iter().enumerate() {
        assert!(decode(&file, MAX_PIXELS).is_ok(), "{name}");
        let first = 1..ENDS;
        let last = file.len() - ENDS..file.len();
        let cuts = random(seed as u64, file.len()).filter(|&cut| cut > 0);
        for cut in first.chain(last).chain(cuts.take(CUTS)) {
            let error = decode(&file[..cut], MAX_PIXELS).err();
            let length = file.len();
            assert_eq!(
                error,
                Some(PictureError::Damaged),
                "{name}: {cut} of {length}"
            );
            count += 1;
        }
    }
    assert!(count >= 200, "{count}");
}

/// Downloads may reserve the space of the whole file. Missing pixels of a bitmap are black, as real ones may
/// be.
#[test]
fn files_filled_up_with_zeros_are_refused() {
    let is_bitmap = |name: &str| name.to_lowercase().contains("bmp");
    for (seed, (name, file)) in files().into_iter().enumerate() {
        if is_bitmap(&name) {
            continue;
        }
        for cut in random(seed as u64, file.len() - 2 * ENDS).take(CUTS) {
            let cut = cut + ENDS;
            let mut filled = file.clone();
            filled[cut..].fill(0);
            let error = decode(&filled, MAX_PIXELS).err();
            assert_eq!(error, Some(PictureError::Damaged), "{name}: {cut}");
        }
    }
}

#[test]
fn bytes_after_the_end_do_not_matter() {
    for (name, file) in files() {
        let whole = decode(&file, MAX_PIXELS).expect("a picture").gray;
        let longer = [&file[..], b"\xff\xd8appended by a phone\xff"].concat();
        let longer = decode(&longer, MAX_PIXELS).expect("a picture").gray;
        assert_eq!(whole, longer, "{name}");
    }
}

/// A thumbnail in the metadata is a JPEG with an end marker of its own.
#[test]
fn the_end_of_a_thumbnail_is_not_that_of_the_picture() {
    let (_, file) = &files()[2];
    let length = (file.len() + 2) as u16;
    let segment = [b"\xff\xe1", &length.to_be_bytes()[..], file].concat();
    let with_thumbnail = [&file[..2], &segment, &file[2..]].concat();
    assert!(decode(&with_thumbnail, MAX_PIXELS).is_ok());
    for cut in [
        segment.len() + 2,
        segment.len() + 20,
        with_thumbnail.len() - 2,
    ] {
        let error = decode(&with_thumbnail[..cut], MAX_PIXELS).err();
        assert_eq!(error, Some(PictureError::Damaged), "{cut}");
    }
}

#[test]
fn damaged_files_do_not_panic() {
    for (seed, (_, file)) in files().into_iter().enumerate() {
        let places = random(seed as u64, file.len());
        let values = random(!(seed as u64), 256);
        for (place, value) in places.zip(values).take(CUTS) {
            let mut damaged = file.clone();
            damaged[place] = value as u8;
            // Most damage changes only some pixels.
            let _ = decode(&damaged, MAX_PIXELS);
            damaged[place..].fill(0);
            let _ = decode(&damaged, MAX_PIXELS);
        }
    }
}
