//! Inkling's page: a pad, an answer, and the history of what was read.
//!
//! State is plain structs with methods ([`sheet`], [`answer`], [`history`], [`notices`],
//! [`engine::supervisor`]), [`session`] joins them, and [`components`] show them.

mod answer;
mod components;
mod engine;
mod history;
mod ink;
mod notices;
mod paper;
mod session;
mod sheet;
mod storage;
mod words;

pub use components::mount;
