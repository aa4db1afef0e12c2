//! Piles: two or three digits on top of each other, so that none is legible.

use recognizer::{Drawing, PAD_SIZE};

use super::sketch::Sketch;
use crate::random::Random;
use crate::{Hand, STYLES, Style};

/// Digits that make a closed 4 illegible and are illegible under it.
///
/// In other pairs one digit stays legible, as under a 1, in a round 0 or with an open 4 over a 5, or
/// they look like a third one: 2 and 5 like an 8, 4 and 7 like a 9, 4 and 6 like a 6.
const UNDER_FOUR: &[u8] = &[2, 3, 5, 8];

pub(super) fn draw(random: &mut Random) -> Drawing {
    let under = random.one_of(UNDER_FOUR);
    let mut sketch = digit(|style| style.digit == 4 && style.name == "closed", random);
    sketch.join(digit(|style| style.digit == under, random));
    if random.chance(0.5) {
        let third = |style: &Style| ![1, 4, under].contains(&style.digit);
        sketch.join(digit(third, random));
    }
    sketch.on_pad(0.4, random)
}

/// A digit in a random style that `is_allowed`, around the center of the pad.
fn digit(is_allowed: impl Fn(&Style) -> bool, random: &mut Random) -> Sketch {
    let styles: Vec<_> = STYLES.iter().filter(|style| is_allowed(style)).collect();
    let hand = Hand {
        height: PAD_SIZE * random.between(0.5..0.6),
        stretch: random.between(0.9..1.5),
        slant: random.between(-0.1..0.25),
        shake: random.between(0.0..0.015),
        seed: random.count(0..=1000) as u32,
        ..Hand::default()
    };
    random.one_of(&styles).written_by(&hand).into()
}
