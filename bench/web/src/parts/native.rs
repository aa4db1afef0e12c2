//! The recognizer on this machine, beside Python's onnxruntime, each on one core.

use crate::Setup;
use crate::contestant::Contestant;
use crate::report::{Figures, Report, progress};
use crate::statistics::Summary;
use anyhow::{Context, Result, ensure};
use digits_net::CompiledClassifier;
use recognizer::{Classifier, DigitImage, TractClassifier};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 20;

/// Everybody has a turn in each round, all images one by one.
pub(super) fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    progress("native inference");
    let images: Vec<DigitImage> = setup
        .drawings
        .iter()
        .map(|drawn| drawn.image.clone())
        .collect();
    let (compiled, tract) = (CompiledClassifier::new(), TractClassifier::embedded()?);
    let mut peer = Peer::start(&setup.options.python, &images)?;
    let [mut ours, mut through_tract, mut theirs] = [(); 3].map(|()| Vec::new());
    for _ in 0..=ROUNDS {
        ours.push(each(&compiled, &images)?);
        through_tract.push(each(&tract, &images)?);
        theirs.push(peer.round()?);
    }
    // The first round warms up.
    let median = |times: Vec<f64>| Summary::of(times.into_iter().skip(1)).median;
    let figures = Figures::from([
        (Contestant::Inkling, median(ours)),
        (Contestant::Onnxruntime, median(theirs)),
    ]);
    let of = format!("median of {ROUNDS} × {}", images.len());
    let what = format!("native, one core: compiled, and onnxruntime in Python, {of}");
    report
        .row(&what, "ms", figures)
        .at_most_times(1.0, Contestant::Onnxruntime);
    let tract = Figures::from([(Contestant::Inkling, median(through_tract))]);
    report.row(&format!("native, one core: tract, {of}"), "ms", tract);
    Ok(())
}

/// Milliseconds for each of these images.
fn each(classifier: &impl Classifier, images: &[DigitImage]) -> Result<f64> {
    let start = Instant::now();
    for image in images {
        recognizer::classify_one(classifier, image)?;
    }
    Ok(start.elapsed().as_secs_f64() * 1e3 / images.len() as f64)
}

/// A Python process that classifies the images whenever it reads a line.
struct Peer {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Peer {
    fn start(python: &Path, images: &[DigitImage]) -> Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut process = Command::new(python)
            .arg(folder.join("peers/native.py"))
            .arg(folder.join("../../model/weights/digits.onnx"))
            .arg(images.len().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", python.display()))?;
        let mut to = process.stdin.take().context("Python has no input")?;
        let from = process.stdout.take().context("Python has no output")?;
        for image in images {
            to.write_all(image.pixels())?;
        }
        let from = BufReader::new(from);
        Ok(Self { process, to, from })
    }

    /// Milliseconds for each image.
    fn round(&mut self) -> Result<f64> {
        writeln!(self.to)?;
        self.to.flush()?;
        let mut line = String::new();
        let read = self.from.read_line(&mut line)?;
        ensure!(
            read > 0,
            "onnxruntime in Python has ended; its error stands above"
        );
        Ok(line.trim().parse()?)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It has ended already where this fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
