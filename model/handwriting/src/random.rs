use rand::SeedableRng;

/// Random number generator: ChaCha8, which gives the same values on every machine.
pub type Random = rand::rngs::ChaCha8Rng;

/// Generator for item `index` of the set number `set`, independent of all others with the same `seed`.
pub fn seeded(seed: u64, set: u64, index: u64) -> Random {
    let mut key = [0; 32];
    for (bytes, word) in key
        .as_chunks_mut::<8>()
        .0
        .iter_mut()
        .zip([seed, set, index])
    {
        *bytes = word.to_le_bytes();
    }
    Random::from_seed(key)
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;

    #[test]
    fn generators_of_items_differ_and_repeat() {
        let first = |seed, set, index| seeded(seed, set, index).next_u64();
        assert_eq!(first(1, 2, 3), first(1, 2, 3));
        for other in [first(2, 2, 3), first(1, 3, 3), first(1, 2, 4)] {
            assert_ne!(first(1, 2, 3), other);
        }
    }
}
