use handwriting::seeded;

use super::*;
use crate::source::sample_digits;

#[test]
fn every_family_draws_finite_ink_that_a_seed_repeats() {
    let digits = sample_digits();
    let source = Source::new(digits.iter().collect());
    for family in FAMILIES {
        let draw = |index| {
            let rng = &mut seeded(1, 0, index);
            (0..ATTEMPTS).find_map(|_| non_digit(rng, family, &source))
        };
        for index in 0..100 {
            let drawing = draw(index);
            assert_eq!(drawing, draw(index), "{}", family.name);
            let drawing = drawing.expect(family.name);
            let mut points = drawing.strokes.iter().flat_map(|stroke| &stroke.points);
            assert!(points.all(|point| point.is_finite()), "{}", family.name);
        }
    }
}

#[test]
fn families_are_drawn_by_their_weights() {
    let rng = &mut seeded(1, 0, 0);
    let mut counts = vec![0_u16; FAMILIES.len()];
    for _ in 0..20_000 {
        counts[any_family(rng)] += 1;
    }
    let total: f32 = FAMILIES.iter().map(|family| family.weight).sum();
    for (family, count) in FAMILIES.iter().zip(counts) {
        let (share, expected) = (f32::from(count) / 20_000.0, family.weight / total);
        assert!((share - expected).abs() < 0.01, "{}: {share}", family.name);
    }
}

#[test]
fn every_picture_has_a_family() {
    let digits = sample_digits();
    let source = Source::new(digits.iter().collect());
    let kinds = (0..300).map(|index| picture(&mut seeded(1, 0, index), &source).1);
    let kinds: std::collections::BTreeSet<u8> = kinds.collect();
    assert!(kinds.len() > FAMILIES.len() / 2, "{kinds:?}");
    assert!(kinds.iter().all(|&kind| usize::from(kind) < names().len()));
}
