//! Inference engines: one in a worker of this browser, one on a server.

mod early_worker;
mod inference;
mod local;
mod program;
mod remote;
mod supervisor;

pub(crate) mod one_shot_worker;
pub(crate) mod running_worker;
mod server_address;
mod view;

use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;
use leptos::task::spawn_local;
use protocol::api::ModelIdentity;
use recognizer::DigitImage;

use crate::settings::{BrowserEngine, Mode, SettingsStore};
pub(crate) use inference::{Cost, EngineError, Inference, Status};
pub(crate) use local::LocalEngine;
pub(crate) use program::Program;
use remote::{Cancel, is_guarded, own_address};
pub(crate) use remote::{RemoteEngine, RemoteError, ServerDescription, ServerStatus};
use server_address::ServerAddress;
pub(crate) use supervisor::NO_START;
pub(crate) use view::{BrowserEngineChoice, ModeSwitch, OfferBrowser, ServerPanel, privacy};

/// Both engines and the choice between them. Copies share them.
#[derive(Clone, Copy)]
pub(crate) struct Engines {
    /// Where drawings are read.
    pub(crate) mode: Memo<Mode>,
    /// State of the engine in this browser.
    pub(crate) status: RwSignal<Status>,
    /// State of the selected server.
    pub(crate) server: RwSignal<ServerStatus>,
    has_answered: RwSignal<bool>,
    /// Number of requests that the server has not answered yet.
    pub(crate) pending: RwSignal<usize>,
    settings: SettingsStore,
    local: StoredValue<LocalEngine, LocalStorage>,
    /// Handle of the newest request to the server.
    request: StoredValue<Option<Cancel>, LocalStorage>,
    on_cancel: StoredValue<Option<Callback<()>>>,
}

impl Engines {
    /// Engines for these settings, yet to be launched.
    pub(crate) fn new(settings: SettingsStore) -> Self {
        let status = RwSignal::new(Status::Loading);
        let engine = settings.with_untracked(|settings| settings.engine);
        let local = LocalEngine::new(engine.into(), move |now| status.set(now));
        Self {
            mode: Memo::new(move |_| settings.with(|settings| settings.mode)),
            status,
            server: RwSignal::default(),
            has_answered: RwSignal::new(false),
            pending: RwSignal::new(0),
            settings,
            local: StoredValue::new_local(local),
            request: StoredValue::new_local(None),
            on_cancel: StoredValue::new(None),
        }
    }

    /// Selects where drawings are read, and starts what that needs.
    pub(crate) fn select_mode(self, mode: Mode) {
        self.settings.update(|settings| settings.mode = mode);
        self.cancel_request();
        self.prepare();
    }

    /// Starts what the mode needs: the browser's engine, a check of the server, or both.
    pub(crate) fn prepare(self) {
        let mode = self.mode.get_untracked();
        if mode.asks_browser() {
            self.launch();
        }
        let is_known = self.server.with_untracked(ServerStatus::answers);
        if mode.asks_server() && !is_known {
            self.check_server();
        }
    }

    /// Starts loading the browser's engine, unless that has been done.
    pub(crate) fn launch(self) {
        self.local.with_value(LocalEngine::launch);
    }

    /// Restarts the browser's engine after a failure.
    pub(crate) fn retry(self) {
        self.local.with_value(LocalEngine::retry);
    }

    /// Selects the browser's engine, which also gets the open requests.
    pub(crate) fn select_browser_engine(self, engine: BrowserEngine) {
        self.settings.update(|settings| settings.engine = engine);
        self.local.with_value(|local| local.replace(engine.into()));
    }

    /// Selected engine of the browser.
    pub(crate) fn browser_engine(self) -> BrowserEngine {
        self.settings.with(|settings| settings.engine)
    }

    /// Name and version of the program in the browser; empty until it has loaded.
    pub(crate) fn name(self) -> String {
        self.local.with_value(LocalEngine::name)
    }

    /// Classifies images in this browser, one prediction each.
    pub(crate) fn classify_in_browser(
        self,
        images: &[DigitImage],
    ) -> impl Future<Output = Result<Inference, EngineError>> + use<> {
        let images = images.to_vec();
        self.local.with_value(|local| local.classify(images))
    }

    /// Classifies images on the server, one prediction each.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub(crate) async fn classify_on_server(
        self,
        images: &[DigitImage],
    ) -> Result<Inference, EngineError> {
        let ask = async |engine: RemoteEngine| engine.classify(images).await;
        let (inference, model) = self.request(ask).await?;
        self.note_answer(&model);
        Ok(inference)
    }

    /// Fetches which model and program answer at the selected address.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub(crate) async fn describe_server(self) -> Result<ServerDescription, RemoteError> {
        let description = self.request(async |engine| engine.describe().await).await?;
        self.note_answer(&description.model);
        Ok(description)
    }

    /// Checks whether the server answers, and by which model. No part of a drawing is sent.
    pub(crate) fn check_server(self) {
        self.cancel_request();
        self.server.set(ServerStatus::Checking);
        spawn_local(async move {
            // The request has updated the status already.
            let _ = self.describe_server().await;
        });
    }

    /// Selects and checks a server; an empty address selects the page's own.
    pub(crate) fn select_server(self, address: &str) {
        self.settings
            .update(|settings| settings.server = address.trim().to_owned());
        self.has_answered.set(false);
        self.check_server();
    }

    /// Whether the selected server has answered since it was selected.
    pub(crate) fn has_answered(self) -> bool {
        self.has_answered.get()
    }

    /// Server address as entered; empty for the page's own server.
    pub(crate) fn entered_address(self) -> String {
        self.settings.with(|settings| settings.server.clone())
    }

    /// Address of the selected server; `None` if it is not valid.
    pub(crate) fn server_address(self) -> Option<ServerAddress> {
        let entered = Some(self.entered_address()).filter(|entered| !entered.is_empty());
        ServerAddress::parse(&entered.unwrap_or_else(own_address))
    }

    /// Cancels the open request to the server; the callback of [`Self::on_cancel`] runs first.
    pub(crate) fn cancel_request(self) {
        if let Some(on_cancel) = self.on_cancel.get_value() {
            on_cancel.run(());
        }
        let request = self.request.try_update_value(Option::take).flatten();
        if let Some(request) = request {
            request.cancel();
        }
    }

    /// Cancels the open request unless it is a check of the server, which has nothing to do with a
    /// drawing.
    pub(crate) fn cancel_classification(self) {
        if self.server.get_untracked() != ServerStatus::Checking {
            self.cancel_request();
        }
    }

    /// Registers what runs before a request is canceled.
    pub(crate) fn on_cancel(self, callback: Callback<()>) {
        self.on_cancel.set_value(Some(callback));
    }

    /// Sends requests to the selected server, in place of the open ones.
    ///
    /// Every request of the page to a server passes here, and none in [`Mode::Browser`].
    ///
    /// # Errors
    /// If the mode asks no server, the address is not valid, or the server gives no answer.
    pub(crate) async fn request<T>(
        self,
        ask: impl AsyncFnOnce(RemoteEngine) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        if !self.mode.get_untracked().asks_server() {
            return Err(RemoteError::Canceled);
        }
        let cancel = Cancel::new();
        let before = self
            .request
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
            self.note_failure(error);
        }
        outcome
    }

    fn note_answer(self, model: &ModelIdentity) {
        self.has_answered.set(true);
        self.server.set(ServerStatus::answering(model));
    }

    fn note_failure(self, error: &RemoteError) {
        if *error != RemoteError::Canceled {
            return self.server.set(ServerStatus::Failed(error.clone()));
        }
        // A canceled check leaves the status unknown, unless a later request is under way.
        let is_idle = self.pending.get_untracked() == 0;
        if is_idle && self.server.get_untracked() == ServerStatus::Checking {
            self.server.set(ServerStatus::Unknown);
        }
    }
}
