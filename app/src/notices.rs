use crate::history::Entry;

/// Something that happened, and an offer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Notice {
    /// The canvas was cleared, which is the last change of the drawing.
    Canvas,
    /// The history was cleared of these entries.
    History(Vec<Entry>),
    /// A newer build of the page has been fetched.
    Update,
    /// Somebody's own model of this name was removed.
    Model(String),
}

impl Notice {
    /// What happened.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Canvas => "Canvas cleared".into(),
            Self::History(_) => "History cleared".into(),
            Self::Model(name) => format!("{name} removed"),
            Self::Update => "Update ready".into(),
        }
    }

    /// What is offered.
    pub(crate) fn offer(&self) -> &'static str {
        match self {
            Self::Canvas | Self::History(_) | Self::Model(_) => "Undo",
            Self::Update => "Reload",
        }
    }

    fn is_about_same(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// The notices that are open, the newest last; at most one of a kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Notices(Vec<Notice>);

impl Notices {
    /// The open notices, the newest last.
    pub(crate) fn open(&self) -> &[Notice] {
        &self.0
    }

    /// Opens a notice in place of an older one of its kind.
    pub(crate) fn show(&mut self, notice: Notice) {
        self.0.retain(|open| !open.is_about_same(&notice));
        self.0.push(notice);
    }

    /// Closes the newest notice. Returns whether there was one.
    pub(crate) fn close_newest(&mut self) -> bool {
        self.0.pop().is_some()
    }

    /// Closes this notice.
    pub(crate) fn close(&mut self, notice: &Notice) {
        self.0.retain(|open| open != notice);
    }

    /// Closes what is no longer the last change of the drawing: somebody draws on, or undoes.
    pub(crate) fn close_canvas(&mut self) {
        self.0.retain(|open| !matches!(open, Notice::Canvas));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_notice_of_a_kind_and_the_newest_closes_first() {
        let mut notices = Notices::default();
        assert!(!notices.close_newest());
        notices.show(Notice::Canvas);
        notices.show(Notice::History(vec![]));
        notices.show(Notice::Canvas);
        let texts: Vec<_> = notices.open().iter().map(Notice::text).collect();
        assert_eq!(texts, ["History cleared", "Canvas cleared"]);
        assert!(notices.close_newest());
        assert_eq!(notices.open(), [Notice::History(vec![])]);
    }
}
