//! Inkling's page in a real browser: what its tests and the benchmarks share.

mod api;
mod browser;
pub mod cdp;
mod command;
mod page;
mod pointer;
mod site;

pub use api::Api;
pub use browser::{Browser, Session};
pub use page::{Answer, Compared, Digit, Explanation, Page};
pub use pointer::{Path, Pointer, finger};
pub use site::{Hold, Site};
