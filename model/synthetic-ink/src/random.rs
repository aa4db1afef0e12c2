use std::ops::{Range, RangeInclusive};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Choices that depend on nothing but the family's name and the seed, on every machine.
pub(crate) struct Random(ChaCha8Rng);

impl Random {
    pub(crate) fn new(family: &str, seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        for (byte, name) in key[8..].iter_mut().zip(family.bytes()) {
            *byte = name;
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    pub(crate) fn between(&mut self, range: Range<f32>) -> f32 {
        // As many random bits as an `f32` keeps.
        let share = (self.0.next_u32() >> 8) as f32 / (1 << 24) as f32;
        range.start + share * (range.end - range.start)
    }

    pub(crate) fn count(&mut self, range: RangeInclusive<usize>) -> usize {
        let choices = (range.end() - range.start() + 1) as u64;
        let choice = (u64::from(self.0.next_u32()) * choices) >> 32;
        range.start() + choice as usize
    }

    pub(crate) fn chance(&mut self, probability: f32) -> bool {
        self.between(0.0..1.0) < probability
    }

    /// An angle in radians.
    pub(crate) fn direction(&mut self) -> f32 {
        self.between(0.0..std::f32::consts::TAU)
    }

    /// One or minus one.
    pub(crate) fn sign(&mut self) -> f32 {
        if self.chance(0.5) { 1.0 } else { -1.0 }
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.count(0..=choices.len() - 1)]
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.count(0..=last));
        }
    }

    /// `point`, missed by up to `by` each way.
    pub(crate) fn near(&mut self, (x, y): (f32, f32), by: f32) -> (f32, f32) {
        (x + self.between(-by..by), y + self.between(-by..by))
    }

    /// Each of `points`, missed by up to `by` each way.
    pub(crate) fn all_near(&mut self, points: &[(f32, f32)], by: f32) -> Vec<(f32, f32)> {
        points.iter().map(|&point| self.near(point, by)).collect()
    }
}
