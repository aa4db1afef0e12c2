//! Signs among digits and several rows: no whole number, but digits stay digits.

use recognizer::{
    Drawing, Number, PAD_SIZE, Raster, Stroke, TractClassifier, recognize, recognize_raster,
};
use synthetic_ink::{Hand, STYLES};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Height of a digit and distance between the middles of neighbors.
const HEIGHT: f32 = 100.0;
const PITCH: f32 = 90.0;

/// Middle of the first row.
const ROW: f32 = PAD_SIZE / 4.0;

fn digit(symbol: char, x: f32, y: f32, slant: f32) -> Drawing {
    let style = STYLES
        .iter()
        .find(|style| char::from(b'0' + style.digit) == symbol);
    style.expect("a digit").written_by(&Hand {
        center: (x, y),
        height: HEIGHT,
        slant,
        ..Hand::default()
    })
}

/// Strokes of a sign around the middle of its place, in digit heights; y from the middle of the row.
fn sign(symbol: char) -> Vec<Vec<(f32, f32)>> {
    match symbol {
        '.' => vec![vec![(0.0, 0.48)]],
        ',' => vec![vec![(0.05, 0.44), (0.06, 0.52), (-0.04, 0.68)]],
        '-' => vec![vec![(-0.2, 0.02), (0.2, -0.02)]],
        '+' => vec![
            vec![(-0.2, 0.0), (0.2, 0.0)],
            vec![(0.0, -0.2), (0.01, 0.2)],
        ],
        '×' => vec![
            vec![(-0.2, -0.2), (0.2, 0.2)],
            vec![(0.2, -0.2), (-0.2, 0.2)],
        ],
        '=' => vec![
            vec![(-0.2, -0.1), (0.2, -0.1)],
            vec![(-0.2, 0.1), (0.2, 0.11)],
        ],
        ':' => vec![vec![(0.0, -0.1)], vec![(0.01, 0.4)]],
        '÷' => vec![
            vec![(0.0, -0.25)],
            vec![(-0.2, 0.0), (0.2, 0.0)],
            vec![(0.0, 0.25)],
        ],
        '·' => vec![vec![(0.0, 0.0)]],
        '\'' => vec![vec![(0.02, -0.55), (-0.02, -0.35)]],
        '/' => vec![vec![(0.25, -0.7), (-0.25, 0.7)]],
        _ => Vec::new(),
    }
}

/// Rows of digits and signs, the second row shifted to the right by this part of a digit's height.
fn written(text: &str, slant: f32, shift: f32) -> Drawing {
    let mut strokes: Vec<Stroke> = Vec::new();
    for (row, line) in text.lines().enumerate() {
        let y = ROW + 1.4 * HEIGHT * row as f32;
        for (place, symbol) in line.chars().enumerate() {
            let x = 110.0 + PITCH * place as f32 + shift * HEIGHT * row as f32;
            let sign = sign(symbol).into_iter().map(|path| {
                let places = path.into_iter();
                places
                    .map(|(dx, dy)| (x + HEIGHT * dx, y + HEIGHT * dy))
                    .collect()
            });
            if symbol.is_ascii_digit() {
                strokes.extend(digit(symbol, x, y, slant).strokes);
            } else {
                strokes.extend::<Vec<Stroke>>(sign.collect());
            }
        }
    }
    Drawing { strokes }
}

/// Readings of the drawing, and of its picture.
fn read(drawing: &Drawing) -> [Number; 2] {
    let classifier = TractClassifier::embedded().expect("the committed model");
    let picture = Raster::of_drawing(drawing, 1000, 600, 10.0);
    [
        recognize(&classifier, drawing),
        recognize_raster(&classifier, &picture),
    ]
    .map(|number| number.expect("inference works").expect("ink"))
}

#[test]
fn signs_among_digits_are_named() {
    for text in [
        "3.14", "5.", ".5", "1,99", "-5", "2-3", "12-", "1+2=3", "+7", "2×3", "=10", "10:45",
        "8÷2", "2·3", "1'000", "3/4", "24.12.26", "-3.5",
    ] {
        for number in read(&written(text, 0.0, 0.0)) {
            assert_eq!(number.to_string(), text);
            assert!(!number.is_whole() && number.is_rejected(), "{text}");
            let digits = text.chars().filter(char::is_ascii_digit).count();
            assert_eq!(number.digits().len(), digits, "{text}");
        }
    }
}

#[test]
fn rows_are_read_one_by_one() {
    for (text, rows) in [
        ("12\n34", ["12", "34"]),
        ("44\n29", ["44", "29"]),
        ("7\n305", ["7", "305"]),
        ("2026\n1", ["2026", "1"]),
        ("1.5\n-20", ["1.5", "-20"]),
    ] {
        for shift in [-0.4, 0.0, 0.4] {
            for number in read(&written(text, 0.0, shift)) {
                assert_eq!(number.to_string(), rows.join(" "), "{text} {shift}");
                assert!(number.is_rejected() && number.row_count() == 2);
                let found = number.rows();
                let found: Vec<String> = found.iter().map(ToString::to_string).collect();
                assert_eq!(found, rows);
                let whole = number
                    .rows()
                    .iter()
                    .filter(|row| !row.is_rejected())
                    .count();
                let expected = rows.iter().filter(|row| row.parse::<u32>().is_ok()).count();
                assert_eq!(whole, expected, "{text}");
            }
        }
    }
}

#[test]
fn digits_of_several_strokes_have_no_signs() {
    for style in STYLES {
        for slant in [-0.2, 0.0, 0.3] {
            let hand = |x| Hand {
                center: (x, ROW),
                height: HEIGHT,
                slant,
                ..Hand::default()
            };
            let alone = style.written_by(&hand(80.0));
            let beside = digit('8', 180.0, ROW, slant);
            let pair = [alone.clone(), beside]
                .into_iter()
                .flat_map(|it| it.strokes);
            for drawing in [alone, pair.collect()] {
                for number in read(&drawing) {
                    assert!(
                        number.is_whole(),
                        "{} {}: {number}",
                        style.digit,
                        style.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_line_that_climbs_or_changes_its_size_is_one_row() {
    for slope in [-0.3_f32, 0.3] {
        let strokes = "1207".chars().enumerate().flat_map(|(place, symbol)| {
            let x = 60.0 + PITCH * place as f32;
            digit(symbol, x, 200.0 + slope * x, 0.0).strokes
        });
        for number in read(&strokes.collect()) {
            assert_eq!(
                (number.to_string(), number.is_whole()),
                ("1207".into(), true)
            );
        }
    }
    let small = |symbol, x: f32| {
        let large = digit(symbol, 0.0, 0.0, 0.0);
        large.map_points(|p| recognizer::Point::new(x + 0.5 * p.x, ROW + 25.0 + 0.5 * p.y))
    };
    let mixed = [
        digit('4', 60.0, ROW, 0.0),
        small('0', 140.0),
        small('2', 190.0),
    ];
    let strokes = mixed.into_iter().flat_map(|digit| digit.strokes);
    for number in read(&strokes.collect()) {
        assert!(number.is_whole(), "{number}");
    }
}

#[test]
fn a_leaning_1_stays_a_1() {
    for (text, slant) in [("111", 0.35), ("217", 0.3), ("1", 0.5)] {
        let drawing = written(text, slant, 0.0);
        for number in read(&drawing) {
            assert!(number.is_whole(), "{text} {slant}: {number}");
        }
    }
}

#[test]
fn signs_alone_are_one_row_without_signs() {
    for text in ["-", "=", "+", ".", ":", "/", "÷"] {
        for number in read(&written(text, 0.0, 0.0)) {
            assert!(number.is_whole(), "{text}");
        }
    }
}
