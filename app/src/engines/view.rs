//! Controls for the choice of engine and server.

mod browser_engine_choice;
mod mode_switch;
mod server_panel;

pub(crate) use browser_engine_choice::BrowserEngineChoice;
pub(crate) use mode_switch::ModeSwitch;
pub(crate) use server_panel::{OfferBrowser, ServerPanel, privacy};
