//! The pen that people choose. It changes how ink looks, not how it is read: the recognizer renders
//! strokes with a pen of its own.

use recognizer::PEN_WIDTH;

/// Color and width of new strokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pen {
    /// Color of its ink.
    pub(crate) color: Color,
    /// Width in drawing units.
    pub(crate) size: u8,
}

/// Colors of ink.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// The page's text color.
    #[default]
    Ink,
    Blue,
    Red,
    Green,
    Violet,
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            color: Color::Ink,
            size: PEN_WIDTH as u8,
        }
    }
}

impl Pen {
    /// Widths on offer, in drawing units.
    pub(crate) const SIZES: std::ops::RangeInclusive<u8> = 4..=40;

    /// Parses a width; `None` unless it is on offer.
    pub(crate) fn parse_size(digits: &str) -> Option<u8> {
        let size = digits.parse().ok();
        size.filter(|size| Self::SIZES.contains(size))
    }
}

impl Color {
    /// All colors in the order of the page.
    pub(crate) const ALL: [Self; 5] = [Self::Ink, Self::Blue, Self::Red, Self::Green, Self::Violet];

    /// Title on the page.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Ink => tr!("Ink"),
            Self::Blue => tr!("Blue"),
            Self::Red => tr!("Red"),
            Self::Green => tr!("Green"),
            Self::Violet => tr!("Violet"),
        }
    }

    /// Stored name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ink => "Ink",
            Self::Blue => "Blue",
            Self::Red => "Red",
            Self::Green => "Green",
            Self::Violet => "Violet",
        }
    }

    /// Color with this stored name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.name() == name)
    }

    /// CSS property that holds its value for the current theme.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_found_by_their_stored_name() {
        for color in Color::ALL {
            assert_eq!(Color::named(color.name()), Some(color));
        }
        assert_eq!(Color::named("Invisible"), None);
    }

    #[test]
    fn pen_sizes_are_numbers_within_bounds() {
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
}
