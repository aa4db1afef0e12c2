//! Inkling's page: people draw a digit or a number, and a small neural network reads it.
//!
//! Each feature has a folder with its state, storage, worker client and views, and a handle that is
//! `Copy`. Imports run down this list only, as a test checks:
//!
//! 1. `platform` wraps the browser; `i18n` translates.
//! 2. `settings` and `notices`.
//! 3. `drawing`: the pad.
//! 4. `engines`: inference in the browser and on a server.
//! 5. `recognition`: questions and answers.
//! 6. `history`, `pictures`, `explanation`, `own_model`, `benchmark` and `updates`, which do
//!    not know each other.
//! 7. `session`: flows that touch two features or more.
//! 8. `page`: composes the views.

// The component macro makes the types of props public whatever the component's visibility.
#![allow(unreachable_pub)]

#[macro_use]
mod i18n;

mod benchmark;
mod drawing;
mod engines;
mod explanation;
#[cfg(any(test, fuzzing))]
pub mod fuzzing {
    //! Entry points of the fuzz targets in `fuzz/`; part of test and fuzz builds only.

    pub use crate::drawing::fuzz_link as link;
    pub use crate::history::fuzz_json as history;
}
mod history;
#[cfg(test)]
mod import_order;
mod notices;
mod own_model;
mod page;
mod pictures;
mod platform;
mod recognition;
mod session;
mod settings;
mod updates;

pub use page::mount;
