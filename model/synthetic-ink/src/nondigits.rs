//! Non-digits, in families of random shapes.
//!
//! They measure rejection, so training must not see them, and none may be legible as a digit.

mod arrow;
mod cross;
mod dots;
mod face;
mod flower;
mod hatching;
mod heart;
mod letter;
mod line;
mod outline;
mod picture;
mod pile;
mod scribble;
mod sketch;
mod spiral;
mod star;
mod tick;
mod word;
mod zigzag;

use recognizer::Drawing;

use crate::random::Random;

/// Family of random non-digits.
pub struct Family {
    /// Name of the shape, unique among the families.
    pub name: &'static str,
    draw: fn(&mut Random) -> Drawing,
}

/// All families.
pub const NONDIGITS: &[Family] = &[
    Family::new("scribble", scribble::draw),
    Family::new("spiral", spiral::draw),
    Family::new("zigzag", zigzag::draw),
    Family::new("closed shape", outline::draw),
    Family::new("tick", tick::draw),
    Family::new("cross", cross::draw),
    Family::new("heart", heart::draw),
    Family::new("star", star::draw),
    Family::new("letter", letter::draw),
    Family::new("word", word::draw),
    Family::new("pile of digits", pile::draw),
    Family::new("dots", dots::draw),
    Family::new("line", line::draw),
    Family::new("hatching", hatching::draw),
    Family::new("arrow", arrow::draw),
    Family::new("face", face::draw),
    Family::new("flower", flower::draw),
    Family::new("picture", picture::draw),
];

impl Family {
    const fn new(name: &'static str, draw: fn(&mut Random) -> Drawing) -> Self {
        Self { name, draw }
    }

    /// Draws the shape number `seed` of this family, in whole drawing units on the standard pad.
    pub fn drawn(&self, seed: u64) -> Drawing {
        (self.draw)(&mut Random::new(self.name, seed))
    }
}
