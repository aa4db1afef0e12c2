//! Styles of digits that the few writers of the pen digits use seldom or never.

mod added;
mod drawn_high;
mod drawn_low;

use handwriting::Random;
use rand::RngExt;
use recognizer::Drawing;

use crate::paths::unit;

/// Share of a digit's pictures in another style than its writer's.
const SHARE: f64 = 0.25;

/// Style of a digit, which is drawn from the writer's shape or without it.
struct Style {
    digit: u8,
    name: &'static str,
    /// Weight among the styles of the digit.
    weight: f32,
    /// Draws it from the writer's shape, whose longer side is one unit.
    draw: fn(&mut Random, &Drawing) -> Drawing,
}

const fn style(
    digit: u8,
    name: &'static str,
    weight: f32,
    draw: fn(&mut Random, &Drawing) -> Drawing,
) -> Style {
    Style {
        digit,
        name,
        weight,
        draw,
    }
}

const STYLES: &[Style] = &[
    style(0, "slashed", 1.0, added::slash),
    style(1, "plain", 1.0, |rng, _| drawn_low::plain_one(rng)),
    style(1, "flag", 2.0, |rng, _| drawn_low::flagged_one(rng)),
    style(1, "flag and foot", 1.0, |rng, _| {
        drawn_low::flagged_one_with_foot(rng)
    }),
    style(1, "foot", 0.5, |rng, _| drawn_low::one_with_foot(rng)),
    style(2, "loop", 1.0, |rng, _| drawn_low::looped_two(rng)),
    style(2, "angular", 1.0, |rng, _| drawn_low::angular_two(rng)),
    style(3, "flat top", 2.0, |rng, _| {
        drawn_low::flat_topped_three(rng)
    }),
    style(3, "round", 1.0, |rng, _| drawn_low::round_three(rng)),
    style(4, "open", 1.0, |rng, _| drawn_low::open_four(rng)),
    style(4, "closed", 1.0, |rng, _| drawn_low::closed_four(rng)),
    style(4, "one stroke", 0.5, |rng, _| {
        drawn_low::one_stroke_four(rng)
    }),
    style(5, "two strokes", 1.0, |rng, _| {
        drawn_high::five_of_two_strokes(rng)
    }),
    style(5, "one stroke", 0.6, |rng, _| {
        drawn_high::five_of_one_stroke(rng)
    }),
    style(5, "loose bar", 1.0, added::loosen_bar),
    style(6, "open loop", 1.0, |rng, _| drawn_high::six(rng)),
    style(7, "bar", 1.0, added::bar),
    style(7, "plain", 1.0, |rng, _| drawn_high::plain_seven(rng)),
    style(7, "curved stem", 1.0, |rng, _| {
        drawn_high::curved_seven(rng)
    }),
    style(7, "barred, drawn", 1.0, |rng, _| {
        drawn_high::barred_seven(rng)
    }),
    style(8, "two circles", 1.0, |rng, _| {
        drawn_high::eight_of_two_circles(rng)
    }),
    style(9, "hook", 1.0, |rng, _| drawn_high::hooked_nine(rng)),
    style(9, "straight", 1.0, |rng, _| drawn_high::straight_nine(rng)),
];

/// Names of the kinds of digits; the first is the writer's own style.
pub(crate) fn names() -> Vec<String> {
    let own = std::iter::once("as written".to_owned());
    let name = |style: &Style| format!("{} {}", style.digit, style.name);
    own.chain(STYLES.iter().map(name)).collect()
}

/// Draws the shape as it is or in another style; returns the index of the style in [`names`] too.
pub(crate) fn restyled(rng: &mut Random, label: u8, shape: &Drawing) -> (Drawing, u8) {
    if !rng.random_bool(SHARE) {
        return (shape.clone(), 0);
    }
    let of_label = || {
        STYLES
            .iter()
            .enumerate()
            .filter(|(_, style)| style.digit == label)
    };
    let mut left = rng.random_range(0.0..of_label().map(|(_, style)| style.weight).sum());
    for (index, style) in of_label() {
        left -= style.weight;
        if left < 0.0 {
            return (unit(&(style.draw)(rng, shape)), index as u8 + 1);
        }
    }
    (shape.clone(), 0)
}

#[cfg(test)]
mod tests {
    use handwriting::seeded;

    use super::*;
    use crate::paths::line;

    #[test]
    fn every_style_draws_finite_ink_that_a_seed_repeats() {
        let shape = Drawing::from_iter([line(&[(0.0, 0.0), (0.5, 0.0), (0.2, 1.0)])]);
        for style in STYLES {
            for index in 0..50 {
                let draw = || (style.draw)(&mut seeded(1, 0, index), &shape);
                let drawing = draw();
                assert_eq!(drawing, draw(), "{}", style.name);
                assert!(!drawing.is_blank(), "{}", style.name);
                let mut points = drawing.strokes.iter().flat_map(|stroke| &stroke.points);
                assert!(points.all(|point| point.is_finite()), "{}", style.name);
            }
        }
    }

    #[test]
    fn a_quarter_is_restyled_and_every_digit_has_styles() {
        let shape = Drawing::from_iter([line(&[(0.0, 0.0), (0.5, 1.0)])]);
        for label in 0..10 {
            let kinds = (0..2000).map(|index| restyled(&mut seeded(1, 0, index), label, &shape).1);
            let kinds: Vec<u8> = kinds.collect();
            let share = kinds.iter().filter(|&&kind| kind > 0).count();
            assert!((440..560).contains(&share), "{label}: {share}");
            let own = |kind: &u8| *kind == 0 || STYLES[usize::from(*kind) - 1].digit == label;
            assert!(kinds.iter().all(own), "{label}");
        }
    }
}
