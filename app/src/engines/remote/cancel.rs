//! Cancellation and timeout of requests.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use web_sys::{AbortController, AbortSignal};

use super::RemoteError;

/// Cancellation handle of a sequence of requests; clones share it.
#[derive(Clone)]
pub(crate) struct Cancel(Rc<Inner>);

struct Inner {
    controller: AbortController,
    /// Timeout that a request has exceeded.
    exceeded: Cell<Option<Duration>>,
}

impl Cancel {
    /// Handle that is not canceled yet.
    pub(crate) fn new() -> Self {
        Self(Rc::new(Inner {
            controller: AbortController::new().expect("every browser with SIMD has it"),
            exceeded: Cell::new(None),
        }))
    }

    /// Aborts open requests and those that would follow.
    pub(crate) fn cancel(&self) {
        self.0.controller.abort();
    }

    /// Reason of the abort; `None` if there was none.
    pub(super) fn reason(&self) -> Option<RemoteError> {
        let reason = match self.0.exceeded.get() {
            Some(timeout) => RemoteError::Slow {
                seconds: timeout.as_secs(),
            },
            None => RemoteError::Canceled,
        };
        self.signal().aborted().then_some(reason)
    }

    /// Signal for `fetch`.
    pub(super) fn signal(&self) -> AbortSignal {
        self.0.controller.signal()
    }
}

/// Timer that aborts a request after its timeout, unless it is dropped before.
pub(super) struct Deadline(Option<TimeoutHandle>);

impl Deadline {
    /// Starts the timer.
    pub(super) fn start(cancel: &Cancel, timeout: Duration) -> Self {
        let cancel = cancel.clone();
        let abort = move || {
            cancel.0.exceeded.set(Some(timeout));
            cancel.cancel();
        };
        Self(set_timeout_with_handle(abort, timeout).ok())
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = &self.0 {
            timer.clear();
        }
    }
}
