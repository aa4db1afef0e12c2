use std::ops::{Range, RangeInclusive};

use ink_geometry::{Path, Place, jitter};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Random numbers that depend on a family's name and a seed only, on every machine.
pub(crate) struct Random(ChaCha8Rng);

impl Random {
    /// Generator for the drawing number `seed` of a family.
    pub(crate) fn new(family: &str, seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        for (byte, name) in key[8..].iter_mut().zip(family.bytes()) {
            *byte = name;
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Uniform number in the range.
    pub(crate) fn between(&mut self, range: Range<f32>) -> f32 {
        // An `f32` keeps 24 bits.
        let share = (self.0.next_u32() >> 8) as f32 / (1 << 24) as f32;
        range.start + share * (range.end - range.start)
    }

    /// Uniform whole number in the range.
    pub(crate) fn count(&mut self, range: RangeInclusive<usize>) -> usize {
        let choices = (range.end() - range.start() + 1) as u64;
        let choice = (u64::from(self.0.next_u32()) * choices) >> 32;
        range.start() + choice as usize
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f32) -> bool {
        self.between(0.0..1.0) < probability
    }

    /// Uniform angle in radians, 0 to 2π.
    pub(crate) fn angle(&mut self) -> f32 {
        self.between(0.0..std::f32::consts::TAU)
    }

    /// 1 or −1.
    pub(crate) fn sign(&mut self) -> f32 {
        if self.chance(0.5) { 1.0 } else { -1.0 }
    }

    /// Uniform choice.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.count(0..=choices.len() - 1)]
    }

    /// Shuffles the items in place (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.count(0..=last));
        }
    }

    /// Jitters a place by up to `by` along both axes.
    pub(crate) fn near(&mut self, place: Place, by: f32) -> Place {
        jitter(place, || self.between(-by..by))
    }

    /// Jitters each place by up to `by` along both axes.
    pub(crate) fn all_near(&mut self, places: &[Place], by: f32) -> Path {
        places.iter().map(|&place| self.near(place, by)).collect()
    }
}
