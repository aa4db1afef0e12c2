//! Connected components, and their thickness.

use recognizer::Raster;

/// Connected components (4-connectivity) of pixels that are 0.
pub(super) fn components(is_dark: &Raster) -> Vec<Vec<usize>> {
    let mut is_open: Vec<bool> = is_dark.pixels().iter().map(|&dark| dark == 0.0).collect();
    let mut found = Vec::new();
    for start in 0..is_open.len() {
        if std::mem::take(&mut is_open[start]) {
            found.push(flood(&mut is_open, start, is_dark.width()));
        }
    }
    found
}

fn flood(is_open: &mut [bool], start: usize, width: usize) -> Vec<usize> {
    let mut pixels = vec![start];
    let mut next = 0;
    while let Some(&pixel) = pixels.get(next) {
        next += 1;
        let x = pixel % width;
        let neighbors = [
            (x > 0).then(|| pixel - 1),
            (x + 1 < width).then_some(pixel + 1),
            pixel.checked_sub(width),
            Some(pixel + width),
        ];
        for neighbor in neighbors.into_iter().flatten() {
            if is_open.get_mut(neighbor).is_some_and(std::mem::take) {
                pixels.push(neighbor);
            }
        }
    }
    pixels
}

/// Largest distance of a pixel of the region from its edge, in king's moves.
pub(super) fn fatness(pixels: &[usize], width: usize, height: usize) -> f64 {
    let mut distances = vec![0_u32; width * height];
    for &pixel in pixels {
        distances[pixel] = u32::MAX;
    }
    let at = |distances: &[u32], x: isize, y: isize| {
        let is_inside = x >= 0 && y >= 0 && x < width as isize && y < height as isize;
        // Paper may go on beyond the picture.
        if is_inside {
            distances[y as usize * width + x as usize]
        } else {
            u32::MAX - 1
        }
    };
    let mut pass = |pixel: usize, sign: isize| {
        let (x, y) = ((pixel % width) as isize, (pixel / width) as isize);
        let before = [(-1, 0), (-1, -1), (0, -1), (1, -1)];
        let neighbors =
            before.map(|(right, down)| at(&distances, x + sign * right, y + sign * down));
        let nearest = neighbors.into_iter().min().unwrap_or(0);
        distances[pixel] = distances[pixel].min(nearest.saturating_add(1));
    };
    (0..width * height).for_each(|pixel| pass(pixel, 1));
    (0..width * height).rev().for_each(|pixel| pass(pixel, -1));
    let largest = pixels.iter().map(|&pixel| distances[pixel]).max();
    f64::from(largest.unwrap_or(0))
}
