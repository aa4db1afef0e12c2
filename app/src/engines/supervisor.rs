//! Keeps requests to the worker across its start, death and restart.

use std::collections::BTreeMap;

use protocol::Request;
use recognizer::DigitImage;

use super::{EngineError, Status};

/// Reason of [`EngineError::Load`] if the worker dies before it is ready.
pub(crate) const NO_START: &str = "the worker does not start";

/// Status of the worker, and the requests that it has not answered.
///
/// `R` is the reply channel of a request.
#[derive(Debug)]
pub(crate) struct Supervisor<R> {
    status: Status,
    open: BTreeMap<u32, (Vec<DigitImage>, R)>,
    next_id: u32,
    was_restarted: bool,
}

/// Reaction to the death of the worker.
#[derive(Debug, PartialEq)]
pub(crate) enum Death<R> {
    /// Start another one.
    Restart,
    /// Reject these requests.
    Report(Vec<R>),
}

impl<R> Default for Supervisor<R> {
    fn default() -> Self {
        Self {
            status: Status::Loading,
            open: BTreeMap::new(),
            next_id: 0,
            was_restarted: false,
        }
    }
}

impl<R> Supervisor<R> {
    /// Status of the worker.
    pub(crate) fn status(&self) -> &Status {
        &self.status
    }

    /// Adds a request. Returns its message if the worker is ready for it.
    pub(crate) fn add(&mut self, images: Vec<DigitImage>, reply: R) -> Option<Request> {
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        let request = Request {
            id,
            images: images.clone(),
        };
        self.open.insert(id, (images, reply));
        (self.status == Status::Ready).then_some(request)
    }

    /// Handles a worker that has loaded the model. Returns the messages of the open requests.
    pub(crate) fn ready(&mut self) -> Vec<Request> {
        self.status = Status::Ready;
        let open = self.open.iter();
        let request = |(&id, (images, _)): (&u32, &(Vec<DigitImage>, R))| Request {
            id,
            images: images.clone(),
        };
        open.map(request).collect()
    }

    /// Closes a request that was answered. Returns its reply channel.
    pub(crate) fn answered(&mut self, id: u32) -> Option<R> {
        self.was_restarted = false;
        self.open.remove(&id).map(|(_, reply)| reply)
    }

    /// Handles the death of the worker, which is restarted once between two answers.
    pub(crate) fn died(&mut self) -> Death<R> {
        if self.was_restarted {
            let error = match self.status {
                Status::Loading => EngineError::Load(NO_START.into()),
                _ => EngineError::Died,
            };
            return Death::Report(self.failed(error));
        }
        self.was_restarted = true;
        self.status = Status::Loading;
        Death::Restart
    }

    /// Gives the worker up. Returns the reply channels of the open requests.
    pub(crate) fn failed(&mut self, error: EngineError) -> Vec<R> {
        self.status = Status::Failed(error);
        let open = std::mem::take(&mut self.open);
        open.into_values().map(|(_, reply)| reply).collect()
    }

    /// Prepares for a new worker.
    pub(crate) fn reset(&mut self) {
        self.status = Status::Loading;
        self.was_restarted = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(value: u8) -> Vec<DigitImage> {
        vec![DigitImage::new([value; DigitImage::PIXELS])]
    }

    #[test]
    fn early_requests_wait_for_the_model() {
        let mut supervisor = Supervisor::default();
        assert_eq!(supervisor.add(image(1), "a"), None);
        assert_eq!(supervisor.add(image(2), "b"), None);
        let ids: Vec<u32> = supervisor.ready().iter().map(|r| r.id).collect();
        assert_eq!(ids, [0, 1]);
        assert_eq!(supervisor.add(image(3), "c").map(|r| r.id), Some(2));
        assert_eq!(supervisor.answered(1), Some("b"));
        assert_eq!(supervisor.answered(1), None);
    }

    #[test]
    fn a_dead_worker_is_restarted_once_with_its_requests() {
        let mut supervisor = Supervisor::default();
        supervisor.ready();
        supervisor.add(image(1), "a");
        assert_eq!(supervisor.died(), Death::Restart);
        assert_eq!(*supervisor.status(), Status::Loading);
        assert_eq!(supervisor.ready().len(), 1);
        assert_eq!(supervisor.died(), Death::Report(vec!["a"]));
        assert_eq!(*supervisor.status(), Status::Failed(EngineError::Died));
    }

    #[test]
    fn an_answer_allows_another_restart() {
        let mut supervisor = Supervisor::default();
        supervisor.ready();
        supervisor.add(image(1), "a");
        assert_eq!(supervisor.died(), Death::Restart);
        supervisor.ready();
        supervisor.answered(0);
        assert_eq!(supervisor.died(), Death::Restart);
    }

    #[test]
    fn a_reset_allows_another_start() {
        let mut supervisor = Supervisor::default();
        supervisor.add(image(1), "a");
        let replies = supervisor.failed(EngineError::Load("offline".into()));
        assert_eq!(replies, ["a"]);
        supervisor.reset();
        assert_eq!(*supervisor.status(), Status::Loading);
        assert_eq!(supervisor.add(image(2), "b"), None);
        assert_eq!(supervisor.ready().len(), 1);
    }
}
