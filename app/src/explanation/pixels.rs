//! Images for canvases: digit images, feature maps and saliency.

use protocol::FeatureMaps;
use recognizer::{DigitImage, Raster};

/// Width in pixels, then the RGBA values row by row.
pub(super) type Pixels = (usize, Vec<u8>);

/// Gap between two feature maps, in pixels.
const GAP: usize = 1;

/// Gray level of the gap.
const GAP_GRAY: u8 = 72;

/// Color of pixels that support the answer. Both colors are equally light and can be distinguished
/// with color blindness; the style sheet's legend repeats them.
const FOR: [f32; 3] = [255.0, 159.0, 28.0];

/// Color of pixels that contradict the answer.
const AGAINST: [f32; 3] = [64.0, 156.0, 255.0];

/// Lightness of ink without saliency, 0 to 1, kept for orientation.
const INK: f32 = 0.3;

/// Opaque pixels of these gray levels.
pub(super) fn grays(width: usize, grays: &[u8]) -> Pixels {
    let rgba = grays.iter().flat_map(|&gray| [gray, gray, gray, 255]);
    (width, rgba.collect())
}

/// Raster in the middle of a black square.
pub(super) fn centered(raster: &Raster, side: usize) -> Pixels {
    let [left, top] = margins(raster, side);
    let mut square = vec![0; side * side];
    for y in 0..raster.height().min(side) {
        let row = &mut square[(top + y) * side..][..side];
        for (gray, ink) in row.iter_mut().skip(left).zip(raster.row(y)) {
            *gray = (255.0 * ink).round() as u8;
        }
    }
    grays(side, &square)
}

/// Left and top margin of a raster in the middle of a square, in pixels.
pub(super) fn margins(raster: &Raster, side: usize) -> [usize; 2] {
    [raster.width(), raster.height()].map(|length| side.saturating_sub(length) / 2)
}

/// All maps of a layer, tiled to about a square.
pub(super) fn tile(maps: &FeatureMaps) -> Pixels {
    let (width, height) = (maps.width, maps.height);
    let mut columns = 1;
    while columns * columns < maps.count {
        columns += 1;
    }
    let total_width = columns * (width + GAP) - GAP;
    let total_height = maps.count.div_ceil(columns) * (height + GAP) - GAP;
    let mut tiles = vec![GAP_GRAY; total_width * total_height];
    for (index, map) in maps.grays.chunks_exact(width * height).enumerate() {
        let left = index % columns * (width + GAP);
        let top = index / columns * (height + GAP);
        for (y, row) in map.chunks_exact(width).enumerate() {
            let start = (top + y) * total_width + left;
            tiles[start..start + width].copy_from_slice(row);
        }
    }
    grays(total_width, &tiles)
}

/// Saliency as colors over the ink, scaled so that the largest magnitude has the full color; without
/// values the ink stands alone.
pub(super) fn saliency_colors(image: &DigitImage, saliency: &[f32]) -> Pixels {
    let magnitudes = saliency.iter().map(|value| value.abs());
    let largest = magnitudes.fold(f32::MIN_POSITIVE, f32::max);
    let mut rgba = Vec::new();
    for (index, ink) in image.normalized().enumerate() {
        let value = saliency.get(index).copied().unwrap_or(0.0);
        let share = value.abs() / largest;
        let color = if value > 0.0 { FOR } else { AGAINST };
        let blend = |full: f32| (full * share + 255.0 * INK * ink * (1.0 - share)) as u8;
        rgba.extend(color.map(blend));
        rgba.push(255);
    }
    (DigitImage::SIDE, rgba)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raster_is_centered_on_black() {
        let raster = Raster::from_ink(1, 2, &[255, 128]).expect("as many pixels");
        let expected = grays(3, &[0, 255, 0, 0, 128, 0, 0, 0, 0]);
        assert_eq!(centered(&raster, 3), expected);
        assert_eq!(margins(&raster, 3), [1, 0]);
    }

    #[test]
    fn a_too_large_raster_is_cropped() {
        let raster = Raster::from_ink(2, 2, &[1, 2, 3, 4]).expect("as many pixels");
        assert_eq!(centered(&raster, 1), grays(1, &[1]));
    }

    #[test]
    fn maps_are_tiled_with_gaps() {
        let maps = FeatureMaps {
            is_pooling: false,
            count: 3,
            height: 1,
            width: 2,
            grays: vec![1, 2, 3, 4, 5, 6],
        };
        let gap = GAP_GRAY;
        let rows = [[1, 2, gap, 3, 4], [gap; 5], [5, 6, gap, gap, gap]];
        assert_eq!(tile(&maps), grays(5, &rows.concat()));
    }

    #[test]
    fn pixels_have_the_color_of_their_saliency() {
        let mut ink = [0; DigitImage::PIXELS];
        ink[2] = 255;
        let image = DigitImage::new(ink);
        let mut saliency = vec![0.0; DigitImage::PIXELS];
        (saliency[0], saliency[1]) = (2.0, -1.0);
        let (full, half) = ([255, 159, 28, 255], [32, 78, 127, 255]);
        let (paper, ink) = ([0, 0, 0, 255], [76, 76, 76, 255]);
        for (saliency, expected) in [
            (&saliency[..], [full, half, ink]),
            (&[], [paper, paper, ink]),
        ] {
            let (width, rgba) = saliency_colors(&image, saliency);
            assert_eq!(rgba[..12], expected.concat());
            assert_eq!((width, rgba.len()), (28, 4 * DigitImage::PIXELS));
        }
    }
}
