//! Languages of the page.

/// Language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    /// Language of the texts in the source code.
    #[default]
    English,
    German,
    French,
    Spanish,
    Arabic,
}

impl Language {
    /// All languages, in the order of the language switch.
    pub(crate) const ALL: [Self; 5] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Arabic,
    ];

    /// BCP 47 tag; also the stored value.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// Name in the language itself.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }

    /// Value of HTML's `dir` attribute.
    pub(crate) fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }

    /// Finds a language by its tag, ignoring region and script.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// First available language among these tags; English if there is none.
    pub(crate) fn preferred(tags: impl IntoIterator<Item = String>) -> Self {
        let mut available = tags.into_iter().filter_map(|tag| Self::from_tag(&tag));
        available.next().unwrap_or_default()
    }

    /// Locale for the browser's date and number formats, with Latin digits: those that the network
    /// reads.
    pub(crate) fn locale(self) -> String {
        format!("{}-u-nu-latn", self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_available_language_is_preferred() {
        for (tags, expected) in [
            (&["de-AT", "en"][..], Language::German),
            (&["it", "fr-CA", "de"], Language::French),
            (&["ES-419"], Language::Spanish),
            (&["ar"], Language::Arabic),
            (&["zh-Hant-TW", "ja"], Language::English),
            (&["den", "d", ""], Language::English),
            (&[], Language::English),
        ] {
            let tags = tags.iter().map(|&tag| tag.into());
            assert_eq!(Language::preferred(tags), expected);
        }
    }

    #[test]
    fn stored_tags_identify_their_languages() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }
}
