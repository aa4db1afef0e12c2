//! Colored ink, and squared paper.

use crate::{BLACK, Color, WHITE, ink_of_305, mix, photo, read, scan};

#[test]
fn ink_as_light_as_its_paper_is_read() {
    let black = [5.0, 5.0, 8.0];
    let cases: [(&str, Color, Color); 9] = [
        ("yellow on white", [255.0, 255.0, 0.0], WHITE),
        ("pale yellow on white", [250.0, 245.0, 120.0], WHITE),
        ("light green on white", [144.0, 238.0, 144.0], WHITE),
        ("pink on white", [255.0, 182.0, 203.0], WHITE),
        ("light blue on white", [160.0, 210.0, 250.0], WHITE),
        ("blue on black", [0.0, 20.0, 240.0], black),
        ("red on green", [210.0, 50.0, 40.0], [50.0, 130.0, 60.0]),
        (
            "blue on salmon",
            [120.0, 150.0, 250.0],
            [230.0, 135.0, 110.0],
        ),
        ("black on yellow", BLACK, [250.0, 235.0, 60.0]),
    ];
    let ink = ink_of_305(400, 200, 120.0, 10.0);
    for (name, pen, paper) in cases {
        let color = |x: u32, y: u32| mix(paper, pen, ink.row(y as usize)[x as usize]);
        for file in [scan(400, 200, color), photo(400, 200, color)] {
            assert_eq!(read(&file), Ok(Some("305".to_owned())), "{name}");
        }
    }
    let left_is_yellow = |x: u32, y: u32| {
        let pen = if x < 150 { [255.0, 255.0, 0.0] } else { BLACK };
        mix(WHITE, pen, ink.row(y as usize)[x as usize])
    };
    let two_pens = read(&scan(400, 200, left_is_yellow));
    assert_eq!(two_pens, Ok(Some("305".to_owned())), "two pens");
    let highlighted = |x: u32, y: u32| {
        let is_marked = (20..380).contains(&x) && (30..170).contains(&y);
        let paper = if is_marked {
            [255.0, 255.0, 0.0]
        } else {
            WHITE
        };
        mix(paper, BLACK, ink.row(y as usize)[x as usize])
    };
    let highlighted = read(&scan(400, 200, highlighted));
    assert_eq!(highlighted, Ok(Some("305".to_owned())), "highlighter");
}

#[test]
fn squared_paper_is_not_ink() {
    let ink = ink_of_305(700, 420, 180.0, 14.0);
    let lines: [(&str, Color); 4] = [
        ("light blue", [190.0, 215.0, 245.0]),
        ("blue", [100.0, 135.0, 190.0]),
        ("gray", [150.0, 150.0, 150.0]),
        ("dark", [60.0, 60.0, 60.0]),
    ];
    for (name, rule) in lines {
        for (pitch, slope) in [(40.0, 0.0), (90.0, 0.03), (52.0, -0.05)] {
            let color = |x: u32, y: u32| {
                let (right, down) = (x as f32, y as f32);
                let is_rule = [down + slope * right, right - slope * down]
                    .into_iter()
                    .any(|at| (at + 7.0).rem_euclid(pitch) < 2.0);
                let paper = if is_rule { rule } else { WHITE };
                mix(paper, BLACK, ink.row(y as usize)[x as usize])
            };
            for file in [scan(700, 420, color), photo(700, 420, color)] {
                let number = read(&file);
                assert_eq!(
                    number,
                    Ok(Some("305".to_owned())),
                    "{name}, {pitch}, {slope}"
                );
            }
        }
    }
}
