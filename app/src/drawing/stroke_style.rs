//! Color and width of strokes on the canvas.

use crate::settings::{Color, Pen};

/// Style of a stroke.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StrokeStyle {
    pen: Pen,
    /// Pressure at each point, 0 to 1; empty for pointers without pressure.
    pressures: Vec<f32>,
}

/// Width of a line without pressure, relative to the pen's width.
const LIGHTEST: f32 = 0.4;

impl StrokeStyle {
    /// Style of a stroke that starts with this pen.
    pub(crate) fn new(pen: Pen) -> Self {
        let pressures = Vec::new();
        Self { pen, pressures }
    }

    /// Color of the stroke.
    pub(crate) fn color(&self) -> Color {
        self.pen.color
    }

    /// Adds the pressure at the next point.
    pub(crate) fn add_pressure(&mut self, pressure: Option<f32>) {
        self.pressures.extend(pressure);
    }

    /// Keeps the pressure of the first `points` points.
    pub(crate) fn truncate(&mut self, points: usize) {
        self.pressures.truncate(points);
    }

    /// Whether the width is the same everywhere.
    pub(crate) fn is_even(&self) -> bool {
        self.pressures.is_empty()
    }

    /// Width at this point in drawing units.
    pub(crate) fn width(&self, point: usize) -> f32 {
        // Half the range of pressure is the hand at rest.
        let pressure = self.pressures.get(point).copied().unwrap_or(0.5);
        f32::from(self.pen.size) * (LIGHTEST + 2.0 * (1.0 - LIGHTEST) * pressure)
    }
}

#[cfg(test)]
mod tests {
    use recognizer::PEN_WIDTH;

    use super::*;

    #[test]
    fn more_pressure_makes_a_wider_line() {
        let mut style = StrokeStyle::new(Pen::default());
        assert!(style.is_even());
        assert_eq!(style.width(0), PEN_WIDTH);
        for pressure in [0.0, 0.5, 1.0] {
            style.add_pressure(Some(pressure));
        }
        let widths = [0, 1, 2].map(|point| style.width(point));
        assert!(widths.is_sorted_by(|a, b| a < b), "{widths:?}");
        assert!((widths[1] - PEN_WIDTH).abs() < 1e-3);
    }
}
