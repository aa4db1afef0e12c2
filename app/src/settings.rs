//! User settings, kept between visits.

mod pen;
mod storage;

use std::time::Duration;

use leptos::prelude::*;

pub(crate) use pen::{Color, Pen};

/// Where drawings are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// In this browser: nothing leaves it.
    #[default]
    Browser,
    /// On a server.
    Server,
    /// In both, to compare them.
    Compare,
}

/// Engine that reads drawings in this browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BrowserEngine {
    /// The network compiled from Rust: small and fast.
    #[default]
    Compiled,
    /// tract, which runs any ONNX file.
    Tract,
}

/// Rest of the pen after which the drawing is read without Predict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pause {
    /// Only Predict reads the drawing.
    #[default]
    Never,
    Second,
    TwoSeconds,
}

/// User settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Where drawings are read.
    pub(crate) mode: Mode,
    /// Engine in this browser.
    pub(crate) engine: BrowserEngine,
    /// Server address as entered; empty for the page's own server.
    pub(crate) server: String,
    /// Pen for new strokes.
    pub(crate) pen: Pen,
    /// Whether the page previews the number while the user draws.
    pub(crate) live_preview: bool,
    /// Pause after which the drawing is read on its own.
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
            live_preview: true,
            pause: Pause::default(),
            explains: false,
        }
    }
}

/// The settings of this visit, which are stored on every change. Copies share them.
#[derive(Clone, Copy)]
pub(crate) struct SettingsStore(RwSignal<Settings>);

impl SettingsStore {
    /// Loads the settings of an earlier visit.
    pub(crate) fn load() -> Self {
        Self(RwSignal::new(storage::load()))
    }

    /// Reads the settings and subscribes to them.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Settings) -> T) -> T {
        self.0.with(read)
    }

    /// Reads the settings without subscribing.
    pub(crate) fn with_untracked<T>(self, read: impl FnOnce(&Settings) -> T) -> T {
        self.0.with_untracked(read)
    }

    /// Changes the settings, for later visits too.
    pub(crate) fn update(self, change: impl FnOnce(&mut Settings)) {
        self.0.update(change);
        self.0.with_untracked(storage::save);
    }
}

impl Settings {
    /// Whether the built-in network gives the first answer.
    pub(crate) fn uses_built_in(&self) -> bool {
        self.mode.asks_browser() && self.engine == BrowserEngine::Compiled
    }
}

impl Pause {
    /// All pauses in the order of the page.
    pub(crate) const ALL: [Self; 3] = [Self::Never, Self::Second, Self::TwoSeconds];

    /// Title on the page.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Never => tr!("Never"),
            Self::Second => tr!("After 1 s"),
            Self::TwoSeconds => tr!("After 2 s"),
        }
    }

    /// Stored name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Never => "Never",
            Self::Second => "After 1 s",
            Self::TwoSeconds => "After 2 s",
        }
    }

    /// Pause with this stored name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pause| pause.name() == name)
    }

    /// Duration; `None` for [`Pause::Never`].
    pub(crate) fn duration(self) -> Option<Duration> {
        match self {
            Self::Never => None,
            Self::Second => Some(Duration::from_secs(1)),
            Self::TwoSeconds => Some(Duration::from_secs(2)),
        }
    }
}

impl Mode {
    /// All modes in the order of the page.
    pub(crate) const ALL: [Self; 3] = [Self::Browser, Self::Server, Self::Compare];

    /// Title on the page.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Browser => tr!("Browser"),
            Self::Server => tr!("Server"),
            Self::Compare => tr!("Compare"),
        }
    }

    /// Stored name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Browser => "Browser",
            Self::Server => "Server",
            Self::Compare => "Compare",
        }
    }

    /// Mode with this stored name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether drawings go to the engine in this browser.
    pub(crate) fn asks_browser(self) -> bool {
        self != Self::Server
    }

    /// Whether drawings go to a server.
    pub(crate) fn asks_server(self) -> bool {
        self != Self::Browser
    }
}

impl BrowserEngine {
    /// All engines in the order of the page.
    pub(crate) const ALL: [Self; 2] = [Self::Compiled, Self::Tract];

    /// Name on the page and in the storage.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Compiled => "compiled",
            Self::Tract => "tract",
        }
    }

    /// Engine of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_found_by_name() {
        for engine in BrowserEngine::ALL {
            assert_eq!(BrowserEngine::named(engine.name()), Some(engine));
        }
        assert_eq!(BrowserEngine::named("onnxruntime"), None);
    }

    #[test]
    fn pauses_are_found_by_name() {
        for pause in Pause::ALL {
            assert_eq!(Pause::named(pause.name()), Some(pause));
        }
        assert_eq!(Pause::named("After 3 s"), None);
        assert_eq!(Settings::default().pause.duration(), None);
    }

    #[test]
    fn drawings_stay_in_the_browser_by_default() {
        assert!(!Settings::default().mode.asks_server());
    }

    #[test]
    fn the_built_in_network_reads_by_default() {
        let default = Settings::default();
        assert!(default.uses_built_in());
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
            assert_eq!(chosen.uses_built_in(), expected, "{mode:?} {engine:?}");
        }
    }

    #[test]
    fn modes_are_found_by_name() {
        for mode in Mode::ALL {
            assert_eq!(Mode::named(mode.name()), Some(mode));
            assert!(mode.asks_browser() || mode.asks_server());
        }
        assert_eq!(Mode::named("Cloud"), None);
    }
}
