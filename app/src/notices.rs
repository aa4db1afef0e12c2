/// Something that happened, and an offer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Notice {
    /// The canvas was cleared, which is the last change of the drawing.
    Canvas,
    /// The drawing gave way to another one, which is its last change.
    Replaced,
    /// All history entries were deleted.
    HistoryCleared,
    /// So many history entries were deleted one by one.
    EntriesDeleted(usize),
    /// A file was imported into the history.
    HistoryImported,
    /// Something was done, or cannot be: a sentence.
    Said(String),
    /// A newer build of the page has been fetched.
    Update,
    /// Somebody's own model of this name was removed.
    Model(String),
}

impl Notice {
    /// What happened.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Canvas => tr!("Canvas cleared"),
            Self::Replaced => tr!("Drawing replaced"),
            Self::HistoryCleared => tr!("History cleared"),
            Self::EntriesDeleted(count) => {
                let entries = tr!("1 entry" | "{n} entries" % *count);
                tr!("{entries} deleted", entries = entries)
            }
            Self::HistoryImported => tr!("History imported"),
            Self::Said(sentence) => sentence.clone(),
            Self::Model(name) => tr!("{name} removed", name = name),
            Self::Update => tr!("Update ready"),
        }
    }

    /// What is offered, if anything.
    pub(crate) fn offer(&self) -> Option<String> {
        match self {
            Self::Said(_) => None,
            Self::Update => Some(tr!("Reload")),
            _ => Some(tr!("Undo")),
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

    /// Number of deleted entries that the open notice offers to restore; 0 without such a notice.
    pub(crate) fn deleted_entries(&self) -> usize {
        let deleted = self.0.iter().find_map(|notice| match notice {
            Notice::EntriesDeleted(count) => Some(*count),
            _ => None,
        });
        deleted.unwrap_or_default()
    }

    /// Closes the newest notice. Returns whether there was one.
    pub(crate) fn close_newest(&mut self) -> bool {
        self.0.pop().is_some()
    }

    /// Closes this notice.
    pub(crate) fn close(&mut self, notice: &Notice) {
        self.0.retain(|open| open != notice);
    }

    /// Closes what is no longer the last change of the drawing: somebody draws on, or undoes. Returns
    /// whether there was any.
    pub(crate) fn close_canvas(&mut self) -> bool {
        let before = self.0.len();
        self.0
            .retain(|open| !matches!(open, Notice::Canvas | Notice::Replaced));
        self.0.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_entries_are_counted() {
        let mut notices = Notices::default();
        assert_eq!(notices.deleted_entries(), 0);
        for (count, text) in [(1, "1 entry deleted"), (2, "2 entries deleted")] {
            notices.show(Notice::EntriesDeleted(count));
            assert_eq!(notices.deleted_entries(), count);
            assert_eq!(notices.open()[0].text(), text);
        }
    }

    #[test]
    fn there_is_one_notice_of_a_kind_and_the_newest_closes_first() {
        let mut notices = Notices::default();
        assert!(!notices.close_newest());
        notices.show(Notice::Canvas);
        notices.show(Notice::HistoryCleared);
        notices.show(Notice::Canvas);
        let texts: Vec<_> = notices.open().iter().map(Notice::text).collect();
        assert_eq!(texts, ["History cleared", "Canvas cleared"]);
        assert!(notices.close_newest());
        assert_eq!(notices.open(), [Notice::HistoryCleared]);
    }
}
