//! Small pictures, pixel by pixel: their width, and their colors row by row.

use protocol::FeatureMaps;
use recognizer::{DigitImage, Raster};

/// Columns, then red, green, blue and opacity of each pixel.
pub(super) type Pixels = (usize, Vec<u8>);

/// Between two maps, in their pixels, and how light it is.
const GAP: usize = 1;
const GAP_GRAY: u8 = 72;

/// Told apart also without red and green, and as light as each other; `style.css` has them too.
const FOR: [f32; 3] = [255.0, 159.0, 28.0];
const AGAINST: [f32; 3] = [64.0, 156.0, 255.0];

/// How light ink is that says nothing: it shows where the others are.
const INK: f32 = 0.3;

pub(super) fn grays(width: usize, grays: &[u8]) -> Pixels {
    let rgba = grays.iter().flat_map(|&gray| [gray, gray, gray, 255]);
    (width, rgba.collect())
}

/// A raster in the middle of a black square.
pub(super) fn framed(raster: &Raster, side: usize) -> Pixels {
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

/// The paper left of a raster and above it, in the middle of a square.
pub(super) fn margins(raster: &Raster, side: usize) -> [usize; 2] {
    [raster.width(), raster.height()].map(|length| side.saturating_sub(length) / 2)
}

/// All maps of a layer, row by row in about a square.
pub(super) fn sheet(maps: &FeatureMaps) -> Pixels {
    let (width, height) = (maps.width, maps.height);
    let mut columns = 1;
    while columns * columns < maps.count {
        columns += 1;
    }
    let total_width = columns * (width + GAP) - GAP;
    let total_height = maps.count.div_ceil(columns) * (height + GAP) - GAP;
    let mut all = vec![GAP_GRAY; total_width * total_height];
    for (place, map) in maps.grays.chunks_exact(width * height).enumerate() {
        let left = place % columns * (width + GAP);
        let top = place / columns * (height + GAP);
        for (y, row) in map.chunks_exact(width).enumerate() {
            let start = (top + y) * total_width + left;
            all[start..start + width].copy_from_slice(row);
        }
    }
    grays(total_width, &all)
}

/// Each pixel in the color of what it says, over its ink. The strongest part has the full color;
/// before parts are known, the ink stands alone.
pub(super) fn colored(image: &DigitImage, parts: &[f32]) -> Pixels {
    let strongest = parts.iter().map(|part| part.abs());
    let strongest = strongest.fold(f32::MIN_POSITIVE, f32::max);
    let mut rgba = Vec::new();
    for (index, ink) in image.normalized().enumerate() {
        let part = parts.get(index).copied().unwrap_or(0.0);
        let share = part.abs() / strongest;
        let color = if part > 0.0 { FOR } else { AGAINST };
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
    fn a_raster_stands_in_the_middle_of_black() {
        let raster = Raster::from_ink(1, 2, &[255, 128]).expect("as many pixels");
        let expected = grays(3, &[0, 255, 0, 0, 128, 0, 0, 0, 0]);
        assert_eq!(framed(&raster, 3), expected);
        assert_eq!(margins(&raster, 3), [1, 0]);
    }

    #[test]
    fn a_raster_that_is_too_large_is_cut_off() {
        let raster = Raster::from_ink(2, 2, &[1, 2, 3, 4]).expect("as many pixels");
        assert_eq!(framed(&raster, 1), grays(1, &[1]));
    }

    #[test]
    fn maps_stand_beside_each_other_with_lines_between() {
        let maps = FeatureMaps {
            is_pooling: false,
            count: 3,
            height: 1,
            width: 2,
            grays: vec![1, 2, 3, 4, 5, 6],
        };
        let gap = GAP_GRAY;
        let rows = [[1, 2, gap, 3, 4], [gap; 5], [5, 6, gap, gap, gap]];
        assert_eq!(sheet(&maps), grays(5, &rows.concat()));
    }

    #[test]
    fn pixels_have_the_color_of_what_they_say() {
        let mut ink = [0; DigitImage::PIXELS];
        ink[2] = 255;
        let image = DigitImage::new(ink);
        let mut parts = vec![0.0; DigitImage::PIXELS];
        (parts[0], parts[1]) = (2.0, -1.0);
        let (full, half) = ([255, 159, 28, 255], [32, 78, 127, 255]);
        let (paper, ink) = ([0, 0, 0, 255], [76, 76, 76, 255]);
        for (parts, expected) in [(&parts[..], [full, half, ink]), (&[], [paper, paper, ink])] {
            let (width, rgba) = colored(&image, parts);
            assert_eq!(rgba[..12], expected.concat());
            assert_eq!((width, rgba.len()), (28, 4 * DigitImage::PIXELS));
        }
    }
}
