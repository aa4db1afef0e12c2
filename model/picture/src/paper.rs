//! What the paper would look like without ink: as bright as its border where that is even, else as
//! bright as it is around the ink.

use crate::plane::Plane;
use crate::shades::Shades;

/// Borders whose shades differ by no more than this are of one color: those of a screen, or of a
/// scan.
const EVEN: f32 = 3.0;

/// The part of the border that has to be so: ink and ruled lines may reach it.
const MOST: f64 = 0.8;

/// The part of a picture's shorter side that counts as its border.
const BORDER: usize = 50;

/// Paper darker or lighter than this is what the ink is not; between them the ink itself tells.
const CERTAIN: (f32, f32) = (64.0, 128.0);

/// Light changes slowly: paper is looked for in a picture of this size at most.
const SMALL: usize = 256;

/// Strokes are thinner than this part of the picture's shorter side.
const STROKE: f64 = 0.24;

/// And no picture is so small that this were not enough for them, in pixels.
const LEAST_STROKE: usize = 13;

/// A picture beside what its paper would look like; ink is darker.
pub(crate) struct Sheet {
    /// How much darker than its paper each pixel is, as if all paper were equally bright.
    pub(crate) contrast: Plane,
    /// Whether the paper is of one color, as no photograph's is.
    pub(crate) is_even: bool,
}

/// Tells ink from paper in a gray picture.
pub(crate) fn sheet(gray: Plane) -> Sheet {
    let border = Shades::of(border(&gray));
    let level = border.median();
    let is_even = border.spread(level, MOST) <= EVEN;
    let has_light_ink = match level {
        _ if level < CERTAIN.0 => true,
        _ if level >= CERTAIN.1 => false,
        _ => is_lighter(&gray),
    };
    let (page, level) = match has_light_ink {
        true => (gray.map(|value| 255.0 - value), 255.0 - level),
        false => (gray, level),
    };
    let contrast = match is_even {
        true => page.map(|value| (level - value).max(0.0)),
        false => uneven(page),
    };
    Sheet { contrast, is_even }
}

/// Shadows darken ink and paper by the same factor.
fn uneven(page: Plane) -> Plane {
    let factor = page.width.max(page.height).div_ceil(SMALL);
    let paper = paper(&page.shrunk(factor)).enlarged(factor, page.width, page.height);
    let brightest = paper.largest();
    page.zip(&paper, |value, paper| {
        (paper - value).max(0.0) * brightest / paper.max(1.0)
    })
}

/// Closes over everything that is too thin to be paper (a morphological closing); beyond the
/// picture the paper goes on as it ends.
fn paper(small: &Plane) -> Plane {
    let shorter = small.width.min(small.height) as f64;
    let radius = (STROKE * shorter).max(LEAST_STROKE as f64) as usize / 2;
    let dilated = small.framed(radius, 0.0).dilated(radius);
    let eroded = dilated.map(|value| -value).dilated(radius);
    eroded
        .map(|value| -value)
        .unframed(radius)
        .blurred(radius / 2)
}

/// Whether ink is lighter than what is around it: strokes stand out further than the gaps between
/// them.
fn is_lighter(gray: &Plane) -> bool {
    let factor = gray.width.max(gray.height).div_ceil(SMALL);
    let small = gray.shrunk(factor);
    let around = small.blurred(small.width.min(small.height).div_ceil(8));
    let from_around = small.zip(&around, |value, around| 128.0 + (value - around) / 2.0);
    let shades = Shades::of(from_around.values.into_iter());
    shades.quantile(0.995) - 128.0 > 128.0 - shades.quantile(0.005)
}

/// The pixels along the picture's edges.
fn border(gray: &Plane) -> impl Iterator<Item = f32> {
    let (width, height) = (gray.width, gray.height);
    let depth = (width.min(height) / BORDER).max(1);
    let is_edge = move |at: usize, length: usize| at < depth || at + depth >= length;
    let pixels = gray.values.iter().enumerate();
    pixels
        .filter(move |(index, _)| is_edge(index % width, width) || is_edge(index / width, height))
        .map(|(_, &value)| value)
}
