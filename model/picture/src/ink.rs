//! Gray pixels to ink on clean paper, whichever of the two is darker.

use crate::paper::{Sheet, sheet};
use crate::plane::Plane;
use crate::shades::Shades;
use crate::{rules, specks};

/// Pixels that differ from the paper by less than this are paper: below it lies what cameras and
/// compression add to a blank sheet.
const FAINTEST: f32 = 24.0;

/// Ink at least this part as strong as that belongs to ink beside it: it is a soft edge.
const SOFT: f32 = 0.5;

/// Ink lighter than this part of the darkest is grain, or the ripples of JPEG; on a photograph also
/// shadow, and what shines through.
const FLOOR: f32 = 0.125;
const PHOTO_FLOOR: f32 = 0.3;

/// Grain goes this many times as far as it does on average (six sigmas of a normal distribution
/// are about nine times its median deviation).
const GRAIN: f32 = 9.0;

/// Grain that is still too strong after so many blurs is the picture itself.
const BLURS: usize = 3;

/// How much ink is on each pixel, 0 to 255: exactly 0 on paper, 255 at its strongest. All 0 on a
/// blank picture.
pub(crate) fn of_gray(gray: Plane) -> Plane {
    let Sheet { contrast, is_even } = sheet(gray);
    let mut ink = match is_even {
        true => even(contrast),
        false => photographed(contrast),
    };
    rules::erase(&mut ink, is_even);
    specks::erase(&mut ink, is_even);
    ink
}

fn even(contrast: Plane) -> Plane {
    let strongest = contrast.largest();
    let floor = (FLOOR * strongest).max(GRAIN * grain(&contrast));
    let near = contrast.dilated(1);
    let inked = contrast.zip(&near, |value, near| {
        let is_edge = near >= floor && value >= SOFT * floor;
        if value >= floor || is_edge {
            value
        } else {
            0.0
        }
    });
    leveled(inked, 0.0, strongest)
}

/// Of a photograph, whose grain is blurred until it is weaker than ink.
fn photographed(contrast: Plane) -> Plane {
    let mut contrast = without_bias(contrast);
    for _ in 0..BLURS {
        if GRAIN * grain(&contrast) <= PHOTO_FLOOR * strength(&contrast) {
            break;
        }
        contrast = without_bias(contrast.blurred(1));
    }
    let strongest = strength(&contrast);
    let floor = (PHOTO_FLOOR * strongest).max(GRAIN * grain(&contrast));
    leveled(contrast, floor, strongest)
}

/// Most of a picture is paper, which has no contrast with itself.
fn without_bias(contrast: Plane) -> Plane {
    let bias = Shades::of(contrast.values.iter().copied()).median();
    contrast.map(|value| (value - bias).max(0.0))
}

/// The median deviation of paper.
fn grain(contrast: &Plane) -> f32 {
    let shades = Shades::of(contrast.values.iter().copied());
    shades.spread(shades.median(), 0.5)
}

/// The strongest ink that is more than a single pixel.
fn strength(contrast: &Plane) -> f32 {
    contrast.blurred(1).largest()
}

fn leveled(contrast: Plane, floor: f32, strongest: f32) -> Plane {
    if strongest < FAINTEST {
        return contrast.map(|_| 0.0);
    }
    contrast.map(|value| match value {
        faint if faint < floor => 0.0,
        ink => (ink * 255.0 / strongest).min(255.0),
    })
}

#[cfg(test)]
mod tests;
