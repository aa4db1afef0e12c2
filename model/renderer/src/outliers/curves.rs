//! Meaningless smooth lines.

use std::f32::consts::TAU;

use handwriting::Random;
use rand::RngExt;
use recognizer::Drawing;

use crate::paths::{Place, curve, line};

/// Least sum of turns in radians: seven whole ones; an 8, the digit that turns most, has two.
const LEAST_TURN: f32 = 7.0 * TAU;

/// A random walk that turns by at least [`LEAST_TURN`]; blank if it turns less.
pub(super) fn scribble(rng: &mut Random) -> Drawing {
    let steps = rng.random_range(200..=500);
    let mut angle: f32 = rng.random_range(0.0..TAU);
    let (mut turn, mut place) = (0.0_f32, (0.0, 0.0));
    let wildness = rng.random_range(0.03..=0.12);
    let mut turned = 0.0;
    let mut walk = |_| -> Place {
        turn = 0.95 * turn + rng.random_range(-wildness..=wildness);
        angle += turn;
        turned += turn.abs();
        place = (place.0 + angle.cos(), place.1 + angle.sin());
        place
    };
    let path = (0..steps).map(&mut walk).collect();
    if turned < LEAST_TURN {
        return Drawing::default();
    }
    Drawing::from_iter([path])
}

/// A smooth line through 10 to 20 random places.
pub(super) fn chain(rng: &mut Random) -> Drawing {
    let count = rng.random_range(10..=20);
    let (width, height) = (rng.random_range(0.6..=1.4), 1.0);
    let mut place = |_| {
        (
            rng.random_range(0.0..=width),
            rng.random_range(0.0..=height),
        )
    };
    let places: Vec<Place> = (0..count).map(&mut place).collect();
    Drawing::from_iter([curve(&places)])
}

/// Waves or a zigzag, at least two and a half, from left to right.
pub(super) fn wave(rng: &mut Random) -> Drawing {
    let turns = rng.random_range(5..=16);
    let height = rng.random_range(0.1..=0.5);
    let mut corner = |index: u8| {
        let y = if index.is_multiple_of(2) { 0.0 } else { height };
        let x = f32::from(index) / f32::from(turns) + rng.random_range(-0.02..=0.02);
        (x, y * rng.random_range(0.8..=1.2))
    };
    let corners: Vec<Place> = (0..=turns).map(&mut corner).collect();
    let path = if rng.random_bool(0.6) {
        curve(&corners)
    } else {
        line(&corners)
    };
    Drawing::from_iter([path])
}

/// A row of at least three loops, or a spiral of more than two turns.
pub(super) fn coil(rng: &mut Random) -> Drawing {
    let turns = rng.random_range(3.0..=7.0_f32);
    let advance = if rng.random_bool(0.6) {
        rng.random_range(0.35..=1.2)
    } else {
        0.0
    };
    let growth = if advance == 0.0 { 1.0 } else { 0.0 };
    let (start, sense) = (
        rng.random_range(0.0..TAU),
        if rng.random_bool(0.5) { 1.0 } else { -1.0 },
    );
    let steps = (turns * 40.0) as u16;
    let at = |step: u16| {
        let part = f32::from(step) / f32::from(steps);
        let angle = start + sense * part * turns * TAU;
        let radius = 0.5 * (1.0 - growth * (1.0 - part));
        (
            radius * angle.cos() + advance * turns * part,
            radius * angle.sin(),
        )
    };
    Drawing::from_iter([(0..=steps).map(at).collect()])
}
