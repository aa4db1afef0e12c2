//! Reads traces, as Chromium writes them: events with names, threads, and microseconds.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;

/// A thread, by its process and its own number.
type Thread = (u64, u64);

/// What one thread does at once.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Task {
    start: f64,
    duration: f64,
    begins_frame: bool,
}

/// Milliseconds that the busiest page's thread works in each frame, with what comes until the next.
///
/// # Errors
/// If no page has drawn a frame.
pub(crate) fn frames(events: &[Value]) -> Result<Vec<f64>> {
    let tasks = busiest(events).context("there is no page in the trace")?;
    let mut frames: Vec<f64> = Vec::new();
    for task in tasks {
        if task.begins_frame {
            frames.push(0.0);
        }
        if let Some(frame) = frames.last_mut() {
            *frame += task.duration / 1e3;
        }
    }
    // The last one may not be over.
    frames.pop().context("there is no frame in the trace")?;
    Ok(frames)
}

/// The tasks of the page's thread that works most, in their order.
fn busiest(events: &[Value]) -> Option<Vec<Task>> {
    let mut threads = BTreeMap::<Thread, Vec<Task>>::new();
    for event in events {
        if let (Some(thread), Some(task)) = (thread(event), task(event)) {
            threads.entry(thread).or_default().push(task);
        }
    }
    let is_page = |thread: &Thread| {
        events.iter().any(|event| {
            let name = event["args"]["name"].as_str();
            event["name"] == "thread_name"
                && name == Some("CrRendererMain")
                && self::thread(event) == Some(*thread)
        })
    };
    let pages = threads.into_iter().filter(|(thread, _)| is_page(thread));
    let work = |tasks: &[Task]| tasks.iter().map(|task| task.duration).sum::<f64>();
    let (_, mut tasks) = pages.max_by(|(_, a), (_, b)| work(a).total_cmp(&work(b)))?;
    tasks.sort_by(|a, b| a.start.total_cmp(&b.start));
    Some(tasks)
}

fn thread(event: &Value) -> Option<Thread> {
    Some((event["pid"].as_u64()?, event["tid"].as_u64()?))
}

/// What the event tells of a task; `None` if it is about something else.
fn task(event: &Value) -> Option<Task> {
    let is_task = event["ph"] == "X" && event["name"].as_str()?.ends_with("::RunTask");
    is_task.then_some(())?;
    Some(Task {
        start: event["ts"].as_f64()?,
        duration: event["dur"].as_f64()?,
        begins_frame: event["args"]["src_func"] == "ScheduledActionSendBeginMainFrame",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ran(thread: u64, start: u64, duration: u64, from: &str) -> Value {
        json!({
            "name": "ThreadControllerImpl::RunTask", "ph": "X", "pid": 1, "tid": thread,
            "ts": start, "dur": duration, "args": { "src_func": from },
        })
    }

    #[test]
    fn work_is_summed_by_frame_on_the_busiest_page() -> Result<()> {
        let named = |thread: u64, name: &str| {
            json!({
                "name": "thread_name", "ph": "M", "pid": 1, "tid": thread, "args": { "name": name },
            })
        };
        const FRAME: &str = "ScheduledActionSendBeginMainFrame";
        let events = [
            named(1, "CrRendererMain"),
            named(2, "DedicatedWorker thread"),
            named(3, "CrRendererMain"),
            ran(1, 30_000, 9_000, FRAME),
            ran(1, 0, 7_000, "before the first frame"),
            ran(1, 10_000, 2_000, FRAME),
            ran(1, 13_000, 500, "a message"),
            ran(1, 20_000, 1_000, FRAME),
            ran(2, 0, 90_000, FRAME),
            ran(3, 0, 1, FRAME),
        ];
        assert_eq!(frames(&events)?, [2.5, 1.0]);
        assert!(frames(&events[..3]).is_err());
        Ok(())
    }
}
