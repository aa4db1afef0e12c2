//! Ends requests: when somebody wants it, or when they take too long.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use web_sys::{AbortController, AbortSignal};

use super::RemoteError;

/// Ends the requests of one question; clones share it.
#[derive(Clone)]
pub(crate) struct Cancel(Rc<Inner>);

struct Inner {
    controller: AbortController,
    /// The limit that a request has reached.
    reached: Cell<Option<Duration>>,
}

impl Cancel {
    /// Nothing is canceled yet.
    pub(crate) fn new() -> Self {
        Self(Rc::new(Inner {
            controller: AbortController::new().expect("every browser with SIMD has it"),
            reached: Cell::new(None),
        }))
    }

    /// Ends the requests that are under way, and those that are still to come.
    pub(crate) fn cancel(&self) {
        self.0.controller.abort();
    }

    /// Why the requests were ended; `None` if they were not.
    pub(super) fn reason(&self) -> Option<RemoteError> {
        let reason = match self.0.reached.get() {
            Some(limit) => RemoteError::Slow {
                seconds: limit.as_secs(),
            },
            None => RemoteError::Canceled,
        };
        self.signal().aborted().then_some(reason)
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.0.controller.signal()
    }
}

/// Ends a request that takes longer than a limit, until it is dropped.
pub(super) struct Deadline(Option<TimeoutHandle>);

impl Deadline {
    pub(super) fn start(cancel: &Cancel, limit: Duration) -> Self {
        let cancel = cancel.clone();
        let end = move || {
            cancel.0.reached.set(Some(limit));
            cancel.cancel();
        };
        Self(set_timeout_with_handle(end, limit).ok())
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = &self.0 {
            timer.clear();
        }
    }
}
