//! Inkling's page: a pad, an answer, the history of what was read, and what a server says to it.
//!
//! State is plain structs with methods ([`sheet`], [`answer`], [`history`], [`notices`],
//! [`comparison`], [`benchmark`], [`own_model`], [`picture`], [`explanation`], [`engine::supervisor`]), [`session`] joins them, and
//! [`components`] show them.

#[macro_use]
mod i18n;

mod answer;
mod benchmark;
mod clock;
mod comparison;
mod components;
mod download;
mod engine;
mod errand;
mod explainer;
mod explanation;
mod frames;
mod history;
mod ink;
mod link;
mod notices;
mod own_model;
mod paper;
mod pen;
mod picture;
mod pixel_grid;
mod platform;
mod running_worker;
mod scanner;
mod server_address;
mod session;
mod settings;
mod sheet;
mod statistics;
mod storage;
mod timing;

pub use components::mount;
