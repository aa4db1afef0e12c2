//! Chromium traces: the time that the page's main thread works in each frame.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;

/// Trace categories: tasks, their parts as DevTools show them, and marks of pages.
pub(crate) const CATEGORIES: [&str; 3] = ["toplevel", TIMELINE, "blink.user_timing"];
const TIMELINE: &str = "devtools.timeline";

/// Process ID and thread ID.
type Thread = (u64, u64);

/// Work of the main thread from one frame to the next, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Frame {
    /// All tasks, the browser's bookkeeping included.
    pub(crate) all: f64,
    /// Parts of tasks that DevTools name: scripts, style, layout, paint, garbage collection.
    pub(crate) page: f64,
}

/// Kind of an event in a trace.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Task that begins a frame.
    Frame,
    /// Any other task.
    Task,
    /// Part of a task that DevTools name.
    Named,
    /// Mark that begins the measured interval.
    Begin,
    /// Mark that ends the measured interval.
    End,
}

/// Interval of a thread, or a mark of no length; in microseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Event {
    kind: Kind,
    start: f64,
    end: f64,
}

/// Frames of the busiest page between its marks `begin` and `end`; the marks may repeat.
///
/// # Errors
/// If the trace has no page, or the page no frame between the marks.
pub(crate) fn frames(events: &[Value], begin: &str, end: &str) -> Result<Vec<Frame>> {
    let events = busiest(events, begin, end).context("there is no page in the trace")?;
    let mut frames = Vec::new();
    let mut is_measured = false;
    let mut frame: Option<Frame> = None;
    // Nested events are counted once.
    let (mut tasks_end, mut named_end) = (0.0, 0.0);
    for event in events {
        match event.kind {
            Kind::Begin => is_measured = true,
            // The last frame is incomplete, and dropped.
            Kind::End => (is_measured, frame) = (false, None),
            Kind::Frame => {
                frames.extend(frame.take());
                frame = is_measured.then(Frame::default);
            }
            Kind::Task | Kind::Named => {}
        }
        if let Some(frame) = &mut frame {
            match event.kind {
                Kind::Frame | Kind::Task => frame.all += time_after(event, &mut tasks_end),
                Kind::Named => frame.page += time_after(event, &mut named_end),
                Kind::Begin | Kind::End => {}
            }
        }
    }
    ensure!(!frames.is_empty(), "there is no frame in the trace");
    Ok(frames)
}

/// Milliseconds of the event after `end`; moves `end` to that of the event.
fn time_after(event: Event, end: &mut f64) -> f64 {
    let start = event.start.max(*end);
    *end = end.max(event.end);
    (event.end - start).max(0.0) / 1e3
}

/// Events of the page's main thread with the most work, by start.
fn busiest(events: &[Value], begin: &str, end: &str) -> Option<Vec<Event>> {
    let mut threads = BTreeMap::<Thread, Vec<Event>>::new();
    for value in events {
        if let (Some(thread), Some(event)) = (thread(value), event(value, begin, end)) {
            threads.entry(thread).or_default().push(event);
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
    let work = |events: &[Event]| events.iter().map(|it| it.end - it.start).sum::<f64>();
    let (_, mut events) = pages.max_by(|(_, a), (_, b)| work(a).total_cmp(&work(b)))?;
    events.sort_by(|a, b| a.start.total_cmp(&b.start));
    Some(events)
}

fn thread(event: &Value) -> Option<Thread> {
    Some((event["pid"].as_u64()?, event["tid"].as_u64()?))
}

/// Parses an event; `None` if its kind is irrelevant.
fn event(value: &Value, begin: &str, end: &str) -> Option<Event> {
    let name = value["name"].as_str()?;
    let mut categories = value["cat"].as_str()?.split(',');
    let is_complete = value["ph"] == "X";
    let kind = if name == begin {
        Kind::Begin
    } else if name == end {
        Kind::End
    } else if !is_complete {
        return None;
    } else if categories.any(|category| category == TIMELINE) {
        Kind::Named
    } else if !name.ends_with("::RunTask") {
        return None;
    } else if value["args"]["src_func"] == "ScheduledActionSendBeginMainFrame" {
        Kind::Frame
    } else {
        Kind::Task
    };
    let start = value["ts"].as_f64()?;
    let duration = value["dur"].as_f64().unwrap_or(0.0);
    Some(Event {
        kind,
        start,
        end: start + duration,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn task(thread: u64, start: u64, duration: u64, from: &str) -> Value {
        json!({
            "name": "ThreadControllerImpl::RunTask", "cat": "toplevel", "ph": "X", "pid": 1,
            "tid": thread, "ts": start, "dur": duration, "args": { "src_func": from },
        })
    }

    fn part(start: u64, duration: u64, what: &str) -> Value {
        json!({
            "name": what, "cat": "v8,devtools.timeline", "ph": "X", "pid": 1, "tid": 1,
            "ts": start, "dur": duration,
        })
    }

    fn mark(at: u64, name: &str) -> Value {
        json!({ "name": name, "cat": "blink.user_timing", "ph": "R", "pid": 1, "tid": 1, "ts": at })
    }

    fn thread_name(thread: u64, name: &str) -> Value {
        json!({
            "name": "thread_name", "cat": "__metadata", "ph": "M", "pid": 1, "tid": thread,
            "args": { "name": name },
        })
    }

    const FRAME: &str = "ScheduledActionSendBeginMainFrame";

    #[test]
    fn work_is_summed_by_frame_on_the_busiest_page() -> Result<()> {
        let threads = [
            thread_name(1, "CrRendererMain"),
            thread_name(2, "DedicatedWorker thread"),
            thread_name(3, "CrRendererMain"),
        ];
        let events = [
            task(1, 0, 7_000, FRAME),
            mark(6_000, "drawing"),
            task(1, 10_000, 2_000, FRAME),
            part(10_500, 1_000, "FireAnimationFrame"),
            part(10_600, 500, "FunctionCall"),
            task(1, 13_000, 500, "OnMessage"),
            task(1, 20_000, 1_000, FRAME),
            task(1, 30_000, 9_000, FRAME),
            mark(31_000, "drawn"),
            task(1, 40_000, 9_000, FRAME),
            mark(41_000, "drawing"),
            task(1, 50_000, 3_000, FRAME),
            task(1, 60_000, 9_000, FRAME),
            mark(61_000, "drawn"),
            task(2, 0, 90_000, FRAME),
            task(3, 0, 1, FRAME),
        ];
        let events = [&threads[..], &events[..]].concat();
        let expected = [(2.5, 1.0), (1.0, 0.0), (3.0, 0.0)].map(|(all, page)| Frame { all, page });
        assert_eq!(frames(&events, "drawing", "drawn")?, expected);
        assert!(frames(&threads, "drawing", "drawn").is_err());
        assert!(frames(&events, "never", "drawn").is_err());
        Ok(())
    }
}
