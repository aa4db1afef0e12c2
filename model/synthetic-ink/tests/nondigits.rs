//! Properties of every family of non-digits.

use recognizer::{Drawing, PAD_SIZE};
use synthetic_ink::{Family, NONDIGITS};

const SEEDS: std::ops::Range<u64> = 0..200;
/// Largest extent of a tap whose finger slipped, in drawing units.
const TAP: f32 = 8.0;

/// Checks the first drawings of every family.
fn check_all(check: impl Fn(&Family, u64, &Drawing)) {
    for family in NONDIGITS {
        SEEDS.for_each(|seed| check(family, seed, &family.drawn(seed)));
    }
}

/// Width and height of the ink without the pen's width.
fn extent(drawing: &Drawing) -> (f32, f32) {
    let span = |values: Vec<f32>| {
        let (least, greatest) = (values.iter(), values.iter().copied());
        greatest.fold(f32::MIN, f32::max) - least.copied().fold(f32::MAX, f32::min)
    };
    let across = drawing.points().map(|point| point.x).collect();
    let down = drawing.points().map(|point| point.y).collect();
    (span(across), span(down))
}

#[test]
fn there_are_many_families_with_unique_names() {
    let mut names: Vec<_> = NONDIGITS.iter().map(|family| family.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), NONDIGITS.len());
    assert!(names.len() >= 12);
}

#[test]
fn all_ink_is_on_the_pad_in_whole_units() {
    check_all(|family, seed, drawing| {
        assert!(!drawing.is_blank(), "{} {seed}", family.name);
        let points = drawing.strokes.iter().flat_map(|stroke| &stroke.points);
        for value in points.flat_map(|point| [point.x, point.y]) {
            let whole = value.fract() == 0.0;
            let inside = (0.0..=PAD_SIZE).contains(&value);
            assert!(whole && inside, "{} {seed}: {value}", family.name);
        }
    });
}

#[test]
fn no_stroke_is_empty() {
    check_all(|family, seed, drawing| {
        let mut strokes = drawing.strokes.iter();
        let drawn = strokes.all(|stroke| !stroke.points.is_empty());
        assert!(drawn, "{} {seed}", family.name);
    });
}

#[test]
fn the_same_seed_draws_the_same() {
    check_all(|family, seed, drawing| {
        assert_eq!(&family.drawn(seed), drawing, "{} {seed}", family.name);
    });
}

#[test]
fn seeds_draw_different_shapes() {
    for family in NONDIGITS {
        let mut distinct: Vec<Drawing> = Vec::new();
        for drawing in SEEDS.map(|seed| family.drawn(seed)) {
            if !distinct.contains(&drawing) {
                distinct.push(drawing);
            }
        }
        assert!(distinct.len() >= 190, "{}: {}", family.name, distinct.len());
    }
}

#[test]
fn shapes_come_in_small_and_large() {
    for family in NONDIGITS {
        let sizes = SEEDS.map(|seed| extent(&family.drawn(seed)));
        let sizes: Vec<_> = sizes.map(|(width, height)| width.max(height)).collect();
        let small = sizes.iter().any(|&size| size < 0.55 * PAD_SIZE);
        let large = sizes.iter().any(|&size| size > 0.85 * PAD_SIZE);
        assert!(small && large, "{}", family.name);
    }
}

/// A 1 is a tenth as wide as high; a tap has no direction.
#[test]
fn nothing_stands_upright_and_narrow_like_a_one() {
    check_all(|family, seed, drawing| {
        let (width, height) = extent(drawing);
        let tap = height < TAP;
        assert!(tap || width > 0.3 * height, "{} {seed}", family.name);
    });
}

#[test]
fn a_single_straight_line_is_flat() {
    check_all(|family, seed, drawing| {
        let (width, height) = extent(drawing);
        let steep = height > width.max(TAP);
        let line = straight(drawing);
        assert!(!(line && steep), "{} {seed}", family.name);
    });
}

/// Whether it is one stroke within a tenth of its length from the line between its ends.
fn straight(drawing: &Drawing) -> bool {
    let [stroke] = drawing.strokes.as_slice() else {
        return false;
    };
    let (first, last) = (stroke.points[0], stroke.points[stroke.points.len() - 1]);
    let (right, down) = (last.x - first.x, last.y - first.y);
    // Distance from the line, times its length.
    let area = |x: f32, y: f32| ((x - first.x) * down - (y - first.y) * right).abs();
    let length = right.hypot(down);
    drawing
        .points()
        .all(|point| area(point.x, point.y) < 0.1 * length * length)
}
