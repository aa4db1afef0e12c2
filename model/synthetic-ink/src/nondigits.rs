//! Ink that is no digit, in families of random shapes.
//!
//! They test whether a recognizer declines what it should, so they are drawn from nothing that it
//! was trained on. Whatever a fair person could read as a digit has no place here.

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

/// One kind of ink that is no digit.
pub struct Family {
    /// What it shows.
    pub name: &'static str,
    draw: fn(&mut Random) -> Drawing,
}

/// Every family.
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

    /// The shape number `seed` of this family, in drawing units on the standard pad.
    pub fn drawn(&self, seed: u64) -> Drawing {
        (self.draw)(&mut Random::new(self.name, seed))
    }
}
