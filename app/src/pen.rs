//! The pen as people see it: what is read is drawn anew with a pen of the recognizer's own.

use recognizer::PEN_WIDTH;

/// What somebody draws with, until they choose another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pen {
    /// Of its ink.
    pub(crate) color: Color,
    /// Its width in drawing units.
    pub(crate) size: u8,
}

/// The colors of ink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// That of the page's text.
    #[default]
    Ink,
    Blue,
    Red,
    Green,
    Violet,
}

/// How a stroke looks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    pen: Pen,
    /// One for each point, 0 to 1, from a pen that feels it; else none.
    pressures: Vec<f32>,
}

/// How wide the lightest ink is, in parts of the pen's width.
const LIGHTEST: f32 = 0.4;

impl Default for Pen {
    fn default() -> Self {
        Self {
            color: Color::Ink,
            size: PEN_WIDTH as u8,
        }
    }
}

impl Pen {
    /// The widths that can be chosen.
    pub(crate) const SIZES: std::ops::RangeInclusive<u8> = 4..=40;

    /// The size in these digits, if it is one.
    pub(crate) fn parse_size(digits: &str) -> Option<u8> {
        let size = digits.parse().ok();
        size.filter(|size| Self::SIZES.contains(size))
    }
}

impl Color {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 5] = [Self::Ink, Self::Blue, Self::Red, Self::Green, Self::Violet];

    /// What people call it.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Ink => tr!("Ink"),
            Self::Blue => tr!("Blue"),
            Self::Red => tr!("Red"),
            Self::Green => tr!("Green"),
            Self::Violet => tr!("Violet"),
        }
    }

    /// What is stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ink => "Ink",
            Self::Blue => "Blue",
            Self::Red => "Red",
            Self::Green => "Green",
            Self::Violet => "Violet",
        }
    }

    /// The color of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.name() == name)
    }

    /// The property of the style sheet that says it.
    pub(crate) fn property(self) -> &'static str {
        match self {
            Self::Ink => "color",
            Self::Blue => "--blue",
            Self::Red => "--red",
            Self::Green => "--green",
            Self::Violet => "--violet",
        }
    }
}

impl Look {
    /// Of a stroke that this pen begins.
    pub(crate) fn of(pen: Pen) -> Self {
        let pressures = Vec::new();
        Self { pen, pressures }
    }

    /// Of its ink.
    pub(crate) fn color(&self) -> Color {
        self.pen.color
    }

    /// Notes how hard the pen is pressed at the next point.
    pub(crate) fn press(&mut self, pressure: Option<f32>) {
        self.pressures.extend(pressure);
    }

    /// Whether it is as wide everywhere.
    pub(crate) fn is_even(&self) -> bool {
        self.pressures.is_empty()
    }

    /// How wide it is at this point, in drawing units.
    pub(crate) fn width(&self, point: usize) -> f32 {
        // Half of what a pen can feel is the hand at rest.
        let pressure = self.pressures.get(point).copied().unwrap_or(0.5);
        f32::from(self.pen.size) * (LIGHTEST + 2.0 * (1.0 - LIGHTEST) * pressure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_known_by_name() {
        for color in Color::ALL {
            assert_eq!(Color::named(color.name()), Some(color));
        }
        assert_eq!(Color::named("Invisible"), None);
    }

    #[test]
    fn sizes_are_numbers_within_bounds() {
        for (digits, expected) in [
            ("4", Some(4)),
            ("40", Some(40)),
            ("3", None),
            ("41", None),
            ("-8", None),
            ("", None),
        ] {
            assert_eq!(Pen::parse_size(digits), expected, "{digits}");
        }
    }

    #[test]
    fn who_presses_harder_writes_wider() {
        let mut look = Look::of(Pen::default());
        assert!(look.is_even());
        assert_eq!(look.width(0), PEN_WIDTH);
        for pressure in [0.0, 0.5, 1.0] {
            look.press(Some(pressure));
        }
        let widths = [0, 1, 2].map(|point| look.width(point));
        assert!(widths.is_sorted_by(|a, b| a < b), "{widths:?}");
        assert!((widths[1] - PEN_WIDTH).abs() < 1e-3);
    }
}
