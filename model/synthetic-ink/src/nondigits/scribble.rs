//! Scribbles: dense zigzags, loops and tangles.

use recognizer::Drawing;

use super::sketch::{Sketch, on_ellipse};
use crate::curve::{polyline, spline};
use crate::random::Random;

/// Samples of one loop.
const LOOP: usize = 9;

pub(super) fn draw(random: &mut Random) -> Drawing {
    let kinds: [fn(&mut Random) -> Sketch; 4] = [to_and_fro, loops, tangle, crossed_out];
    let sketch = random.one_of(&kinds)(random);
    sketch.on_pad(0.3, random)
}

/// A dense zigzag, as if to fill an area, in any direction.
fn to_and_fro(random: &mut Random) -> Sketch {
    let ways = random.count(8..=18);
    let height = random.between(1.1..2.0);
    let corners: Vec<_> = (0..ways)
        .map(|way| {
            let side = if way % 2 == 0 { 1.0 } else { -1.0 };
            let down = height * way as f32 / ways as f32;
            random.near((side, down), 0.25)
        })
        .collect();
    let mut sketch = Sketch::default();
    sketch.add(if random.chance(0.5) {
        spline(&corners)
    } else {
        polyline(&corners)
    });
    sketch.turned(random.angle())
}

/// Loops of several sizes from left to right.
fn loops(random: &mut Random) -> Sketch {
    let (loops, advance) = (random.count(4..=9), random.between(0.5..1.2));
    let (turn, start) = (random.sign(), random.angle());
    let mut control = Vec::new();
    for index in 0..loops {
        let radius = random.between(0.5..1.1);
        let lift = random.between(-0.4..0.4);
        control.extend((0..LOOP).map(|sample| {
            let time = sample as f32 / LOOP as f32;
            let center = ((index as f32 + time) * advance, lift);
            let angle = start + turn * time * std::f32::consts::TAU;
            on_ellipse(center, (radius, radius), angle)
        }));
    }
    let mut sketch = Sketch::default();
    sketch.add(spline(&control));
    let tall = random.between(0.8..1.6);
    sketch
        .stretched(1.0, tall)
        .turned(random.between(-0.5..0.5))
}

/// A spline through random places.
fn tangle(random: &mut Random) -> Sketch {
    let turns = random.count(14..=32);
    let control = random.all_near(&vec![(0.0, 0.0); turns], 1.0);
    let mut sketch = Sketch::default();
    sketch.add(spline(&control));
    sketch.stretched(random.between(0.8..1.8), 1.0)
}

/// Two dense zigzags across each other.
fn crossed_out(random: &mut Random) -> Sketch {
    let middle = |sketch: Sketch| {
        let (least, greatest) = sketch.bounds();
        sketch.moved(-least.0.midpoint(greatest.0), -least.1.midpoint(greatest.1))
    };
    let mut sketch = middle(to_and_fro(random));
    sketch.join(middle(to_and_fro(random)));
    sketch
}
