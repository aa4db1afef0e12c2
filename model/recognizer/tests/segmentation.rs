//! Invariants of segmentation for arbitrary drawings and predictions.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use recognizer::{
    BoundingBox, Classifier, ClassifyError, DigitImage, Drawing, Point, Prediction, Raster, Stroke,
    recognize, recognize_raster,
};

/// Stub with pseudorandom predictions, derived from a hash of the image.
struct Hashed;

impl Classifier for Hashed {
    fn classify(&self, images: &[DigitImage]) -> Result<Vec<Prediction>, ClassifyError> {
        let predict = |image: &DigitImage| {
            let hash = image.pixels().iter().fold(7_u32, |hash, &pixel| {
                hash.wrapping_mul(31).wrapping_add(u32::from(pixel))
            });
            let logits = std::array::from_fn(|digit| ((hash >> digit) & 15) as f32 / 2.0);
            Prediction::from_outputs(logits, (hash >> 20) as f32 / 256.0 - 8.0)
        };
        let finite = |prediction: Option<Prediction>| prediction.expect("finite outputs");
        Ok(images.iter().map(predict).map(finite).collect())
    }
}

prop_compose! {
    fn any_stroke()(
        x in 0.0_f32..1200.0,
        steps in prop::collection::vec((-40.0_f32..40.0, -60.0_f32..60.0), 1..8),
    ) -> Stroke {
        let mut at = (x, 200.0);
        let points = steps.into_iter().map(|(dx, dy)| {
            at = (at.0 + dx, at.1 + dy);
            at
        });
        points.collect()
    }
}

fn any_drawing() -> impl Strategy<Value = Drawing> {
    prop::collection::vec(any_stroke(), 1..20).prop_map(|strokes| Drawing { strokes })
}

proptest! {
    // Each case classifies up to 150 images, rasterized without optimization.
    #![proptest_config(ProptestConfig {
        cases: 64,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn all_ink_is_used_exactly_once(drawing in any_drawing()) {
        let number = recognize(&Hashed, &drawing).expect("inference works").expect("ink");
        let digits = number.digits().iter().map(|digit| digit.bounds);
        let boxes: Vec<BoundingBox> =
            digits.chain(number.marks().iter().map(|mark| mark.bounds)).collect();
        let all = boxes.iter().copied().reduce(BoundingBox::union);
        prop_assert_eq!(all, BoundingBox::of(drawing.points()));
        let inside = |bounds: &BoundingBox, point: Point| {
            let (x, y) = (f64::from(point.x), f64::from(point.y));
            (bounds.left..=bounds.right).contains(&x) && (bounds.top..=bounds.bottom).contains(&y)
        };
        for stroke in &drawing.strokes {
            let holds = |bounds: &BoundingBox| stroke.points.iter().all(|&p| inside(bounds, p));
            prop_assert!(boxes.iter().any(holds));
        }
    }

    #[test]
    fn the_order_of_strokes_does_not_change_the_number(drawing in any_drawing()) {
        let mut reversed = drawing.clone();
        reversed.strokes.reverse();
        let read = |drawing| recognize(&Hashed, drawing).expect("inference works").expect("ink");
        prop_assert_eq!(read(&drawing).digits().len(), read(&reversed).digits().len());
    }

    #[test]
    fn moving_the_ink_moves_the_boxes(drawing in any_drawing(), dx in 0_u16..500) {
        let whole = drawing.map_points(|p| Point::new(p.x.round(), p.y.round()));
        let moved = whole.map_points(|p| Point::new(p.x + f32::from(dx), p.y));
        let boxes = |drawing| {
            let number = recognize(&Hashed, drawing).expect("inference works").expect("ink");
            let lefts = number.digits().iter().map(|digit| digit.bounds.left);
            lefts.collect::<Vec<f64>>()
        };
        let expected: Vec<f64> = boxes(&whole).iter().map(|x| x + f64::from(dx)).collect();
        prop_assert_eq!(boxes(&moved), expected);
    }

    #[test]
    fn arbitrary_rasters_do_not_panic(width in 0_usize..80, height in 0_usize..40, seed in any::<u64>()) {
        let ink: Vec<u8> = (0..width * height)
            .map(|i| if (seed >> (i % 61)) & 7 == 0 { (seed >> (i % 53)) as u8 } else { 0 })
            .collect();
        let raster = Raster::from_ink(width, height, &ink).expect("matching pixel count");
        let number = recognize_raster(&Hashed, &raster).expect("inference works");
        prop_assert_eq!(number.is_none(), ink.iter().all(|&pixel| pixel == 0));
    }
}
