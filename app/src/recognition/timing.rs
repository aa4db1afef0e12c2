//! Breakdown of the time of an answer.

use figures::Summary;
use serde::Serialize;

use crate::engines::Cost;

/// Times of one answer, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Timing {
    /// Drawing to digit images, in the page.
    pub(crate) preprocessing: f64,
    /// Forward pass of the network, as measured by the engine.
    pub(crate) inference: f64,
    /// Wait for a free thread of the server, as measured by the server.
    pub(crate) queue: f64,
    /// The rest: transfer in both directions.
    pub(crate) transfer: f64,
    /// Sum of all.
    pub(crate) total: f64,
}

/// Phase of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Preprocessing,
    Inference,
    Queue,
    Transfer,
    Total,
}

/// Engine that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Browser,
    Server,
}

/// Times of the same questions by both engines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Samples {
    browser: Vec<Timing>,
    server: Vec<Timing>,
}

impl Timing {
    /// Timing of an answer with this cost; time that the engine did not measure counts as transfer.
    pub(crate) fn new(preprocessing: f64, cost: &Cost) -> Self {
        let Cost {
            elapsed,
            inference,
            queue,
            ..
        } = *cost;
        Self {
            preprocessing,
            inference,
            queue,
            // Two clocks are involved, so the difference can be negative.
            transfer: (elapsed - inference - queue).max(0.0),
            total: preprocessing + elapsed,
        }
    }

    /// Milliseconds of this phase.
    pub(crate) fn of(&self, phase: Phase) -> f64 {
        match phase {
            Phase::Preprocessing => self.preprocessing,
            Phase::Inference => self.inference,
            Phase::Queue => self.queue,
            Phase::Transfer => self.transfer,
            Phase::Total => self.total,
        }
    }
}

impl Phase {
    /// All phases in their order, and their sum.
    pub(crate) const ALL: [Self; 5] = [
        Self::Preprocessing,
        Self::Inference,
        Self::Queue,
        Self::Transfer,
        Self::Total,
    ];

    /// Title on the page.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Preprocessing => tr!("Preprocessing"),
            Self::Inference => tr!("Inference"),
            Self::Queue => tr!("Queue"),
            Self::Transfer => tr!("Transfer"),
            Self::Total => tr!("Total"),
        }
    }

    /// Name in files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Preprocessing => "Preprocessing",
            Self::Inference => "Inference",
            Self::Queue => "Queue",
            Self::Transfer => "Transfer",
            Self::Total => "Total",
        }
    }

    /// Whether this side has the phase: the browser's engine has no queue.
    pub(crate) fn is_of(self, side: Side) -> bool {
        self != Self::Queue || side == Side::Server
    }
}

impl Side {
    /// Both sides in the order of the page.
    pub(crate) const BOTH: [Self; 2] = [Self::Browser, Self::Server];

    /// Title on the page.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Browser => tr!("Browser"),
            Self::Server => tr!("Server"),
        }
    }

    /// Name in files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Browser => "Browser",
            Self::Server => "Server",
        }
    }
}

impl Samples {
    /// Adds the times of one question.
    pub(crate) fn push(&mut self, browser: Timing, server: Timing) {
        self.browser.push(browser);
        self.server.push(server);
    }

    /// Number of questions.
    pub(crate) fn count(&self) -> usize {
        self.browser.len()
    }

    /// Times of one side.
    pub(crate) fn of(&self, side: Side) -> &[Timing] {
        match side {
            Side::Browser => &self.browser,
            Side::Server => &self.server,
        }
    }

    /// Median and 95th percentile of a phase; `None` without times.
    pub(crate) fn summary(&self, side: Side, phase: Phase) -> Option<Summary> {
        let times = self.of(side).iter().map(|timing| timing.of(phase));
        phase.is_of(side).then(|| Summary::of(times)).flatten()
    }

    /// Ratio of the server's median total time to the browser's.
    pub(crate) fn ratio(&self) -> Option<f64> {
        let median = |side| Some(self.summary(side, Phase::Total)?.median);
        let ratio = median(Side::Server)? / median(Side::Browser)?;
        ratio.is_finite().then_some(ratio)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Timing with this total in milliseconds.
    pub(crate) fn lasting(total: f64) -> Timing {
        Timing {
            total,
            ..Timing::default()
        }
    }

    #[test]
    fn unmeasured_time_is_transfer() {
        let cost = Cost {
            elapsed: 10.0,
            inference: 3.0,
            queue: 1.0,
            ..Cost::default()
        };
        let timing = Timing::new(0.5, &cost);
        assert_eq!((timing.transfer, timing.total), (6.0, 10.5));
        let phases = Phase::ALL.iter().filter(|&&phase| phase != Phase::Total);
        assert_eq!(
            phases.map(|&phase| timing.of(phase)).sum::<f64>(),
            timing.total
        );
    }

    #[test]
    fn clocks_that_disagree_give_no_negative_time() {
        let cost = Cost {
            elapsed: 2.0,
            inference: 2.1,
            ..Cost::default()
        };
        assert_eq!(Timing::new(0.0, &cost).transfer, 0.0);
    }

    #[test]
    fn sides_are_compared_by_their_medians() {
        let mut samples = Samples::default();
        assert_eq!(samples.ratio(), None);
        for (browser, server) in [(2.0, 6.0), (1.0, 5.0), (50.0, 7.0)] {
            samples.push(lasting(browser), lasting(server));
        }
        assert_eq!((samples.count(), samples.ratio()), (3, Some(3.0)));
        assert_eq!(samples.summary(Side::Browser, Phase::Queue), None);
        assert!(samples.summary(Side::Server, Phase::Queue).is_some());
    }
}
