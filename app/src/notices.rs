//! Notices: short messages about what happened, most of which offer to undo it.

mod view;

use leptos::prelude::*;

pub(crate) use view::NoticeList;

/// A message, and what it offers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Notice {
    /// The canvas was cleared, which is the last change of the drawing.
    CanvasCleared,
    /// Another drawing took the place of the last one, as its last change.
    DrawingReplaced,
    /// All history entries were deleted.
    HistoryCleared,
    /// So many history entries were deleted one by one.
    EntriesDeleted(usize),
    /// A file was imported into the history.
    HistoryImported,
    /// A sentence without an offer.
    Message(String),
    /// A newer build of the page is available.
    UpdateReady,
    /// The user's own model of this name was removed.
    ModelRemoved(String),
}

impl Notice {
    /// Text of the message.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::CanvasCleared => tr!("Canvas cleared"),
            Self::DrawingReplaced => tr!("Drawing replaced"),
            Self::HistoryCleared => tr!("History cleared"),
            Self::EntriesDeleted(count) => {
                let entries = tr!("1 entry" | "{n} entries" % *count);
                tr!("{entries} deleted", entries = entries)
            }
            Self::HistoryImported => tr!("History imported"),
            Self::Message(sentence) => sentence.clone(),
            Self::ModelRemoved(name) => tr!("{name} removed", name = name),
            Self::UpdateReady => tr!("Update ready"),
        }
    }

    /// Label of the button that accepts the offer, if there is one.
    pub(crate) fn offer(&self) -> Option<String> {
        match self {
            Self::Message(_) => None,
            Self::UpdateReady => Some(tr!("Reload")),
            _ => Some(tr!("Undo")),
        }
    }

    fn is_same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Open notices, the newest last; at most one of a kind.
#[derive(Clone, Debug, Default, PartialEq)]
struct OpenNotices(Vec<Notice>);

impl OpenNotices {
    /// Opens a notice in place of an older one of its kind.
    fn show(&mut self, notice: Notice) {
        self.0.retain(|open| !open.is_same_kind(&notice));
        self.0.push(notice);
    }

    /// Closes the newest notice. Returns whether there was one.
    fn close_newest(&mut self) -> bool {
        self.0.pop().is_some()
    }

    fn close(&mut self, notice: &Notice) {
        self.0.retain(|open| open != notice);
    }

    fn deleted_entries(&self) -> usize {
        let deleted = self.0.iter().find_map(|notice| match notice {
            Notice::EntriesDeleted(count) => Some(*count),
            _ => None,
        });
        deleted.unwrap_or_default()
    }

    /// Closes notices about the last change of the drawing. Returns whether there was one.
    fn close_drawing(&mut self) -> bool {
        let before = self.0.len();
        self.0
            .retain(|open| !matches!(open, Notice::CanvasCleared | Notice::DrawingReplaced));
        self.0.len() < before
    }
}

/// The open notices of the page. Copies share them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Notices(RwSignal<OpenNotices>);

impl Notices {
    /// Opens a notice, if there is one, in place of an older one of its kind.
    pub(crate) fn show(self, notice: impl Into<Option<Notice>>) {
        if let Some(notice) = notice.into() {
            self.0.update(|open| open.show(notice));
        }
    }

    /// Opens a notice that is only a sentence.
    pub(crate) fn show_message(self, sentence: String) {
        self.show(Notice::Message(sentence));
    }

    /// Number of deleted entries that the open notice offers to restore; 0 without such a notice.
    pub(crate) fn deleted_entries(self) -> usize {
        self.0.with_untracked(OpenNotices::deleted_entries)
    }

    /// Closes this notice.
    pub(crate) fn close(self, notice: &Notice) {
        self.0.update(|open| open.close(notice));
    }

    /// Closes the newest notice. Returns whether there was one.
    pub(crate) fn close_newest(self) -> bool {
        self.0.try_update(OpenNotices::close_newest) == Some(true)
    }

    /// Closes notices about the last change of the drawing, because it is not the last one any more.
    pub(crate) fn close_drawing(self) {
        self.0.maybe_update(OpenNotices::close_drawing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_entries_are_counted() {
        let mut notices = OpenNotices::default();
        assert_eq!(notices.deleted_entries(), 0);
        for (count, text) in [(1, "1 entry deleted"), (2, "2 entries deleted")] {
            notices.show(Notice::EntriesDeleted(count));
            assert_eq!(notices.deleted_entries(), count);
            assert_eq!(notices.0[0].text(), text);
        }
    }

    #[test]
    fn there_is_one_notice_of_a_kind_and_the_newest_closes_first() {
        let mut notices = OpenNotices::default();
        assert!(!notices.close_newest());
        notices.show(Notice::CanvasCleared);
        notices.show(Notice::HistoryCleared);
        notices.show(Notice::CanvasCleared);
        let texts: Vec<_> = notices.0.iter().map(Notice::text).collect();
        assert_eq!(texts, ["History cleared", "Canvas cleared"]);
        assert!(notices.close_newest());
        assert_eq!(notices.0, [Notice::HistoryCleared]);
    }

    #[test]
    fn a_new_stroke_closes_notices_about_the_drawing_only() {
        let mut notices = OpenNotices::default();
        notices.show(Notice::HistoryCleared);
        notices.show(Notice::DrawingReplaced);
        assert!(notices.close_drawing() && !notices.close_drawing());
        assert_eq!(notices.0, [Notice::HistoryCleared]);
    }
}
