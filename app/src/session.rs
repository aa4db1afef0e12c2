//! One person's visit: joins drawing, engines, answer, history and storage.

mod drawing;
mod explaining;
mod guessing;
mod looking;
mod measuring;
mod own;
mod reading;
mod serving;
mod sharing;
mod updating;

use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use recognizer::{Digit, PAD_SIZE};

use crate::answer::{Answer, probabilities};
use crate::benchmark::Benchmark;
use crate::comparison::{Comparison, Tally};
use crate::engine::{Cancel, LocalEngine, ServerStatus, Status};
use crate::explanation::Explanation;
use crate::history::HistoryStore;
use crate::notices::{Notice, Notices};
use crate::picture::Picture;
use crate::running_worker::RunningWorker;
use crate::settings::{Mode, Settings};
use crate::sheet::Sheet;
use crate::storage;
pub(crate) use drawing::Drafting;
pub(crate) use guessing::{Guess, Guessing};
pub(crate) use own::Own;

/// The state of the page, and what people can do with it. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// The drawing.
    pub(crate) sheet: RwSignal<Sheet>,
    /// How it is made.
    pub(crate) drafting: Drafting,
    /// What it may be, while it is made.
    pub(crate) guessing: Guessing,
    /// The picture that is looked at in place of it.
    pub(crate) picture: RwSignal<Option<Picture>>,
    /// Why the last picture could not be read.
    pub(crate) picture_error: RwSignal<Option<String>>,
    /// Width of the pad in drawing units.
    pub(crate) width: Memo<f32>,
    /// What the page says about it.
    pub(crate) answer: RwSignal<Answer>,
    /// Whether that is about what is on the pad now.
    pub(crate) is_current: Memo<bool>,
    /// Which digit of the answer somebody chose to look at.
    pub(crate) chosen: RwSignal<Option<usize>>,
    /// Which one is looked at: the chosen one, else the first that wants looking at.
    pub(crate) selected: Memo<Option<usize>>,
    /// That digit.
    pub(crate) digit: Memo<Option<Digit>>,
    /// How the engine in this browser is doing.
    pub(crate) status: RwSignal<Status>,
    /// What people chose for longer than this visit.
    pub(crate) settings: RwSignal<Settings>,
    /// Where drawings are read.
    pub(crate) mode: Memo<Mode>,
    /// How the chosen server is doing.
    pub(crate) server: RwSignal<ServerStatus>,
    /// How many questions the server has not answered yet.
    pub(crate) pending: RwSignal<usize>,
    /// The answer of both to the drawing.
    pub(crate) comparison: RwSignal<Option<Comparison>>,
    /// All comparisons of this visit.
    pub(crate) tally: RwSignal<Tally>,
    /// The measurement of both.
    pub(crate) benchmark: RwSignal<Benchmark>,
    /// How the digit that is looked at was read.
    pub(crate) explanation: RwSignal<Explanation>,
    /// A model of somebody's own, beside the built-in one.
    pub(crate) own: Own,
    /// What was read before.
    pub(crate) history: HistoryStore,
    /// What can be undone, and what else is offered.
    pub(crate) notices: RwSignal<Notices>,
    /// Counts questions: an answer to an older one comes too late.
    question: StoredValue<u32>,
    /// Counts measurements, also those that were stopped.
    measurement: StoredValue<u32>,
    engine: StoredValue<LocalEngine, LocalStorage>,
    /// Ends what the server is asked now.
    cancel: StoredValue<Option<Cancel>, LocalStorage>,
    scanner: StoredValue<Option<RunningWorker>, LocalStorage>,
    explainer: StoredValue<Option<RunningWorker>, LocalStorage>,
}

impl Session {
    /// A visit whose engine and history are on their way.
    pub(crate) fn start() -> Self {
        let status = RwSignal::new(Status::Loading);
        let settings = RwSignal::new(storage::load_settings());
        let sheet = RwSignal::new(Sheet::of(storage::take_drawing().unwrap_or_default()));
        let picture = RwSignal::new(None::<Picture>);
        let notices = RwSignal::default();
        let answer = RwSignal::new(Answer::Blank);
        let chosen = RwSignal::new(None);
        let selected = Memo::new(move |_| {
            let chosen = chosen.get();
            answer.with(|answer| Some(chosen.unwrap_or(answer.reading()?.first_choice())))
        });
        let digit = Memo::new(move |_| {
            let selected = selected.get()?;
            answer.with(|answer| answer.reading()?.digits().get(selected).cloned())
        });
        let session = Self {
            sheet,
            drafting: Drafting::default(),
            guessing: Guessing::new(),
            picture,
            picture_error: RwSignal::new(None),
            width: Memo::new(move |_| sheet.with(Sheet::width)),
            answer,
            is_current: Memo::new(move |_| {
                let version = sheet.with(Sheet::version);
                let picture = picture.with(|picture| picture.as_ref().map(|it| it.id));
                answer.with(|answer| {
                    let reading = answer.reading();
                    reading.is_some_and(|read| match read.picture {
                        None => picture.is_none() && read.version == version,
                        shown => picture == shown,
                    })
                })
            }),
            chosen,
            selected,
            digit,
            status,
            settings,
            mode: Memo::new(move |_| settings.with(|settings| settings.mode)),
            server: RwSignal::default(),
            pending: RwSignal::new(0),
            comparison: RwSignal::new(None),
            tally: RwSignal::default(),
            benchmark: RwSignal::default(),
            explanation: RwSignal::default(),
            own: Own::new(),
            history: HistoryStore::new(notices),
            notices,
            question: StoredValue::new(0),
            measurement: StoredValue::new(0),
            engine: StoredValue::new_local(LocalEngine::new(
                settings.with_untracked(|settings| settings.engine.program()),
                move |now| status.set(now),
            )),
            cancel: StoredValue::new_local(None),
            scanner: StoredValue::new_local(None),
            explainer: StoredValue::new_local(None),
        };
        // In a task of its own: people can draw without any of it.
        set_timeout(move || session.load(), Duration::ZERO);
        session
    }

    /// Whether the pad is wider than the standard one.
    pub(crate) fn is_wide(self) -> bool {
        self.width.get() > PAD_SIZE
    }

    /// What the probabilities of that digit are called.
    pub(crate) fn caption(self) -> String {
        let selected = self.selected.get().unwrap_or(0);
        self.answer.with(|answer| {
            let reading = answer.reading();
            reading.map_or_else(probabilities, |reading| reading.caption(selected))
        })
    }

    /// Brings back what the notice is about, or takes the update.
    pub(crate) fn accept(self, notice: &Notice) {
        self.notices.update(|notices| notices.close(notice));
        match notice.clone() {
            Notice::Canvas | Notice::Replaced => {
                self.close_picture();
                self.undo();
            }
            Notice::HistoryCleared => self.history.undo_clear(),
            Notice::EntriesDeleted(_) => self.history.undo_delete(),
            Notice::HistoryImported => self.history.undo_import(),
            Notice::Said(_) => {}
            Notice::Update => updating::take(),
            Notice::Model(_) => self.restore_model(),
        }
    }

    /// Closes what is open on top: a notice, or a picture; else clears the canvas.
    pub(crate) fn escape(self) {
        let closed = self.notices.try_update(Notices::close_newest);
        if closed == Some(true) {
            return;
        }
        if self.picture.with_untracked(Option::is_some) {
            self.close_picture();
        } else if !self.drafting.leave_full_screen() {
            self.clear_canvas();
        }
    }

    fn offer(self, notice: Option<Notice>) {
        if let Some(notice) = notice {
            self.notices.update(|notices| notices.show(notice));
        }
    }

    fn load(self) {
        self.prepare();
        self.history.load();
        self.guess_along();
        self.explain_along();
        self.open_link();
        self.follow_with_own_model();
        self.load_model();
    }
}
