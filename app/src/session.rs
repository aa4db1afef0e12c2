//! Conducts the features of the page: flows that touch two of them or more.

use std::time::Duration;

use leptos::prelude::*;
use recognizer::Drawing;
use web_sys::File;

use crate::benchmark::Benchmark;
use crate::drawing::{Pad, links};
use crate::engines::Engines;
use crate::explanation::Explanation;
use crate::history::{Entry, HistoryStore};
use crate::notices::{Notice, Notices};
use crate::own_model::OwnModel;
use crate::pictures::{Pictures, is_picture, trace};
use crate::recognition::{LivePreview, Reading, Recognition};
use crate::settings::{BrowserEngine, Mode, SettingsStore};
use crate::updates;

/// Handles of all features. Copies share them.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    pub(crate) settings: SettingsStore,
    pub(crate) notices: Notices,
    pub(crate) pad: Pad,
    pub(crate) engines: Engines,
    pub(crate) recognition: Recognition,
    pub(crate) live_preview: LivePreview,
    pub(crate) history: HistoryStore,
    pub(crate) pictures: Pictures,
    pub(crate) explanation: Explanation,
    pub(crate) own_model: OwnModel,
    pub(crate) benchmark: Benchmark,
}

impl Session {
    /// Starts a visit; what drawing does not need is loaded in a task of its own.
    pub(crate) fn start() -> Self {
        let settings = SettingsStore::load();
        let notices = Notices::default();
        let pad = Pad::new(settings, notices);
        let engines = Engines::new(settings);
        let recognition = Recognition::new(pad, engines, settings);
        let session = Self {
            settings,
            notices,
            pad,
            engines,
            recognition,
            live_preview: LivePreview::new(pad, engines, settings),
            history: HistoryStore::new(notices, engines),
            pictures: Pictures::new(pad, recognition),
            explanation: Explanation::new(settings, recognition),
            own_model: OwnModel::new(engines, recognition, notices),
            benchmark: Benchmark::new(pad, engines, recognition),
        };
        engines.on_cancel(Callback::new(move |()| session.benchmark.stop()));
        recognition.on_read(Callback::new(move |reading| session.record(reading)));
        session
            .pictures
            .on_ready(Callback::new(move |()| session.predict()));
        updates::offer(pad, engines, notices);
        set_timeout(move || session.load(), Duration::ZERO);
        session
    }

    fn load(self) {
        self.engines.prepare();
        self.history.load();
        self.live_preview.start();
        self.explanation.follow();
        self.pictures.follow();
        let is_blank = untrack(|| self.pad.is_blank());
        // A drawing that was kept or begun is newer than the link.
        links::follow(self.notices, is_blank, move |drawing| {
            self.open_drawing(drawing);
        });
        self.own_model.follow();
        self.own_model.load_stored();
    }

    /// Reads the drawing, or the picture that is open, and records the answer in the history.
    pub(crate) fn predict(self) {
        // A picture is read as soon as its ink is found.
        if self.recognition.is_scanning() {
            return;
        }
        self.pictures.forget_error();
        self.pad.stop_waiting();
        let previewed = if self.pictures.is_open() {
            None
        } else {
            self.live_preview.current_result()
        };
        match previewed {
            Some((question, reading)) => self.recognition.show_known(&question, reading),
            None => self.recognition.predict(self.recognition.question()),
        }
    }

    /// Reads the drawing after a pause, unless that has been done.
    pub(crate) fn predict_after_pause(self) {
        if untrack(|| !self.recognition.is_current.get() && !self.pad.is_blank()) {
            self.predict();
        }
    }

    /// Restarts the browser's engine, and asks again what it could not answer.
    pub(crate) fn retry(self) {
        self.engines.retry();
        self.predict_if_failed();
    }

    /// Selects where drawings are read.
    pub(crate) fn select_mode(self, mode: Mode) {
        if self.engines.mode.get_untracked() == mode {
            return;
        }
        self.engines.select_mode(mode);
        self.recognition.comparison.set(None);
        self.recognition.give_up();
        // Only Predict may send a drawing to a server.
        if !mode.asks_server() {
            self.predict_if_failed();
        }
    }

    /// Selects the engine in this browser.
    pub(crate) fn select_browser_engine(self, engine: BrowserEngine) {
        // It would measure both engines.
        self.benchmark.stop();
        self.engines.select_browser_engine(engine);
        self.recognition.comparison.set(None);
        self.predict_if_failed();
    }

    /// Cancels loading tract in favor of the compiled network, else the question that waits for it.
    pub(crate) fn cancel_loading(self) {
        match untrack(|| self.engines.browser_engine()) {
            BrowserEngine::Tract => self.select_browser_engine(BrowserEngine::Compiled),
            BrowserEngine::Compiled => self.recognition.forget(),
        }
    }

    /// Clears the canvas; a notice offers to undo it.
    pub(crate) fn clear_canvas(self) {
        self.pictures.forget_error();
        self.recognition.forget();
        self.pad.clear();
    }

    /// Puts a drawing on the pad; a notice offers to undo it.
    pub(crate) fn open_drawing(self, drawing: Drawing) {
        self.pictures.close();
        self.recognition.forget();
        self.pad.replace(drawing);
    }

    /// Opens a file: a picture is read, anything else is loaded as a model.
    pub(crate) fn open_file(self, file: File) {
        if is_picture(&file.name(), &file.type_()) {
            self.pictures.open(file);
        } else {
            self.own_model.choose(file);
        }
    }

    /// Accepts what a notice offers.
    pub(crate) fn accept(self, notice: &Notice) {
        self.notices.close(notice);
        match notice {
            Notice::CanvasCleared | Notice::DrawingReplaced => {
                self.pictures.close();
                self.pad.undo();
            }
            Notice::HistoryCleared => self.history.undo_clear(),
            Notice::EntriesDeleted(_) => self.history.undo_delete(),
            Notice::HistoryImported => self.history.undo_import(),
            Notice::Message(_) => {}
            Notice::UpdateReady => updates::accept(),
            Notice::ModelRemoved(_) => self.own_model.restore(),
        }
    }

    /// Closes the topmost of notices, picture and full screen; else clears the canvas.
    pub(crate) fn escape(self) {
        if self.notices.close_newest() {
            return;
        }
        if self.pictures.is_open() {
            self.pictures.close();
        } else if !self.pad.leave_full_screen() {
            self.clear_canvas();
        }
    }

    fn predict_if_failed(self) {
        if self.recognition.has_failed() {
            self.predict();
        }
    }

    fn record(self, reading: Reading) {
        let picture = self.recognition.picture.get_untracked();
        let (drawing, file) = match picture {
            Some(picture) => (trace(reading.digits()), Some(picture.name)),
            None => (reading.drawing.clone(), None),
        };
        let entry = self
            .settings
            .with_untracked(|settings| Entry::new(&reading, drawing, settings));
        self.history.record(Entry { file, ..entry });
    }
}
