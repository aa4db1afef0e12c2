//! Which engine is asked, and how the server is doing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use recognizer::DigitImage;

use super::Session;
use crate::answer::Answer;
use crate::engine::{
    Answered, Cancel, Described, EngineError, LocalEngine, RemoteEngine, RemoteError, ServerStatus,
    own_origin,
};
use crate::server_address::ServerAddress;
use crate::settings::{BrowserEngine, Mode, Settings};
use crate::storage;

impl Session {
    /// Chooses where drawings are read.
    pub(crate) fn choose(self, mode: Mode) {
        if self.mode.get_untracked() == mode {
            return;
        }
        self.change(|settings| settings.mode = mode);
        self.cancel_request();
        self.comparison.set(None);
        self.prepare();
        self.give_up();
        // A server gets a drawing by Predict only; for the browser nothing leaves the page.
        if !mode.asks_server() {
            self.ask_again();
        }
    }

    /// Chooses what reads drawings in this browser.
    pub(crate) fn choose_browser_engine(self, engine: BrowserEngine) {
        self.change(|settings| settings.engine = engine);
        self.comparison.set(None);
        // It would measure both programs.
        self.stop_measuring();
        let program = engine.program();
        self.engine.with_value(|engine| engine.replace(program));
        self.ask_again();
    }

    /// Whether something can be given up while the engine is loaded.
    pub(crate) fn can_cancel_loading(self) -> bool {
        let engine = self.settings.with(|settings| settings.engine);
        engine == BrowserEngine::Tract || self.answer.with(|answer| *answer == Answer::Loading)
    }

    /// Gives up what is loaded, if the other engine can take its place, else the question that waits
    /// for it.
    pub(crate) fn cancel_loading(self) {
        match self.settings.with_untracked(|settings| settings.engine) {
            BrowserEngine::Tract => self.choose_browser_engine(BrowserEngine::Compiled),
            BrowserEngine::Compiled => self.forget_answer(),
        }
    }

    /// Chooses the server; without an address it is the one that this page came from.
    pub(crate) fn choose_server(self, address: String) {
        self.change(|settings| settings.server = address.trim().to_owned());
        self.check_server();
    }

    /// Asks the server whether it answers, and by which model. Nothing of a drawing is sent.
    pub(crate) fn check_server(self) {
        self.cancel_request();
        self.server.set(ServerStatus::Checking);
        spawn_local(async move {
            // What came of it is heard already.
            let _ = self.describe_server().await;
        });
    }

    /// Ends what is asked or measured now.
    pub(crate) fn cancel_request(self) {
        self.stop_measuring();
        let cancel = self.cancel.try_update_value(Option::take).flatten();
        if let Some(cancel) = cancel {
            cancel.cancel();
        }
    }

    /// The chosen address; the page's own if none is entered.
    pub(crate) fn server_address(self) -> Option<ServerAddress> {
        let entered = self.settings.with(|settings| settings.server.clone());
        let entered = Some(entered).filter(|entered| !entered.is_empty());
        ServerAddress::parse(&entered.unwrap_or_else(own_origin))
    }

    /// Gets the engines ready that the mode needs.
    pub(super) fn prepare(self) {
        let mode = self.mode.get_untracked();
        if mode.asks_browser() {
            self.engine.with_value(LocalEngine::launch);
        }
        let is_known = self.server.with_untracked(ServerStatus::answers);
        if mode.asks_server() && !is_known {
            self.check_server();
        }
    }

    /// Ends what is asked or measured about a drawing. A server that is only asked how it is may
    /// still say so.
    pub(super) fn drop_question(self) {
        if self.server.get_untracked() != ServerStatus::Checking {
            self.cancel_request();
        }
    }

    /// What answers at the chosen address.
    pub(super) async fn describe_server(self) -> Result<Described, RemoteError> {
        let described = self.request(async |engine| engine.describe().await).await?;
        self.server.set(ServerStatus::answering(&described.model));
        Ok(described)
    }

    /// What the server says about these images.
    pub(super) async fn ask_server(self, images: &[DigitImage]) -> Result<Answered, EngineError> {
        let ask = async |engine: RemoteEngine| engine.classify(images).await;
        let (answered, model) = self.request(ask).await?;
        self.server.set(ServerStatus::answering(&model));
        Ok(answered)
    }

    /// Asks the server, in place of what it is asked now.
    ///
    /// Every request of the page to a server begins here, and none where drawings are read in the
    /// browser.
    pub(super) async fn request<T>(
        self,
        ask: impl AsyncFnOnce(RemoteEngine) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        if !self.mode.get_untracked().asks_server() {
            return Err(RemoteError::Canceled);
        }
        let cancel = Cancel::new();
        let before = self
            .cancel
            .try_update_value(|open| open.replace(cancel.clone()));
        if let Some(before) = before.flatten() {
            before.cancel();
        }
        let exchange = async {
            let address = untrack(|| self.server_address()).ok_or(RemoteError::NoAddress)?;
            ask(RemoteEngine::new(address, cancel).await?).await
        };
        self.pending.update(|pending| *pending += 1);
        let outcome = exchange.await;
        self.pending.update(|pending| *pending -= 1);
        if let Err(error) = &outcome {
            self.hear(error);
        }
        outcome
    }

    /// Learns from a request that failed how the server is doing.
    fn hear(self, error: &RemoteError) {
        if *error != RemoteError::Canceled {
            return self.server.set(ServerStatus::Failed(error.clone()));
        }
        // The server is not to blame; and a later request may be under way.
        let is_idle = self.pending.get_untracked() == 0;
        if is_idle && self.server.get_untracked() == ServerStatus::Checking {
            self.server.set(ServerStatus::Unknown);
        }
    }

    /// Changes what is chosen, for later visits too.
    pub(crate) fn change(self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        self.settings.with_untracked(storage::save_settings);
    }
}
