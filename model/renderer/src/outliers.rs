//! Non-digits: drawings that the network has to reject.

mod curves;
mod glyphs;
mod letters;
mod lines;
mod pieces;
mod polygons;
mod several;
mod specks;
mod spoiled;

use std::ops::RangeInclusive;

use handwriting::Random;
use handwriting::idx::Image;
use rand::RngExt;
use recognizer::Drawing;

use crate::deform::{self, deform};
use crate::digit_lookalikes::{like_one, like_seven, like_zero};
use crate::paths::unit;
use crate::source::Source;

/// Strength of the deformation: half that of digits, so that they do not become digits.
const STRENGTH: f32 = 0.5;

/// Number of tries before specks are drawn instead.
const ATTEMPTS: usize = 50;

/// Sizes of a tap or a slip of the pen, relative to the pad's side.
const TINY: RangeInclusive<f32> = 0.004..=0.06;

/// Family of non-digits.
struct Family {
    name: &'static str,
    /// Weight among all families.
    weight: f32,
    draw: fn(&mut Random, &Source<'_>) -> Drawing,
    /// Longer sides relative to the pad's side.
    sizes: RangeInclusive<f32>,
}

const fn family(
    name: &'static str,
    weight: f32,
    draw: fn(&mut Random, &Source<'_>) -> Drawing,
) -> Family {
    Family {
        name,
        weight,
        draw,
        sizes: deform::SIZES,
    }
}

const FAMILIES: &[Family] = &[
    family("side by side", 25.0, several::side_by_side),
    family("stacked", 4.0, several::stacked),
    family("overlapped", 3.0, several::overlapped),
    family("with a neighbor's piece", 8.0, several::with_piece),
    family("strokes", 5.0, pieces::stroke),
    family("pieces", 7.0, pieces::piece),
    family("crossed out", 4.0, spoiled::crossed_out),
    family("turned", 4.0, spoiled::turned),
    family("mirrored", 2.0, spoiled::mirrored),
    family("letters", 9.0, |rng, _| letters::letter(rng)),
    family("glyphs", 6.0, |rng, _| glyphs::glyph(rng)),
    family("scribbles", 4.0, |rng, _| curves::scribble(rng)),
    family("chains", 4.0, |rng, _| curves::chain(rng)),
    family("waves", 3.0, |rng, _| curves::wave(rng)),
    family("coils", 2.0, |rng, _| curves::coil(rng)),
    family("polygons", 6.0, |rng, _| polygons::polygon(rng)),
    family("lines", 6.0, |rng, _| lines::lines(rng)),
    family("ticks and crosses", 4.0, |rng, _| lines::mark(rng)),
    family("dots", 1.5, |rng, _| lines::dots(rng)),
    Family {
        name: "taps",
        weight: 1.0,
        draw: |rng, _| lines::tap(rng),
        sizes: TINY,
    },
];

/// Name of the last family, which has pixels rather than strokes.
const SPECKS: &str = "specks";

/// Share of specks on paper and of blank paper.
const SPECKS_SHARE: f64 = 0.01;

/// Names of the families.
pub(crate) fn names() -> Vec<String> {
    let drawn = FAMILIES.iter().map(|family| family.name);
    drawn.chain([SPECKS]).map(str::to_owned).collect()
}

/// Renders a non-digit; returns the index of its family in [`names`] too.
pub(crate) fn picture(rng: &mut Random, source: &Source<'_>) -> (Image, u8) {
    let specks = FAMILIES.len() as u8;
    if rng.random_bool(SPECKS_SHARE) {
        return (specks::image(rng), specks);
    }
    let index = any_family(rng);
    let family = &FAMILIES[index];
    let drawing = (0..ATTEMPTS).find_map(|_| non_digit(rng, family, source));
    let image = drawing.and_then(|drawing| deform::render(rng, &drawing, family.sizes.clone()));
    match image {
        Some(image) => (*image.pixels(), index as u8),
        None => (specks::image(rng), specks),
    }
}

fn any_family(rng: &mut Random) -> usize {
    let mut left = rng.random_range(0.0..FAMILIES.iter().map(|family| family.weight).sum());
    let fits = |family: &Family| {
        left -= family.weight;
        left < 0.0
    };
    FAMILIES.iter().position(fits).unwrap_or(0)
}

/// Draws one of the family; `None` if it is blank or could be read as a digit.
fn non_digit(rng: &mut Random, family: &Family, source: &Source<'_>) -> Option<Drawing> {
    let drawing = unit(&(family.draw)(rng, source));
    let deformed = deform(rng, &drawing, STRENGTH);
    let is_digit = [like_one, like_seven, like_zero]
        .iter()
        .any(|like| like(&deformed));
    (!deformed.is_blank() && !is_digit).then_some(deformed)
}

#[cfg(test)]
mod tests;
