//! A drawing in a few bytes, for the fragment of a link: browsers send it to nobody.
//!
//! Version, checksum, then each stroke: how many points, the first one, and the way from each to the
//! next, in quarters of a drawing unit. Numbers are LEB128, those with a sign in zigzag.

use recognizer::{Drawing, PAD_SIZE, Point, Stroke};
use thiserror::Error;

use crate::paper::MAX_WIDTH;

/// Grows when older pages could not read it.
const VERSION: u8 = 1;

/// Version and checksum.
const HEADER: usize = 3;

/// Steps in a drawing unit: far finer than the pixels that the network sees.
const STEPS: f32 = 4.0;

/// Longer links are cut by what people send them with; a number of twelve digits has a third of it.
const MAX_BYTES: usize = 12_000;

/// Why there is no drawing in a link, or no link to a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum LinkError {
    #[error("This drawing is too long for a link. Export it instead.")]
    TooLong,
    #[error("The link is damaged, so its drawing cannot be shown. Copy the whole link again.")]
    Damaged,
    #[error("A newer version of this page has made the link. Reload the page to open it.")]
    Newer,
}

/// The bytes of a drawing; a blank one has none but the header.
///
/// # Errors
/// If they are too many.
pub(crate) fn encode(drawing: &Drawing) -> Result<Vec<u8>, LinkError> {
    let mut content = Vec::new();
    for stroke in &drawing.strokes {
        let points: Vec<Point> = stroke
            .points
            .iter()
            .copied()
            .filter(|it| it.is_finite())
            .collect();
        if points.is_empty() {
            continue;
        }
        write(&mut content, points.len() as u32);
        let mut before = [0, 0];
        for point in points {
            let here = [point.x, point.y].map(|at| (at * STEPS).round() as i32);
            write(&mut content, zigzag(here[0] - before[0]));
            write(&mut content, zigzag(here[1] - before[1]));
            before = here;
        }
    }
    if content.len() > MAX_BYTES {
        return Err(LinkError::TooLong);
    }
    let [high, low] = checksum(&content).to_be_bytes();
    Ok([&[VERSION, high, low], &*content].concat())
}

/// The drawing of these bytes.
///
/// # Errors
/// If they are no drawing that fits on the pad.
pub(crate) fn decode(bytes: &[u8]) -> Result<Drawing, LinkError> {
    match bytes.first() {
        Some(&version) if version > VERSION => return Err(LinkError::Newer),
        Some(&VERSION) if (HEADER..=HEADER + MAX_BYTES).contains(&bytes.len()) => {}
        _ => return Err(LinkError::Damaged),
    }
    let (header, mut content) = bytes.split_at(HEADER);
    let is_whole = header[1..] == checksum(content).to_be_bytes();
    let drawing = is_whole.then(|| strokes(&mut content)).flatten();
    drawing.ok_or(LinkError::Damaged)
}

fn strokes(content: &mut &[u8]) -> Option<Drawing> {
    let mut drawing = Drawing::default();
    while !content.is_empty() {
        drawing.strokes.push(stroke(content)?);
    }
    (!drawing.is_blank()).then_some(drawing)
}

fn stroke(content: &mut &[u8]) -> Option<Stroke> {
    let count = read(content)?;
    let mut stroke = Stroke::default();
    let (mut x, mut y) = (0i32, 0i32);
    for _ in 0..count {
        x = x.checked_add(unzigzag(read(content)?))?;
        y = y.checked_add(unzigzag(read(content)?))?;
        let point = Point::new(x as f32 / STEPS, y as f32 / STEPS);
        let is_on_pad = (0.0..=MAX_WIDTH).contains(&point.x) && (0.0..=PAD_SIZE).contains(&point.y);
        stroke.points.push(is_on_pad.then_some(point)?);
    }
    Some(stroke)
}

/// Fletcher's, which sees bytes that changed and those that changed places.
fn checksum(content: &[u8]) -> u16 {
    let (mut sum, mut sums) = (0u16, 0u16);
    for &byte in content {
        sum = (sum + u16::from(byte)) % 255;
        sums = (sums + sum) % 255;
    }
    (sums << 8) | sum
}

fn write(content: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        content.push(number as u8 | 0x80);
        number >>= 7;
    }
    content.push(number as u8);
}

fn read(content: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..28).step_by(7) {
        let (&byte, rest) = content.split_first()?;
        *content = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn zigzag(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)) as u32
}

fn unzigzag(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn any_drawing() -> impl Strategy<Value = Drawing> {
        let point = (0.0..=MAX_WIDTH, 0.0..=PAD_SIZE);
        let stroke = vec(point, 1..40).prop_map(Stroke::from_iter);
        vec(stroke, 1..12).prop_map(Drawing::from_iter)
    }

    proptest! {
        #[test]
        fn a_link_opens_the_same_drawing(drawing in any_drawing()) {
            let bytes = encode(&drawing).expect("short enough");
            let opened = decode(&bytes).expect("whole");
            prop_assert_eq!(opened.strokes.len(), drawing.strokes.len());
            for (here, there) in drawing.points().zip(opened.points()) {
                prop_assert!((here.x - there.x).abs() <= 0.5 / STEPS);
                prop_assert!((here.y - there.y).abs() <= 0.5 / STEPS);
            }
            prop_assert_eq!(encode(&opened), Ok(bytes));
        }

        #[test]
        fn a_damaged_link_is_no_drawing(drawing in any_drawing(), place: prop::sample::Index, bit in 0u8..8) {
            let mut bytes = encode(&drawing).expect("short enough");
            let cut = place.index(bytes.len());
            prop_assert!(decode(&bytes[..cut]).is_err());
            bytes[cut] ^= 1u8 << bit;
            prop_assert!(decode(&bytes).is_err());
        }

        #[test]
        fn any_bytes_are_judged(bytes in vec(any::<u8>(), 0..99)) {
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn what_no_page_of_ours_made_is_refused() {
        let sealed = |content: &[u8]| {
            let [high, low] = checksum(content).to_be_bytes();
            [&[VERSION, high, low], content].concat()
        };
        let far = [1, zigzag(1_000_000)];
        let mut outside = vec![1];
        far.iter().for_each(|&number| write(&mut outside, number));
        for (bytes, expected) in [
            (vec![], LinkError::Damaged),
            (vec![VERSION], LinkError::Damaged),
            (vec![VERSION + 1, 0, 0, 1], LinkError::Newer),
            (sealed(&[]), LinkError::Damaged),
            (sealed(&[0]), LinkError::Damaged),
            (sealed(&[1, 2]), LinkError::Damaged),
            (sealed(&[1, 1, 2]), LinkError::Damaged),
            (sealed(&[0xff, 0xff, 0xff, 0xff, 0xff]), LinkError::Damaged),
            (sealed(&outside), LinkError::Damaged),
        ] {
            assert_eq!(decode(&bytes), Err(expected), "{bytes:?}");
        }
    }

    #[test]
    fn a_drawing_that_no_link_holds_is_refused() {
        let long = (0..MAX_BYTES).map(|step| ((step % 400) as f32, (step % 399) as f32));
        let drawing = Drawing::from_iter([Stroke::from_iter(long)]);
        assert_eq!(encode(&drawing), Err(LinkError::TooLong));
    }
}
