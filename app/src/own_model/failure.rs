//! Messages about models that fail.

use crate::engines::{EngineError, NO_START, Status};

/// Message about a model that failed, or whose program did.
pub(super) fn failure(status: &Status) -> Option<String> {
    let Status::Failed(error) = status else {
        return None;
    };
    Some(match error {
        EngineError::Load(reason) if reason != NO_START => {
            tr!(
                "tract, which runs models of your own, could not be loaded. Check your connection, then \
                 try again."
            )
        }
        EngineError::Load(_) | EngineError::Died => {
            tr!(
                "This model has stopped its worker twice: it may be damaged, or need more memory than \
                 the browser gives. Export it again or choose a smaller one."
            )
        }
        EngineError::Model(reason) => sentence(reason),
        other => other.to_string(),
    })
}

/// Capitalizes the first letter and appends a full stop.
fn sentence(reason: &str) -> String {
    let mut sentence = format!("{reason}.");
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::failure;
    use crate::engines::{EngineError, NO_START, Status};

    #[test]
    fn every_failure_names_a_remedy() {
        for (error, expected) in [
            (EngineError::Load("offline".into()), "Check your connection"),
            (EngineError::Load(NO_START.into()), "choose a smaller one"),
            (EngineError::StillBuilding, "in a few minutes"),
            (EngineError::Died, "choose a smaller one"),
            (
                EngineError::Model("no operator: export".into()),
                "No operator: export.",
            ),
        ] {
            let message = failure(&Status::Failed(error)).expect("a failure");
            assert!(message.contains(expected), "{message}");
        }
        assert_eq!(failure(&Status::Ready), None);
    }
}
