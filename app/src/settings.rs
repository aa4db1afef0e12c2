//! What people choose for longer than a visit.

use std::time::Duration;

use crate::engine::Program;
use crate::pen::Pen;

/// Where drawings are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// In this browser: nothing leaves it.
    #[default]
    Browser,
    /// On a server.
    Server,
    /// In both, to see how they differ.
    Compare,
}

/// What reads drawings in this browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BrowserEngine {
    /// The network as Rust: small and fast.
    #[default]
    Compiled,
    /// tract, which runs any ONNX file.
    Tract,
}

/// How long the pen rests before the drawing is read without Predict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pause {
    /// For ever: only Predict has it read.
    #[default]
    Never,
    Second,
    TwoSeconds,
}

/// Where drawings are read, by which server, and how they are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Where drawings are read.
    pub(crate) mode: Mode,
    /// What reads them in this browser.
    pub(crate) engine: BrowserEngine,
    /// The server's address as somebody entered it; empty for the page's own server.
    pub(crate) server: String,
    /// What is drawn with.
    pub(crate) pen: Pen,
    /// Whether the page guesses while somebody draws.
    pub(crate) guesses: bool,
    /// When a drawing is read that nobody asks about.
    pub(crate) pause: Pause,
    /// Whether the page shows how a digit was read.
    pub(crate) explains: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            engine: BrowserEngine::default(),
            server: String::new(),
            pen: Pen::default(),
            guesses: true,
            pause: Pause::default(),
            explains: false,
        }
    }
}

impl Settings {
    /// Whether the built-in network is asked first.
    pub(crate) fn is_built_in(&self) -> bool {
        self.mode.asks_browser() && self.engine == BrowserEngine::Compiled
    }
}

impl Pause {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Never, Self::Second, Self::TwoSeconds];

    /// What people call it.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Never => tr!("Never"),
            Self::Second => tr!("After 1 s"),
            Self::TwoSeconds => tr!("After 2 s"),
        }
    }

    /// What is stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Never => "Never",
            Self::Second => "After 1 s",
            Self::TwoSeconds => "After 2 s",
        }
    }

    /// The pause of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pause| pause.name() == name)
    }

    /// How long it is, if it ends.
    pub(crate) fn duration(self) -> Option<Duration> {
        match self {
            Self::Never => None,
            Self::Second => Some(Duration::from_secs(1)),
            Self::TwoSeconds => Some(Duration::from_secs(2)),
        }
    }
}

impl Mode {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Browser, Self::Server, Self::Compare];

    /// What people call it.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Browser => tr!("Browser"),
            Self::Server => tr!("Server"),
            Self::Compare => tr!("Compare"),
        }
    }

    /// What is stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Browser => "Browser",
            Self::Server => "Server",
            Self::Compare => "Compare",
        }
    }

    /// The mode of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether the engine in this browser is asked.
    pub(crate) fn asks_browser(self) -> bool {
        self != Self::Server
    }

    /// Whether a server is asked.
    pub(crate) fn asks_server(self) -> bool {
        self != Self::Browser
    }
}

impl BrowserEngine {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 2] = [Self::Compiled, Self::Tract];

    /// What people call it, and what is stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Compiled => "compiled",
            Self::Tract => "tract",
        }
    }

    /// The engine of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// What runs in the worker.
    pub(crate) fn program(self) -> Program {
        match self {
            Self::Compiled => Program::Compiled,
            Self::Tract => Program::Tract,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_known_by_name() {
        for engine in BrowserEngine::ALL {
            assert_eq!(BrowserEngine::named(engine.name()), Some(engine));
        }
        assert_eq!(BrowserEngine::named("onnxruntime"), None);
    }

    #[test]
    fn pauses_are_known_by_name() {
        for pause in Pause::ALL {
            assert_eq!(Pause::named(pause.name()), Some(pause));
        }
        assert_eq!(Pause::named("After 3 s"), None);
        assert_eq!(Settings::default().pause.duration(), None);
    }

    #[test]
    fn nothing_leaves_the_browser_until_somebody_chooses_so() {
        assert!(!Settings::default().mode.asks_server());
    }

    #[test]
    fn the_built_in_network_reads_until_something_else_is_chosen() {
        let default = Settings::default();
        assert!(default.is_built_in());
        for (mode, engine, expected) in [
            (Mode::Compare, BrowserEngine::Compiled, true),
            (Mode::Server, BrowserEngine::Compiled, false),
            (Mode::Browser, BrowserEngine::Tract, false),
        ] {
            let chosen = Settings {
                mode,
                engine,
                ..default.clone()
            };
            assert_eq!(chosen.is_built_in(), expected, "{mode:?} {engine:?}");
        }
    }

    #[test]
    fn modes_are_known_by_name() {
        for mode in Mode::ALL {
            assert_eq!(Mode::named(mode.name()), Some(mode));
            assert!(mode.asks_browser() || mode.asks_server());
        }
        assert_eq!(Mode::named("Cloud"), None);
    }
}
