//! Drives Inkling's page in a real browser; shared by its tests and the benchmarks.

mod api;
mod browser;
pub mod cdp;
mod command;
pub mod ink;
mod page;
mod pointer;
mod site;

pub use api::Api;
pub use browser::{Browser, Session};
pub use page::{ComparedSide, Page, ShownAnswer, ShownDigit, ShownExplanation};
pub use pointer::{Path, Pointer, finger};
pub use site::{Hold, Site};
