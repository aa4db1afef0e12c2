//! The languages that the page speaks.

/// A language that the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    /// The one that the page is written in.
    #[default]
    English,
    German,
    French,
    Spanish,
    Arabic,
}

impl Language {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 5] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Arabic,
    ];

    /// As BCP 47 writes it, which is also what is stored.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// What its readers call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }

    /// Where its lines begin, in HTML's words.
    pub(crate) fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }

    /// The language of this tag, whatever its region and script.
    pub(crate) fn tagged(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        let is_it = |language: &Self| language.tag().eq_ignore_ascii_case(primary);
        Self::ALL.into_iter().find(is_it)
    }

    /// The first of these tags that the page speaks; English if it speaks none.
    pub(crate) fn preferred(tags: impl IntoIterator<Item = String>) -> Self {
        let mut known = tags.into_iter().filter_map(|tag| Self::tagged(&tag));
        known.next().unwrap_or_default()
    }

    /// For the browser's own formats: the page writes digits as the network reads them.
    pub(crate) fn locale(self) -> String {
        format!("{}-u-nu-latn", self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_the_page_speaks_is_taken() {
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
    fn languages_are_known_by_what_is_stored() {
        for language in Language::ALL {
            assert_eq!(Language::tagged(language.tag()), Some(language));
        }
    }
}
