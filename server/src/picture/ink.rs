//! Gray pixels to ink on clean paper, whichever of the two is darker.

/// Pixels that differ from the paper by less than this are paper: below it lies what cameras and
/// compression add to a blank sheet.
const FAINTEST: u8 = 24;

/// Ink lighter than this part of the darkest is shadow, grain, or the ripples of JPEG.
const FLOOR: f32 = 0.125;

/// Grain goes this many times as far as it does on average (six sigmas of a normal distribution
/// are about nine times its median deviation).
const GRAIN: u32 = 9;

/// The part of a picture's shorter side that counts as its border.
const BORDER: usize = 50;

/// How much ink is on each pixel, 0 to 255, row by row: exactly 0 on paper, 255 at its strongest.
/// All 0 on a blank picture.
///
/// Paper is as bright as most of the border; ink is what differs from it to the other side.
pub(super) fn of_gray(width: usize, height: usize, gray: &[u8]) -> Vec<u8> {
    let border = Histogram::of(border(width, height, gray));
    let paper = border.median();
    let is_dark = paper < 128;
    let against = |value: u8| match is_dark {
        true => value.saturating_sub(paper),
        false => paper.saturating_sub(value),
    };
    let strongest = gray.iter().copied().map(against).max().unwrap_or(0);
    if strongest < FAINTEST {
        return vec![0; gray.len()];
    }
    let grain = GRAIN * u32::from(border.deviation(paper));
    let floor = (FLOOR * f32::from(strongest)).max(grain as f32);
    let stretch = 255.0 / f32::from(strongest);
    let ink = |&value: &u8| match f32::from(against(value)) {
        faint if faint < floor => 0,
        ink => (ink * stretch).round() as u8,
    };
    gray.iter().map(ink).collect()
}

/// The pixels along the picture's edges.
fn border(width: usize, height: usize, gray: &[u8]) -> impl Iterator<Item = u8> {
    let depth = (width.min(height) / BORDER).max(1);
    let is_edge = move |at: usize, length: usize| at < depth || at + depth >= length;
    let pixels = gray.iter().enumerate();
    pixels
        .filter(move |(index, _)| is_edge(index % width, width) || is_edge(index / width, height))
        .map(|(_, &value)| value)
}

/// How often each brightness occurs.
struct Histogram([usize; 256]);

impl Histogram {
    fn of(values: impl Iterator<Item = u8>) -> Self {
        let mut counts = [0; 256];
        for value in values {
            counts[usize::from(value)] += 1;
        }
        Self(counts)
    }

    fn median(&self) -> u8 {
        let half = self.0.iter().sum::<usize>() / 2;
        let mut below = 0;
        let median = self.0.iter().position(|count| {
            below += count;
            below > half
        });
        median.map_or(0, |median| median as u8)
    }

    /// The median distance from `center`.
    fn deviation(&self, center: u8) -> u8 {
        let mut distances = Self([0; 256]);
        for (value, count) in self.0.iter().enumerate() {
            distances.0[value.abs_diff(usize::from(center))] += count;
        }
        distances.median()
    }
}

#[cfg(test)]
mod tests {
    use super::of_gray;

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
}
