use recognizer::Raster;

use crate::background::border;
use crate::histogram::Histogram;

fn extract(width: usize, height: usize, gray: &[u8]) -> Vec<u8> {
    let gray = gray.iter().copied().map(f32::from).collect();
    let gray = Raster::from_pixels(width, height, gray).expect("one value per pixel");
    let border = Histogram::of(border(&gray));
    let ink = super::extract(gray, &border);
    ink.pixels()
        .iter()
        .map(|level| level.round() as u8)
        .collect()
}

const SIDE: usize = 12;

/// A bar in the middle of a picture, with some noise.
fn picture(paper: u8, bar: u8, noise: u8) -> Vec<u8> {
    let pixel = |index: usize| match (index % SIDE, index / SIDE) {
        (5..=6, 3..=8) => bar,
        (x, y) if (x + y) % 7 == 0 => paper.saturating_sub(noise),
        _ => paper,
    };
    (0..SIDE * SIDE).map(pixel).collect()
}

#[test]
fn ink_differs_from_the_background() {
    struct Case {
        name: &'static str,
        picture: Vec<u8>,
        inked: usize,
    }
    let case = |name, picture, inked| Case {
        name,
        picture,
        inked,
    };
    let cases = [
        case("black on white", picture(255, 0, 0), 12),
        case("white on black", picture(0, 255, 0), 12),
        case("pencil on gray", picture(200, 120, 0), 12),
        case("noise", picture(240, 10, 9), 12),
        case("light ink on light paper", picture(200, 255, 0), 0),
        case("blank white", picture(255, 255, 0), 0),
        case("blank black", picture(0, 0, 0), 0),
        case("noise only", picture(200, 200, 20), 0),
    ];
    for Case {
        name,
        picture,
        inked,
    } in cases
    {
        let ink = extract(SIDE, SIDE, &picture);
        let bar = ink.iter().filter(|&&value| value == 255).count();
        let all = ink.iter().filter(|&&value| value > 0).count();
        assert_eq!((bar, all), (inked, inked), "{name}");
    }
}

#[test]
fn a_negative_has_the_same_ink() {
    let picture: Vec<u8> = picture(230, 12, 5);
    let negative: Vec<u8> = picture.iter().map(|value| 255 - value).collect();
    assert_eq!(
        extract(SIDE, SIDE, &picture),
        extract(SIDE, SIDE, &negative)
    );
}

#[test]
fn soft_edges_keep_their_levels() {
    let gray = [255, 255, 255, 255, 128, 0, 255, 255, 255];
    assert_eq!(extract(3, 3, &gray), [0, 0, 0, 0, 127, 255, 0, 0, 0]);
}

#[test]
fn the_smallest_pictures_are_blank() {
    assert_eq!(extract(1, 1, &[0]), [0]);
    assert_eq!(extract(0, 0, &[]), [0; 0]);
}
