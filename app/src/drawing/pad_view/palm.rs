//! Palm rejection: touches of the hand that holds a pen do not draw. Before the app has loaded,
//! `app/scripts/palm.js` decides by the same rule.

use web_sys::PointerEvent;

/// Time after a pen event during which touches count as the palm, in milliseconds.
const PALM_TIME: f64 = 1_000.0;

/// Palm detection by the time of the last pen event.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Palm {
    /// Timestamp of the last pen event, in milliseconds.
    pen: Option<f64>,
}

impl Palm {
    /// Tracks a pointer, which may only hover. Returns whether it is the palm.
    pub(super) fn track(&mut self, event: &PointerEvent) -> bool {
        self.is_palm(&event.pointer_type(), event.time_stamp())
    }

    fn is_palm(&mut self, kind: &str, now: f64) -> bool {
        if kind == "pen" {
            self.pen = Some(now);
        }
        kind == "touch" && self.pen.is_some_and(|pen| now - pen < PALM_TIME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_touch_is_a_palm_while_a_pen_is_near() {
        let mut palm = Palm::default();
        for (kind, now, expected) in [
            ("touch", 0.0, false),
            ("pen", 100.0, false),
            ("touch", 1_099.0, true),
            ("mouse", 1_099.0, false),
            ("touch", 1_100.0, false),
        ] {
            assert_eq!(palm.is_palm(kind, now), expected, "{kind} {now}");
        }
    }
}
