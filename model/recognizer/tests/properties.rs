//! Invariances of the digit image, and that preprocessing never panics.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use recognizer::{
    DigitImage, Drawing, PAD_SIZE, Point, Raster, Stroke, preprocess, preprocess_raster,
};
use synthetic_ink::{Hand, STYLES};

/// Mean absolute difference of the pixels, in 0..=1.
fn difference(a: &DigitImage, b: &DigitImage) -> f64 {
    let gaps = a.pixels().iter().zip(b.pixels());
    let sum: f64 = gaps.map(|(&a, &b)| f64::from(a.abs_diff(b)) / 255.0).sum();
    sum / DigitImage::PIXELS as f64
}

/// Smallest difference after a shift by up to one pixel: a center of mass between two pixels may round
/// either way.
fn difference_up_to_rounding(a: &DigitImage, b: &DigitImage) -> f64 {
    let shifts = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
    shifts
        .map(|shift| difference(a, &shifted(b, shift)))
        .fold(f64::INFINITY, f64::min)
}

fn shifted(image: &DigitImage, (dx, dy): (i32, i32)) -> DigitImage {
    let side = DigitImage::SIDE as i32;
    let mut pixels = [0; DigitImage::PIXELS];
    for (index, pixel) in pixels.iter_mut().enumerate() {
        let (x, y) = (index as i32 % side - dx, index as i32 / side - dy);
        if (0..side).contains(&x) && (0..side).contains(&y) {
            *pixel = image.pixels()[(y * side + x) as usize];
        }
    }
    DigitImage::new(pixels)
}

fn image(drawing: &Drawing) -> DigitImage {
    preprocess(drawing).expect("the drawing has ink")
}

prop_compose! {
    fn any_digit()(
        style in 0..STYLES.len(),
        slant in -0.3_f32..0.3,
        stretch in 0.7_f32..1.2,
        shake in 0.0_f32..0.02,
        seed in 0_u32..1000,
    ) -> Drawing {
        let hand = Hand { slant, stretch, shake, seed, ..Hand::default() };
        STYLES[style].written_by(&hand)
    }
}

fn any_coordinate() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => -1000.0_f32..1000.0,
        1 => any::<f32>(),
        1 => prop_oneof![
            Just(f32::NAN),
            Just(f32::INFINITY),
            Just(f32::NEG_INFINITY),
            Just(f32::MAX),
            Just(f32::MIN),
            Just(f32::MIN_POSITIVE),
        ],
    ]
}

fn any_drawing() -> impl Strategy<Value = Drawing> {
    let point = (any_coordinate(), any_coordinate()).prop_map(|(x, y)| Point::new(x, y));
    let stroke = prop::collection::vec(point, 0..12).prop_map(|points| Stroke { points });
    prop::collection::vec(stroke, 0..5).prop_map(|strokes| Drawing { strokes })
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn translation_does_not_change_the_image(
        drawing in any_digit(), dx in -300.0_f32..300.0, dy in -300.0_f32..300.0,
    ) {
        let moved = drawing.map_points(|p| Point::new(p.x + dx, p.y + dy));
        prop_assert!(difference_up_to_rounding(&image(&drawing), &image(&moved)) < 0.001);
    }

    #[test]
    fn scale_does_not_change_the_image(drawing in any_digit(), factor in 0.25_f32..4.0) {
        let scaled = drawing.map_points(|p| Point::new(p.x * factor, p.y * factor));
        prop_assert!(difference_up_to_rounding(&image(&drawing), &image(&scaled)) < 0.001);
    }

    #[test]
    fn resampling_does_not_change_the_image(drawing in any_digit(), pieces in 2_usize..6) {
        let finer = drawing.strokes.iter().map(|stroke| resampled(stroke, pieces)).collect();
        prop_assert!(difference_up_to_rounding(&image(&drawing), &image(&finer)) < 0.001);
    }

    #[test]
    fn stroke_order_and_direction_do_not_change_the_image(drawing in any_digit()) {
        let mut reversed = drawing.clone();
        reversed.strokes.reverse();
        for stroke in &mut reversed.strokes {
            stroke.points.reverse();
        }
        prop_assert!(difference(&image(&drawing), &image(&reversed)) < 0.001);
    }

    #[test]
    fn duplicate_points_do_not_change_the_image(drawing in any_digit()) {
        let mut doubled = drawing.clone();
        for stroke in &mut doubled.strokes {
            stroke.points = stroke.points.iter().flat_map(|&p| [p, p]).collect();
        }
        prop_assert_eq!(image(&drawing), image(&doubled));
    }

    #[test]
    fn arbitrary_points_do_not_panic(drawing in any_drawing()) {
        let image = preprocess(&drawing);
        prop_assert_eq!(image.is_none(), drawing.is_blank());
        prop_assert!(image.is_none_or(|image| !image.is_blank()));
    }

    #[test]
    fn arbitrary_rasters_do_not_panic(width in 0_usize..40, height in 0_usize..40, seed in any::<u64>()) {
        let ink: Vec<u8> = (0..width * height)
            .map(|i| if (seed >> (i % 61)) & 7 == 0 { (seed >> (i % 53)) as u8 } else { 0 })
            .collect();
        let raster = Raster::from_ink(width, height, &ink).expect("matching pixel count");
        let is_blank = ink.iter().all(|&pixel| pixel == 0);
        prop_assert_eq!(preprocess_raster(&raster).is_none(), is_blank);
    }

    #[test]
    fn a_digit_image_comes_back_unchanged(drawing in any_digit()) {
        let image = image(&drawing);
        let side = DigitImage::SIDE;
        let raster = Raster::from_ink(side, side, image.pixels()).expect("784 pixels");
        prop_assert!(difference(&image, &preprocess_raster(&raster).expect("ink")) < 0.002);
    }
}

/// Circle of radius 100, drawn as this many line segments.
fn circle(segments: usize) -> Drawing {
    let at = |segment: usize| (segment as f32 / segments as f32 * std::f32::consts::TAU).sin_cos();
    let points = (0..=segments).map(at);
    let stroke = points.map(|(sin, cos)| (200.0 + 100.0 * cos, 200.0 + 100.0 * sin));
    Drawing::from_iter([Stroke::from_iter(stroke)])
}

#[test]
fn a_curve_of_few_points_equals_one_of_many() {
    let gap = difference_up_to_rounding(&image(&circle(7)), &image(&circle(100)));
    assert!(gap < 0.02, "{gap}");
}

#[test]
fn few_points_on_a_line_stay_a_line() {
    let line =
        |points: &[(f32, f32)]| image(&Drawing::from_iter([points.iter().copied().collect()]));
    let (top, middle, bottom) = ((100.0, 50.0), (120.0, 110.0), (180.0, 290.0));
    let gap = difference(&line(&[top, middle, bottom]), &line(&[top, bottom]));
    assert!(gap < 0.001, "{gap}");
}

/// Stroke with `pieces` times as many samples.
fn resampled(stroke: &Stroke, pieces: usize) -> Stroke {
    let mut points: Vec<Point> = Vec::new();
    for line in stroke.points.windows(2) {
        points.extend((0..pieces).map(|piece| {
            let t = piece as f32 / pieces as f32;
            Point::new(
                line[0].x + (line[1].x - line[0].x) * t,
                line[0].y + (line[1].y - line[0].y) * t,
            )
        }));
    }
    points.extend(stroke.points.last());
    Stroke { points }
}

#[test]
fn the_longer_side_is_20_px_and_the_center_of_mass_at_index_14() {
    for style in STYLES {
        let image = image(&style.written_by(&Hand::default()));
        let name = format!("{} {}", style.digit, style.name);
        let inked = |axis: fn(usize) -> usize| {
            let indices = (0..DigitImage::PIXELS)
                .filter(|&i| image.pixels()[i] > 0)
                .map(axis);
            let (first, last) = (indices.clone().min(), indices.max());
            last.zip(first).map_or(0, |(last, first)| last + 1 - first)
        };
        let longer = inked(|i| i % 28).max(inked(|i| i / 28));
        assert_eq!(longer, 20, "{name}");
        for axis in [|i: usize| i % 28, |i: usize| i / 28] {
            let weigh = |weight: fn(usize) -> usize| -> f64 {
                let ink = image.pixels().iter().enumerate();
                ink.map(|(i, &pixel)| (weight(i) * usize::from(pixel)) as f64)
                    .sum()
            };
            let center = weigh(axis) / weigh(|_| 1);
            assert!((13.5..=14.5).contains(&center), "{name}: {center}");
        }
    }
}

#[test]
fn a_dot_stays_small() {
    for drawing in [
        Drawing::from_iter([Stroke::from_iter([(50.0, 50.0)])]),
        Drawing::from_iter([Stroke::from_iter([(50.0, 50.0), (53.0, 51.0)])]),
    ] {
        let inked = image(&drawing)
            .pixels()
            .iter()
            .filter(|&&pixel| pixel > 0)
            .count();
        assert!((1..=36).contains(&inked), "{inked} pixels");
    }
}

#[test]
fn a_raster_needs_width_times_height_pixels() {
    let error = Raster::from_ink(2, 3, &[0; 5]).expect_err("one pixel is missing");
    assert_eq!(error.to_string(), "a raster of 2×3 needs 6 pixels, found 5");
    assert!(Raster::from_ink(usize::MAX, 2, &[]).is_err());
}

#[test]
fn the_same_digit_in_any_corner_and_size_gives_nearly_the_same_image() {
    for style in STYLES {
        let middle = image(&style.written_by(&Hand::default()));
        for (center, height) in [
            ((60.0, 60.0), 60.0),
            ((340.0, 330.0), 100.0),
            ((200.0, 200.0), PAD_SIZE),
        ] {
            let hand = Hand {
                center,
                height,
                ..Hand::default()
            };
            let elsewhere = image(&style.written_by(&hand));
            let gap = difference_up_to_rounding(&middle, &elsewhere);
            assert!(gap < 0.001, "{} {}: {gap}", style.digit, style.name);
        }
    }
}
