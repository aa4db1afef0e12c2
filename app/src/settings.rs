//! What people choose for longer than a visit.

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

/// Where drawings are read, and by which server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Where drawings are read.
    pub(crate) mode: Mode,
    /// The server's address as somebody entered it; empty for the page's own server.
    pub(crate) server: String,
}

impl Mode {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Browser, Self::Server, Self::Compare];

    /// What people call it, and what is stored.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_browser_until_somebody_chooses_so() {
        assert!(!Settings::default().mode.asks_server());
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
