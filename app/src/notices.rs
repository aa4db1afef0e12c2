use crate::history::{Kept, Stored, file::entries};

/// Something that happened, and an offer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Notice {
    /// The canvas was cleared, which is the last change of the drawing.
    Canvas,
    /// The drawing gave way to another one, which is its last change.
    Replaced,
    /// The history was cleared of these entries.
    History(Vec<Kept>),
    /// These entries were deleted, one by one.
    Deleted(Vec<Kept>),
    /// A file was imported, before which these entries were so.
    Imported(Vec<Stored>),
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
            Self::History(_) => tr!("History cleared"),
            Self::Deleted(deleted) => tr!("{entries} deleted", entries = entries(deleted.len())),
            Self::Imported(_) => tr!("History imported"),
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

    /// Opens a notice in place of an older one of its kind. What was deleted before comes back with
    /// what was deleted now.
    pub(crate) fn show(&mut self, mut notice: Notice) {
        let same = self.0.iter().position(|open| open.is_about_same(&notice));
        let older = same.map(|place| self.0.remove(place));
        if let (Notice::Deleted(deleted), Some(Notice::Deleted(older))) = (&mut notice, older) {
            deleted.extend(older);
        }
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
    use std::sync::Arc;

    use super::*;
    use crate::history::{Id, tests::entry};

    #[test]
    fn deleted_entries_come_back_together() {
        let mut notices = Notices::default();
        let kept = |number, time| (Id::at(time, 0.0), Arc::new(entry(number)));
        notices.show(Notice::Deleted(vec![kept("3", 1.0)]));
        assert_eq!(notices.open()[0].text(), "1 entry deleted");
        notices.show(Notice::Deleted(vec![kept("1", 2.0)]));
        let both = vec![kept("1", 2.0), kept("3", 1.0)];
        assert_eq!(notices.open(), [Notice::Deleted(both)]);
    }

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
