//! Paper without a drawing: blank or with specks.

use handwriting::Random;
use handwriting::idx::Image;
use rand::RngExt;

/// Share of blank pictures.
const BLANK: f64 = 0.3;

/// Blank paper, or some pixels of any gray.
pub(super) fn image(rng: &mut Random) -> Image {
    let mut image = [0; 784];
    if rng.random_bool(BLANK) {
        return image;
    }
    let most = rng.random_range(20..=255);
    for _ in 0..rng.random_range(1..=40) {
        image[rng.random_range(0..784)] = rng.random_range(10..=most);
    }
    image
}
