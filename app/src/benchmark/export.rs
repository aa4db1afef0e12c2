//! Exports of a report: CSV for spreadsheets, JSON for programs, text for people.

use std::fmt::Write;

use protocol::api::ModelIdentity;
use serde::Serialize;

use super::report::{Report, Setup};
use crate::recognition::timing::{Phase, Side, Timing};

/// Report in the form of its JSON. Times are in milliseconds.
#[derive(Serialize)]
pub(super) struct Export<'a> {
    samples: usize,
    images: usize,
    recognitions_per_sample: usize,
    preprocessings_per_sample: usize,
    clock_resolution: f64,
    bytes_sent: usize,
    bytes_received: usize,
    browser: &'a str,
    processors: usize,
    browser_engine: &'a str,
    browser_model: ModelIdentity,
    server: &'a str,
    server_engine: Option<&'a str>,
    server_model: &'a ModelIdentity,
    timings: Timings<'a>,
}

#[derive(Serialize)]
struct Timings<'a> {
    browser: &'a [Timing],
    server: &'a [Timing],
}

/// Report in the form of its JSON.
pub(super) fn export(report: &Report) -> Export<'_> {
    let Report { samples, setup } = report;
    Export {
        samples: samples.count(),
        images: setup.images,
        recognitions_per_sample: setup.batch.recognition,
        preprocessings_per_sample: setup.batch.preprocessing,
        clock_resolution: setup.resolution,
        bytes_sent: setup.sent,
        bytes_received: setup.received,
        browser: &setup.browser,
        processors: setup.processors,
        browser_engine: &setup.engine,
        browser_model: ModelIdentity::embedded(),
        server: &setup.address,
        server_engine: setup.server.engine.as_deref(),
        server_model: &setup.server.model,
        timings: Timings {
            browser: samples.of(Side::Browser),
            server: samples.of(Side::Server),
        },
    }
}

/// CSV with a line per sample and side.
pub(super) fn csv(report: &Report) -> String {
    let mut csv = String::from("sample,engine");
    for phase in Phase::ALL {
        // Writing to a string cannot fail; the same holds below.
        let _ = write!(csv, ",{}_ms", phase.name().to_ascii_lowercase());
    }
    csv.push_str("\r\n");
    for sample in 0..report.samples.count() {
        for side in Side::BOTH {
            let timing = &report.samples.of(side)[sample];
            let _ = write!(csv, "{},{}", sample + 1, side.name().to_ascii_lowercase());
            for phase in Phase::ALL {
                csv.push(',');
                if phase.is_of(side) {
                    let _ = write!(csv, "{:.4}", timing.of(phase));
                }
            }
            csv.push_str("\r\n");
        }
    }
    csv
}

/// Summary in plain text, with the circumstances needed to judge it.
pub(super) fn text(report: &Report) -> String {
    let Report { samples, setup } = report;
    let mut text = format!("Inkling: {} recognitions each\n", samples.count());
    if let Some(verdict) = report.verdict() {
        text.push_str(&verdict);
        text.push('\n');
    }
    for side in Side::BOTH {
        for phase in Phase::ALL {
            if let Some(summary) = samples.summary(side, phase) {
                let (name, phase) = (side.name(), phase.name().to_ascii_lowercase());
                let (median, p95) = (summary.median, summary.p95);
                let _ = writeln!(
                    text,
                    "{name}, {phase}: {median:.3} ms median, {p95:.3} ms p95"
                );
            }
        }
    }
    text.push_str(&circumstances(setup));
    text
}

/// Setup of the run, and what the times include.
fn circumstances(setup: &Setup) -> String {
    let Setup {
        images,
        batch,
        resolution,
        sent,
        received,
        browser,
        processors,
        engine,
        address,
        server,
    } = setup;
    format!(
        "Total is from the drawing to the predictions, as the page sees it; inference and queue \
         are by the engine's own clock, transfer is the rest. The page's clock moves in steps of \
         {resolution:.3} ms; what is too short for it is timed in batches (recognition: {}, \
         preprocessing: {}). The two engines took turns. Images a drawing: {images}; bytes sent \
         {sent}, received {received}, without HTTP headers.\n\
         Browser: {browser}, {processors} processors, {}\n\
         Server: {address}, {}\n",
        batch.recognition,
        batch.preprocessing,
        engine_and_model(Some(engine), &ModelIdentity::embedded()),
        engine_and_model(server.engine.as_deref(), &server.model),
    )
}

fn engine_and_model(engine: Option<&str>, model: &ModelIdentity) -> String {
    let ModelIdentity {
        name,
        version,
        fingerprint,
    } = model;
    let engine = engine.unwrap_or("an engine that it does not name");
    format!("{engine}, model {name} {version}, {fingerprint}")
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::report;
    use super::*;
    use recognizer::model;

    #[test]
    fn csv_has_a_line_for_each_sample_and_side() {
        let csv = csv(&report(&[(2.0, 8.0), (3.0, 9.5)]));
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(
            lines[0],
            "sample,engine,preprocessing_ms,inference_ms,queue_ms,transfer_ms,total_ms"
        );
        assert_eq!(lines[1], "1,browser,0.0000,0.0000,,0.0000,2.0000");
        assert_eq!(lines[4], "2,server,0.0000,0.0000,0.0000,0.0000,9.5000");
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn the_text_names_browser_server_and_models() {
        let text = text(&report(&[(2.0, 8.0)]));
        for expected in [
            "Server, total: 8.000 ms median, 8.000 ms p95",
            "steps of 0.100 ms",
            "Browser/1.0, 8",
            "8 processors, tract 9.8.6, model digits",
            "http://localhost:3000, tract 9.8.7, model digits",
            model::FINGERPRINT,
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        assert!(!text.contains("Browser, queue"), "{text}");
    }
}
