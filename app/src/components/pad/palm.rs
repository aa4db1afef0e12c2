//! Who writes with a pen rests the hand on the screen: that is no finger that draws.

use web_sys::PointerEvent;

/// How long after a pen was seen a touch is taken for the hand that holds it, in milliseconds.
const MEMORY: f64 = 1_000.0;

/// When a pen was seen last, by the clock of the events.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Palm {
    pen: Option<f64>,
}

impl Palm {
    /// Notes a pointer, also one that hovers. Returns whether it is the hand that holds the pen.
    pub(super) fn is(&mut self, event: &PointerEvent) -> bool {
        self.notice(&event.pointer_type(), event.time_stamp())
    }

    fn notice(&mut self, kind: &str, now: f64) -> bool {
        if kind == "pen" {
            self.pen = Some(now);
        }
        kind == "touch" && self.pen.is_some_and(|pen| now - pen < MEMORY)
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
            assert_eq!(palm.notice(kind, now), expected, "{kind} {now}");
        }
    }
}
