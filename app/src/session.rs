//! One person's visit: joins drawing, engine, answer, history and storage.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;
use recognizer::{Digit, Drawing, Number, PAD_SIZE, Prediction, Segmentation, segment};

use crate::answer::{Answer, PROBABILITIES, Reading};
use crate::engine::{EngineError, LocalEngine, Status};
use crate::history::{Entry, History};
use crate::notices::{Notice, Notices};
use crate::sheet::Sheet;
use crate::storage::Storage;

/// The state of the page, and what people can do with it. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// The drawing.
    pub(crate) sheet: RwSignal<Sheet>,
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
    /// How the engine is doing.
    pub(crate) status: RwSignal<Status>,
    /// What was read before.
    pub(crate) history: RwSignal<History>,
    /// Whether the history survives a reload.
    pub(crate) history_is_kept: RwSignal<bool>,
    /// What can be undone.
    pub(crate) notices: RwSignal<Notices>,
    /// Counts questions: an answer to an older one comes too late.
    question: StoredValue<u32>,
    engine: StoredValue<LocalEngine, LocalStorage>,
    storage: StoredValue<Option<Rc<Storage>>, LocalStorage>,
}

impl Session {
    /// A visit whose engine and history are on their way.
    pub(crate) fn start() -> Self {
        let status = RwSignal::new(Status::Loading);
        let sheet = RwSignal::<Sheet>::default();
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
            width: Memo::new(move |_| sheet.with(Sheet::width)),
            answer,
            is_current: Memo::new(move |_| {
                let version = sheet.with(Sheet::version);
                answer.with(|answer| answer.reading().is_some_and(|read| read.version == version))
            }),
            chosen,
            selected,
            digit,
            status,
            history: RwSignal::default(),
            history_is_kept: RwSignal::new(true),
            notices: RwSignal::default(),
            question: StoredValue::new(0),
            engine: StoredValue::new_local(LocalEngine::new(move |now| status.set(now))),
            storage: StoredValue::new_local(None),
        };
        // In a task of its own: people can draw without either.
        set_timeout(move || session.load(), Duration::ZERO);
        session
    }

    /// Asks the engine what is drawn.
    pub(crate) fn predict(self) {
        let (drawing, version) = self
            .sheet
            .with_untracked(|sheet| (sheet.drawing().clone(), sheet.version()));
        let Some(segmentation) = segment(&drawing) else {
            return self.answer.set(Answer::NothingDrawn);
        };
        let question = self.next_question();
        self.answer.set(Answer::Loading);
        let images = segmentation.images();
        let predictions = self.engine.with_value(|engine| engine.classify(images));
        spawn_local(async move {
            let outcome = predictions.await;
            if self.question.get_value() == question {
                let number = outcome.and_then(|predictions| number(segmentation, predictions));
                self.answered(number, drawing, version);
            }
        });
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
            reading.map_or(PROBABILITIES.into(), |reading| reading.caption(selected))
        })
    }

    /// Loads the engine anew, and asks again what it could not answer.
    pub(crate) fn retry(self) {
        self.engine.with_value(LocalEngine::retry);
        if self
            .answer
            .with_untracked(|answer| matches!(answer, Answer::Failed(_)))
        {
            self.predict();
        }
    }

    /// Clears the canvas; a notice offers to bring the drawing back.
    pub(crate) fn clear_canvas(self) {
        self.next_question();
        self.answer.set(Answer::Blank);
        let cleared = self.sheet.try_update(Sheet::clear).flatten();
        self.offer(cleared.map(Notice::Canvas));
    }

    /// Clears the history; a notice offers to bring it back.
    pub(crate) fn clear_history(self) {
        let cleared = self.history.try_update(History::clear).flatten();
        if cleared.is_some() {
            self.keep_history();
        }
        self.offer(cleared.map(Notice::History));
    }

    /// Brings back what the notice is about.
    pub(crate) fn undo(self, notice: &Notice) {
        self.notices.update(|notices| notices.close(notice));
        match notice.clone() {
            Notice::Canvas(drawing) => self.sheet.update(|sheet| sheet.restore(drawing)),
            Notice::History(entries) => {
                self.history.update(|history| history.restore(entries));
                self.keep_history();
            }
        }
    }

    /// Closes what is open on top, else clears the canvas.
    pub(crate) fn escape(self) {
        let closed = self.notices.try_update(Notices::close_newest);
        if closed != Some(true) {
            self.clear_canvas();
        }
    }

    fn next_question(self) -> u32 {
        self.question
            .update_value(|question| *question = question.wrapping_add(1));
        self.question.get_value()
    }

    fn answered(self, number: Result<Number, EngineError>, drawing: Drawing, version: u32) {
        let number = match number {
            Ok(number) => number,
            Err(error) => return self.answer.set(Answer::Failed(error)),
        };
        let reading = Reading {
            number,
            strokes: drawing.strokes.len(),
            version,
        };
        self.remember(Entry::new(&reading, drawing));
        self.chosen.set(None);
        self.answer.set(Answer::Read(Box::new(reading)));
    }

    fn offer(self, notice: Option<Notice>) {
        if let Some(notice) = notice {
            self.notices.update(|notices| notices.show(notice));
        }
    }

    fn load(self) {
        self.engine.with_value(LocalEngine::launch);
        spawn_local(self.open_history());
    }

    async fn open_history(self) {
        let Ok(storage) = Storage::open().await else {
            return self.history_is_kept.set(false);
        };
        match storage.load().await {
            Ok(entries) => self.history.update(|history| history.restore(entries)),
            Err(_) => self.history_is_kept.set(false),
        }
        self.storage.set_value(Some(Rc::new(storage)));
    }

    fn remember(self, entry: Entry) {
        self.history.update(|history| history.push(entry.clone()));
        self.store(async move |storage| storage.add(&entry).await);
    }

    fn keep_history(self) {
        let entries = self.history.with_untracked(History::entries);
        self.store(async move |storage| storage.replace(&entries).await);
    }

    fn store(self, write: impl AsyncFnOnce(Rc<Storage>) -> Result<(), idb::Error> + 'static) {
        let Some(storage) = self.storage.get_value() else {
            return;
        };
        spawn_local(async move {
            if write(storage).await.is_err() {
                self.history_is_kept.set(false);
            }
        });
    }
}

fn number(segmentation: Segmentation, predictions: Vec<Prediction>) -> Result<Number, EngineError> {
    // A worker that answers something else is as good as dead.
    segmentation.read(predictions).ok_or(EngineError::Died)
}
