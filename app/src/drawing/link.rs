//! Compact encoding of a drawing for the fragment of a link, which browsers do not send to servers.
//!
//! Format: version, checksum, then the strokes as postcard: of each the first point and the differences
//! between neighbors, in quarters of a drawing unit.

use recognizer::{Drawing, PAD_SIZE, Point, Stroke};
use thiserror::Error;

use super::pad_layout::MAX_WIDTH;

/// Version of the format; increases when older pages could not read it.
const VERSION: u8 = 1;

/// Bytes of version and checksum.
const HEADER: usize = 3;

/// Steps per drawing unit: far finer than the pixels of the network's input.
const STEPS: f32 = 4.0;

/// Limit of the content: messengers cut longer links. A number of twelve digits takes a third of it.
const MAX_BYTES: usize = 12_000;

/// Why a link cannot be opened or made; messages are for the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum LinkError {
    #[error("{}", tr!("This drawing is too long for a link. Export it instead."))]
    TooLong,
    #[error("{}", tr!("The link is damaged, so its drawing cannot be shown. Copy the whole link again."))]
    Damaged,
    #[error("{}", tr!("A newer version of this page has made the link. Reload the page to open it."))]
    Newer,
}

/// First point of a stroke and the differences between neighbors, in steps.
type Path = Vec<(i32, i32)>;

/// Encodes a drawing.
///
/// # Errors
/// If it takes too many bytes.
pub(super) fn encode(drawing: &Drawing) -> Result<Vec<u8>, LinkError> {
    let paths = drawing.strokes.iter().map(path);
    let paths: Vec<Path> = paths.filter(|path| !path.is_empty()).collect();
    let content = protocol::encode(&paths);
    if content.len() > MAX_BYTES {
        return Err(LinkError::TooLong);
    }
    let [high, low] = checksum(&content).to_be_bytes();
    Ok([&[VERSION, high, low], &*content].concat())
}

/// Decodes a drawing.
///
/// # Errors
/// If the bytes are damaged, of a newer version, or no drawing that fits on the pad.
pub(super) fn decode(bytes: &[u8]) -> Result<Drawing, LinkError> {
    match bytes.first() {
        // A shorter text is the rest of something else.
        Some(&version) if version > VERSION && bytes.len() > HEADER => {
            return Err(LinkError::Newer);
        }
        Some(&VERSION) if (HEADER..=HEADER + MAX_BYTES).contains(&bytes.len()) => {}
        _ => return Err(LinkError::Damaged),
    }
    let (header, content) = bytes.split_at(HEADER);
    // Without the checksum, which would reject nearly every input, fuzzing reaches the content.
    let is_whole = cfg!(fuzzing) || header[1..] == checksum(content).to_be_bytes();
    let drawing = is_whole.then(|| drawing(content)).flatten();
    drawing.ok_or(LinkError::Damaged)
}

fn path(stroke: &Stroke) -> Path {
    let mut before = (0, 0);
    let points = stroke.points.iter().filter(|point| point.is_finite());
    let steps = points.map(|point| {
        let [x, y] = [point.x, point.y].map(|at| (at * STEPS).round() as i32);
        let step = (x - before.0, y - before.1);
        before = (x, y);
        step
    });
    steps.collect()
}

fn drawing(content: &[u8]) -> Option<Drawing> {
    let paths: Vec<Path> = protocol::decode(content).ok()?;
    let strokes: Option<Vec<Stroke>> = paths.into_iter().map(stroke).collect();
    let drawing = Drawing { strokes: strokes? };
    (!drawing.is_blank()).then_some(drawing)
}

fn stroke(path: Path) -> Option<Stroke> {
    let (mut x, mut y) = (0i32, 0i32);
    let points = path.into_iter().map(|(right, down)| {
        (x, y) = (x.checked_add(right)?, y.checked_add(down)?);
        let point = Point::new(x as f32 / STEPS, y as f32 / STEPS);
        let is_on_pad = (0.0..=MAX_WIDTH).contains(&point.x) && (0.0..=PAD_SIZE).contains(&point.y);
        is_on_pad.then_some(point)
    });
    let points: Option<Vec<Point>> = points.collect();
    Some(Stroke { points: points? })
}

/// Fletcher-16 checksum, which detects changed bytes and changed orders.
fn checksum(content: &[u8]) -> u16 {
    let (mut sum, mut sums) = (0u16, 0u16);
    for &byte in content {
        sum = (sum + u16::from(byte)) % 255;
        sums = (sums + sum) % 255;
    }
    (sums << 8) | sum
}

/// Decodes the bytes of a link, for the fuzz target `links`.
///
/// # Panics
/// If the drawing changes when it is encoded and decoded again.
#[cfg(any(test, fuzzing))]
pub fn fuzz(bytes: &[u8]) {
    let Ok(drawing) = decode(bytes) else { return };
    if let Ok(encoded) = encode(&drawing) {
        let decoded = decode(&encoded).expect("this page encoded it");
        assert!(decoded.points().eq(drawing.points()));
    }
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
        fn any_bytes_are_decoded_without_panic(bytes in vec(any::<u8>(), 0..99)) {
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn bytes_of_other_origin_are_refused() {
        let sealed = |content: &[u8]| {
            let [high, low] = checksum(content).to_be_bytes();
            [&[VERSION, high, low], content].concat()
        };
        let outside = protocol::encode(&[[(1_000_000, 1)]].map(Vec::from).to_vec());
        for (bytes, expected) in [
            (vec![], LinkError::Damaged),
            (vec![VERSION], LinkError::Damaged),
            (vec![VERSION + 1], LinkError::Damaged),
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
    fn seeds_of_the_fuzz_target_are_drawings() {
        for seed in [
            include_bytes!("../../../fuzz/seeds/links/one").as_slice(),
            include_bytes!("../../../fuzz/seeds/links/four"),
            include_bytes!("../../../fuzz/seeds/links/dot"),
        ] {
            assert!(decode(seed).is_ok());
            fuzz(seed);
        }
    }

    #[test]
    fn a_drawing_too_long_for_a_link_is_refused() {
        let long = (0..MAX_BYTES).map(|step| ((step % 400) as f32, (step % 399) as f32));
        let drawing = Drawing::from_iter([Stroke::from_iter(long)]);
        assert_eq!(encode(&drawing), Err(LinkError::TooLong));
    }
}
