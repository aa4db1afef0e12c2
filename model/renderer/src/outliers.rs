//! What is no digit: drawings that the network has to refuse.

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

use crate::pose;
use crate::resemblance::{like_one, like_seven, like_zero};
use crate::source::{Source, unit};

/// Outliers are bent half as much as digits: they differ enough, and must not become digits.
const STRENGTH: f32 = 0.5;

/// Drawings tried before specks are drawn instead.
const ATTEMPTS: usize = 50;

/// Part of the pad's side that a tap or a slip of the pen covers.
const TINY: RangeInclusive<f32> = 0.004..=0.06;

/// Drawings of one sort.
struct Family {
    name: &'static str,
    /// Its share of all outliers, beside the others'.
    weight: f32,
    draw: fn(&mut Random, &Source<'_>) -> Drawing,
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
        sizes: pose::SIZES,
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

/// The family after all others, which has pixels rather than strokes.
const SPECKS: &str = "specks";

/// How many outliers are specks on paper, or blank paper.
const SPECKS_SHARE: f64 = 0.01;

/// What the families are called.
pub(crate) fn names() -> Vec<String> {
    let drawn = FAMILIES.iter().map(|family| family.name);
    drawn.chain([SPECKS]).map(str::to_owned).collect()
}

/// A picture of no digit, and its family, as in [`names`].
pub(crate) fn picture(rng: &mut Random, source: &Source<'_>) -> (Image, u8) {
    let specks = FAMILIES.len() as u8;
    if rng.random_bool(SPECKS_SHARE) {
        return (specks::image(rng), specks);
    }
    let index = any_family(rng);
    let family = &FAMILIES[index];
    let drawing = (0..ATTEMPTS).find_map(|_| no_digit(rng, family, source));
    let image = drawing.and_then(|drawing| pose::image(rng, &drawing, family.sizes.clone()));
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

/// A drawing of the family, if it came out as nothing that could be a digit.
fn no_digit(rng: &mut Random, family: &Family, source: &Source<'_>) -> Option<Drawing> {
    let drawing = unit(&(family.draw)(rng, source));
    let deformed = pose::deform(rng, &drawing, STRENGTH);
    let is_digit = [like_one, like_seven, like_zero]
        .iter()
        .any(|like| like(&deformed));
    (!deformed.is_blank() && !is_digit).then_some(deformed)
}

#[cfg(test)]
mod tests;
