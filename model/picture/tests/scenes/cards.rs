//! Cards on tables.

use picture::PictureError;

use crate::{BLACK, Color, WHITE, ink_of_305, mix, photo, read};

/// Color of a table at a position.
type Table<'a> = &'a dyn Fn(f32, f32) -> Color;

/// Card on a table, in a picture of 800×600 pixels.
#[derive(Clone, Copy)]
struct Card {
    center: (f32, f32),
    size: (f32, f32),
    degrees: f32,
    corner: f32,
    paper: Color,
    pen: Color,
    digit: f32,
}

const CARD: Card = Card {
    center: (400.0, 300.0),
    size: (420.0, 260.0),
    degrees: 0.0,
    corner: 0.0,
    paper: WHITE,
    pen: BLACK,
    digit: 120.0,
};

impl Card {
    fn photo(&self, table: impl Fn(f32, f32) -> Color) -> Vec<u8> {
        let (width, height) = self.size;
        let ink = ink_of_305(
            width as usize,
            height as usize,
            self.digit,
            0.08 * self.digit,
        );
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        photo(800, 600, |x, y| {
            let (right, down) = (x as f32 - self.center.0, y as f32 - self.center.1);
            let x_on_card = width / 2.0 + cos * right + sin * down;
            let y_on_card = height / 2.0 + cos * down - sin * right;
            let depth = self.depth(x_on_card, y_on_card);
            let table = table(x as f32, y as f32);
            if depth <= -0.5 {
                return table;
            }
            let (column, row) = (x_on_card.max(0.0) as usize, y_on_card.max(0.0) as usize);
            let is_inside = column < ink.width() && row < ink.height();
            let inked = if is_inside { ink.row(row)[column] } else { 0.0 };
            let card = mix(self.paper, self.pen, inked);
            mix(table, card, (depth + 0.5).clamp(0.0, 1.0))
        })
    }

    /// Distance from the edge, above 0 inside.
    fn depth(&self, x: f32, y: f32) -> f32 {
        let [right, down] =
            [(x, self.size.0), (y, self.size.1)].map(|(at, size)| at.min(size - at));
        if right < self.corner && down < self.corner {
            self.corner - f32::hypot(self.corner - right, self.corner - down)
        } else {
            right.min(down)
        }
    }
}

#[test]
fn cards_are_read_on_any_ground() {
    let gray = |level: f32| [level, level, level];
    let wood = |_: f32, y: f32| {
        let grain = 1.0 + 0.4 * (y / 14.0).sin();
        [80.0 * grain, 58.0 * grain, 38.0 * grain]
    };
    let cloth = |x: f32, y: f32| gray(60.0 + 35.0 * (x / 4.0).sin() * (y / 4.0).sin());
    let screen = |_: f32, _: f32| gray(18.0);
    let vignette = |x: f32, y: f32| {
        let far = f32::hypot(x - 400.0, y - 300.0) / 500.0;
        gray(110.0 * (1.0 - 0.8 * far * far))
    };
    let bright = |_: f32, _: f32| [225.0, 222.0, 215.0];
    let tables: [(&str, Table); 4] = [
        ("wood", &wood),
        ("cloth", &cloth),
        ("screen", &screen),
        ("vignette", &vignette),
    ];
    let cards = [
        ("card", CARD),
        (
            "turned card",
            Card {
                degrees: 8.0,
                ..CARD
            },
        ),
        (
            "rounded card",
            Card {
                corner: 24.0,
                ..CARD
            },
        ),
        (
            "yellow note",
            Card {
                degrees: -4.0,
                paper: [228.0, 216.0, 130.0],
                ..CARD
            },
        ),
        (
            "small card",
            Card {
                size: (180.0, 110.0),
                digit: 46.0,
                center: (250.0, 380.0),
                ..CARD
            },
        ),
        (
            "small digits",
            Card {
                size: (560.0, 400.0),
                digit: 50.0,
                ..CARD
            },
        ),
        (
            "card at the edge",
            Card {
                size: (500.0, 420.0),
                center: (560.0, 400.0),
                digit: 100.0,
                ..CARD
            },
        ),
        (
            "page with a strip of table",
            Card {
                size: (800.0, 600.0),
                center: (460.0, 300.0),
                ..CARD
            },
        ),
    ];
    for (name, card) in cards {
        for (table, ground) in tables {
            let number = read(&card.photo(ground));
            assert_eq!(number, Ok(Some("305".to_owned())), "{name} on {table}");
        }
    }
    let dark = Card {
        paper: [40.0, 60.0, 50.0],
        pen: WHITE,
        degrees: 5.0,
        ..CARD
    };
    assert_eq!(
        read(&dark.photo(bright)),
        Ok(Some("305".to_owned())),
        "dark card"
    );
    let blank = Card { pen: WHITE, ..CARD };
    assert_eq!(read(&blank.photo(screen)), Ok(None), "blank card");
}

#[test]
fn several_cards_are_refused() {
    let ink = ink_of_305(300, 200, 80.0, 8.0);
    let file = photo(800, 400, |x, y| {
        let (column, row) = (
            (x % 400).wrapping_sub(50) as usize,
            y.wrapping_sub(100) as usize,
        );
        if column < 300 && row < 200 {
            mix(WHITE, BLACK, ink.row(row)[column])
        } else {
            [40.0, 35.0, 30.0]
        }
    });
    assert_eq!(read(&file), Err(PictureError::UnclearSheet));
}
