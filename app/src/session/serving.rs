//! Which engine is asked, and how the server is doing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::api::ModelIdentity;
use recognizer::DigitImage;

use super::Session;
use crate::engine::{
    Answered, Cancel, LocalEngine, RemoteEngine, RemoteError, ServerStatus, own_origin,
};
use crate::server_address::ServerAddress;
use crate::settings::{Mode, Settings};
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
    }

    /// Chooses the server; without an address it is the one that this page came from.
    pub(crate) fn choose_server(self, address: String) {
        self.change(|settings| settings.server = address.trim().to_owned());
        self.check_server();
    }

    /// Reads the drawing in this browser after all.
    pub(crate) fn answer_in_browser(self) {
        self.choose(Mode::Browser);
        self.ask_again();
    }

    /// Asks the server whether it answers, and by which model. Nothing of a drawing is sent.
    pub(crate) fn check_server(self) {
        self.cancel_request();
        self.server.set(ServerStatus::Checking);
        spawn_local(async move {
            let outcome = self.request(async |engine| engine.model().await).await;
            self.hear(outcome.as_ref());
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

    /// What the server says about these images.
    pub(super) async fn ask_server(self, images: &[DigitImage]) -> Result<Answered, RemoteError> {
        let outcome = self
            .request(async |engine| engine.classify(images).await)
            .await;
        self.hear(outcome.as_ref().map(|(_, model)| model));
        outcome.map(|(answered, _)| answered)
    }

    async fn request<T>(
        self,
        ask: impl AsyncFnOnce(RemoteEngine) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        let address = untrack(|| self.server_address()).ok_or(RemoteError::NoAddress)?;
        let cancel = Cancel::new();
        self.cancel.set_value(Some(cancel.clone()));
        self.pending.update(|pending| *pending += 1);
        let outcome = match RemoteEngine::new(address, cancel).await {
            Ok(engine) => ask(engine).await,
            Err(error) => Err(error),
        };
        self.pending.update(|pending| *pending -= 1);
        outcome
    }

    /// Learns from what came of a request how the server is doing.
    fn hear(self, outcome: Result<&ModelIdentity, &RemoteError>) {
        let status = match outcome {
            Ok(model) => ServerStatus::answering(model),
            // The server is not to blame; and a later request may be under way.
            Err(RemoteError::Canceled) => {
                let is_idle = self.pending.get_untracked() == 0;
                let is_open = self.server.get_untracked() == ServerStatus::Checking;
                if is_idle && is_open {
                    self.server.set(ServerStatus::Unknown);
                }
                return;
            }
            Err(error) => ServerStatus::Failed(error.clone()),
        };
        self.server.set(status);
    }

    fn change(self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        self.settings.with_untracked(storage::save_settings);
    }
}
