use anyhow::{Context, Result};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Asserts that a text contains another.
#[track_caller]
pub(crate) fn assert_contains(text: &str, part: &str) {
    assert!(text.contains(part), "{part:?} is not in {text:?}");
}

/// Waits until a condition outside of the page holds, for at most a minute.
pub(crate) async fn wait_until(condition: impl Fn() -> bool) -> Result<()> {
    let poll = async {
        while !condition() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    let met = timeout(Duration::from_secs(60), poll).await;
    met.context("the condition does not become true")
}
