use image::{DynamicImage, GrayImage, ImageFormat, LumaA, Rgba, RgbaImage};

/// Flattened picture in gray.
fn flatten(picture: DynamicImage, format: ImageFormat) -> GrayImage {
    super::flatten(picture, format).into_luma8()
}

const SIDE: u32 = 60;

/// Ring, in the middle of the picture: its soft edge is 2 pixels wide.
fn ring(x: u32, y: u32) -> f32 {
    let [x, y] = [x, y].map(|it| it as f32 - SIDE as f32 / 2.0);
    let distance = (x.hypot(y) - 18.0).abs();
    ((6.0 - distance) / 2.0).clamp(0.0, 1.0)
}

fn picture(pixel: impl Fn(u32, u32) -> [u8; 4]) -> DynamicImage {
    DynamicImage::ImageRgba8(RgbaImage::from_fn(SIDE, SIDE, |x, y| Rgba(pixel(x, y))))
}

/// Contrast of the gray picture between the places of ink and of paper, for a ring.
fn ring_contrast(picture: DynamicImage) -> (u8, u8) {
    let gray = flatten(picture, ImageFormat::Png);
    let contrasts = gray.enumerate_pixels().map(|(x, y, pixel)| {
        let contrast = pixel.0[0].abs_diff(gray.get_pixel(0, 0).0[0]);
        (ring(x, y), contrast)
    });
    contrasts.fold((255, 0), |(ink, paper), (coverage, contrast)| {
        if coverage == 1.0 {
            (ink.min(contrast), paper)
        } else if coverage == 0.0 {
            (ink, paper.max(contrast))
        } else {
            (ink, paper)
        }
    })
}

#[test]
fn ink_of_every_shade_shows_on_transparent_paper() {
    type Ink = fn(u32, u32) -> [u8; 3];
    let inks: [(&str, Ink); 9] = [
        ("white", |_, _| [255; 3]),
        ("black", |_, _| [0; 3]),
        ("gray", |_, _| [128; 3]),
        ("light gray", |_, _| [215; 3]),
        ("dark gray", |_, _| [60; 3]),
        ("yellow", |_, _| [255, 235, 0]),
        ("blue", |_, _| [0, 0, 255]),
        ("black and white", |x, _| {
            [if x < SIDE / 2 { 0 } else { 255 }; 3]
        }),
        ("from black to white", |x, _| {
            [(6 * x.saturating_sub(10)) as u8; 3]
        }),
    ];
    for (name, ink) in inks {
        for opacity in [255.0, 140.0] {
            for hidden in [0, 255] {
                let pixel = |x, y| {
                    let [red, green, blue] = ink(x, y);
                    let alpha = (opacity * ring(x, y)) as u8;
                    // The color of fully transparent pixels does not matter.
                    if alpha == 0 {
                        [hidden, hidden, hidden, 0]
                    } else {
                        [red, green, blue, alpha]
                    }
                };
                let (ink, paper) = ring_contrast(picture(pixel));
                assert!(ink >= 60 && paper == 0, "{name}, {opacity}: {ink} {paper}");
            }
        }
    }
}

/// Some programs blend the edges of ink with black before they store them.
#[test]
fn dark_edges_and_shadows_of_light_ink_are_not_ink() {
    let gray = flatten(
        picture(|x, y| {
            let coverage = (255.0 * ring(x, y)) as u8;
            match coverage {
                // Shadow beside the ring.
                0 if x > 5 => [0, 0, 0, 90],
                _ => [coverage, coverage, coverage, coverage],
            }
        }),
        ImageFormat::Png,
    );
    for (x, y, pixel) in gray.enumerate_pixels() {
        let expected = if ring(x, y) == 0.0 { 0 } else { 255 };
        if [0.0, 1.0].contains(&ring(x, y)) {
            assert_eq!(pixel.0[0], expected, "{x} {y}");
        }
    }
}

/// A screenshot with round corners, and a note that was cut out along an edge that is not straight.
#[test]
fn a_sheet_continues_behind_its_edge() {
    let is_round = |x: u32, y: u32| {
        let [x, y] = [x, y].map(|it| it as f32 - SIDE as f32 / 2.0);
        x.hypot(y) < 29.0
    };
    let is_rotated = |x: u32, y: u32| x.abs_diff(y) < 40 && (20..100).contains(&(x + y));
    for (paper, ink) in [(255, 0), (240, 90), (30, 230)] {
        for is_inside in [&is_round as &dyn Fn(u32, u32) -> bool, &is_rotated] {
            let gray = flatten(
                picture(|x, y| {
                    let shade = if ring(x, y) == 1.0 { ink } else { paper };
                    let alpha = if is_inside(x, y) { 255 } else { 0 };
                    [shade, shade, shade, alpha]
                }),
                ImageFormat::Png,
            );
            for (x, y, pixel) in gray.enumerate_pixels() {
                let is_ink = ring(x, y) == 1.0 && is_inside(x, y);
                assert_eq!(pixel.0[0], if is_ink { ink } else { paper }, "{x} {y}");
            }
        }
    }
}

#[test]
fn a_blank_sheet_with_round_corners_stays_blank() {
    let corner = |x: u32, y: u32| x.min(SIDE - 1 - x) + y.min(SIDE - 1 - y) < 6;
    let gray = flatten(
        picture(|x, y| [250, 250, 250, if corner(x, y) { 0 } else { 255 }]),
        ImageFormat::Png,
    );
    assert!(gray.as_raw().iter().all(|&level| level == 250));
}

#[test]
fn a_bitmap_whose_opacity_was_never_set_is_opaque() {
    let unset = || {
        let pixel = |x, y| LumaA([if ring(x, y) > 0.5 { 10 } else { 240 }, 0]);
        DynamicImage::ImageLumaA8(image::GrayAlphaImage::from_fn(SIDE, SIDE, pixel))
    };
    let bitmap = flatten(unset(), ImageFormat::Bmp);
    assert_eq!(bitmap.get_pixel(0, 0).0, [240]);
    assert_eq!(bitmap.get_pixel(SIDE / 2, SIDE / 2 - 18).0, [10]);
    // Browsers show nothing of other files.
    let png = flatten(unset(), ImageFormat::Png);
    assert!(png.as_raw().iter().all(|&level| level == 255));
}
