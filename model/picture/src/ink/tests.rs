use crate::plane::Plane;

fn of_gray(width: usize, height: usize, gray: &[u8]) -> Vec<u8> {
    assert_eq!(width * height, gray.len());
    super::of_gray(Plane::new(width, gray)).to_bytes().values
}

const SIDE: usize = 12;

/// A bar in the middle of a sheet, with some grain.
fn sheet(paper: u8, bar: u8, grain: u8) -> Vec<u8> {
    let pixel = |index: usize| match (index % SIDE, index / SIDE) {
        (5..=6, 3..=8) => bar,
        (x, y) if (x + y) % 7 == 0 => paper.saturating_sub(grain),
        _ => paper,
    };
    (0..SIDE * SIDE).map(pixel).collect()
}

#[test]
fn ink_is_what_differs_from_the_paper() {
    struct Case {
        name: &'static str,
        sheet: Vec<u8>,
        inked: usize,
    }
    let case = |name, sheet, inked| Case { name, sheet, inked };
    let cases = [
        case("black on white", sheet(255, 0, 0), 12),
        case("white on black", sheet(0, 255, 0), 12),
        case("pencil on gray", sheet(200, 120, 0), 12),
        case("grain", sheet(240, 10, 9), 12),
        case(
            "light ink that differs to the wrong side",
            sheet(200, 255, 0),
            0,
        ),
        case("blank white", sheet(255, 255, 0), 0),
        case("blank black", sheet(0, 0, 0), 0),
        case("nothing but grain", sheet(200, 200, 20), 0),
    ];
    for Case { name, sheet, inked } in cases {
        let ink = of_gray(SIDE, SIDE, &sheet);
        let bar = ink.iter().filter(|&&value| value == 255).count();
        let all = ink.iter().filter(|&&value| value > 0).count();
        assert_eq!((bar, all), (inked, inked), "{name}");
    }
}

#[test]
fn a_negative_has_the_same_ink() {
    let sheet: Vec<u8> = sheet(230, 12, 5);
    let negative: Vec<u8> = sheet.iter().map(|value| 255 - value).collect();
    assert_eq!(of_gray(SIDE, SIDE, &sheet), of_gray(SIDE, SIDE, &negative));
}

#[test]
fn soft_edges_keep_their_shades() {
    let gray = [255, 255, 255, 255, 128, 0, 255, 255, 255];
    assert_eq!(of_gray(3, 3, &gray), [0, 0, 0, 0, 127, 255, 0, 0, 0]);
}

#[test]
fn the_smallest_pictures_are_blank() {
    assert_eq!(of_gray(1, 1, &[0]), [0]);
    assert_eq!(of_gray(0, 0, &[]), [0; 0]);
}
