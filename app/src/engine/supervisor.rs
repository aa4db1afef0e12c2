use std::collections::BTreeMap;

use protocol::Request;
use recognizer::DigitImage;

use super::{EngineError, Status};

/// Why there is no engine if its worker dies before it is ready.
pub(crate) const NO_START: &str = "the worker does not start";

/// Keeps what the worker was asked until it has answered, through its start, death and restart.
///
/// `W` is who waits for an answer.
#[derive(Debug)]
pub(crate) struct Supervisor<W> {
    status: Status,
    questions: BTreeMap<u32, (Vec<DigitImage>, W)>,
    next_id: u32,
    was_restarted: bool,
}

/// What to do about a worker that died.
#[derive(Debug, PartialEq)]
pub(crate) enum Death<W> {
    /// Start another one.
    Restart,
    /// Tell these that there will be no answer.
    Report(Vec<W>),
}

impl<W> Default for Supervisor<W> {
    fn default() -> Self {
        Self {
            status: Status::Loading,
            questions: BTreeMap::new(),
            next_id: 0,
            was_restarted: false,
        }
    }
}

impl<W> Supervisor<W> {
    /// How the worker is doing.
    pub(crate) fn status(&self) -> &Status {
        &self.status
    }

    /// Keeps a question. Returns the message for the worker, if it is ready for one.
    pub(crate) fn ask(&mut self, images: Vec<DigitImage>, waiting: W) -> Option<Request> {
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        let request = Request {
            id,
            images: images.clone(),
        };
        self.questions.insert(id, (images, waiting));
        (self.status == Status::Ready).then_some(request)
    }

    /// The worker has loaded the model. Returns the messages that waited for it.
    pub(crate) fn ready(&mut self) -> Vec<Request> {
        self.status = Status::Ready;
        let questions = self.questions.iter();
        let request = |(&id, (images, _)): (&u32, &(Vec<DigitImage>, W))| Request {
            id,
            images: images.clone(),
        };
        questions.map(request).collect()
    }

    /// The worker has answered. Returns who waits for it.
    pub(crate) fn answered(&mut self, id: u32) -> Option<W> {
        self.was_restarted = false;
        self.questions.remove(&id).map(|(_, waiting)| waiting)
    }

    /// The worker has died: it is restarted once, then reported.
    pub(crate) fn died(&mut self) -> Death<W> {
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

    /// The worker is of no further use. Returns who waited for an answer.
    pub(crate) fn failed(&mut self, error: EngineError) -> Vec<W> {
        self.status = Status::Failed(error);
        let questions = std::mem::take(&mut self.questions);
        questions
            .into_values()
            .map(|(_, waiting)| waiting)
            .collect()
    }

    /// Somebody wants a new worker.
    pub(crate) fn retried(&mut self) {
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
    fn early_questions_wait_for_the_model() {
        let mut supervisor = Supervisor::default();
        assert_eq!(supervisor.ask(image(1), "a"), None);
        assert_eq!(supervisor.ask(image(2), "b"), None);
        let ids: Vec<u32> = supervisor.ready().iter().map(|r| r.id).collect();
        assert_eq!(ids, [0, 1]);
        assert_eq!(supervisor.ask(image(3), "c").map(|r| r.id), Some(2));
        assert_eq!(supervisor.answered(1), Some("b"));
        assert_eq!(supervisor.answered(1), None);
    }

    #[test]
    fn a_dead_worker_is_restarted_once_and_asked_again() {
        let mut supervisor = Supervisor::default();
        supervisor.ready();
        supervisor.ask(image(1), "a");
        assert_eq!(supervisor.died(), Death::Restart);
        assert_eq!(*supervisor.status(), Status::Loading);
        assert_eq!(supervisor.ready().len(), 1);
        assert_eq!(supervisor.died(), Death::Report(vec!["a"]));
        assert_eq!(*supervisor.status(), Status::Failed(EngineError::Died));
    }

    #[test]
    fn an_answer_earns_the_worker_another_restart() {
        let mut supervisor = Supervisor::default();
        supervisor.ready();
        supervisor.ask(image(1), "a");
        assert_eq!(supervisor.died(), Death::Restart);
        supervisor.ready();
        supervisor.answered(0);
        assert_eq!(supervisor.died(), Death::Restart);
    }

    #[test]
    fn a_retry_starts_afresh() {
        let mut supervisor = Supervisor::default();
        supervisor.ask(image(1), "a");
        let waiting = supervisor.failed(EngineError::Load("offline".into()));
        assert_eq!(waiting, ["a"]);
        supervisor.retried();
        assert_eq!(*supervisor.status(), Status::Loading);
        assert_eq!(supervisor.ask(image(2), "b"), None);
        assert_eq!(supervisor.ready().len(), 1);
    }
}
