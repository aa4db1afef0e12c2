//! Native inference: the recognizer beside Python's onnxruntime, each on one core.

use super::{inkling, median};
use crate::Setup;
use crate::contestant::Contestant;
use crate::report::{Figures, Report};
use anyhow::{Context, Result, ensure};
use digits_net::CompiledClassifier;
use figures::progress;
use recognizer::{Classifier, DigitImage, TractClassifier};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 20;

/// Gives every contestant a turn in each round, all images one by one.
pub(super) fn measure(setup: &Setup, report: &mut Report) -> Result<()> {
    progress("native inference");
    let images = setup.samples.iter().map(|sample| sample.image.clone());
    let images: Vec<DigitImage> = images.collect();
    let (compiled, tract) = (CompiledClassifier::new(), TractClassifier::embedded()?);
    let mut peer = Peer::start(&setup.options.python, &images)?;
    let [mut compiled_times, mut tract_times, mut peer_times] = [(); 3].map(|()| Vec::new());
    for _ in 0..=ROUNDS {
        compiled_times.push(each(&compiled, &images)?);
        tract_times.push(each(&tract, &images)?);
        peer_times.push(peer.round()?);
    }
    // The first round warms up.
    let median = |times: Vec<f64>| median(times.into_iter().skip(1));
    let figures = Figures::from([
        (Contestant::Inkling, median(compiled_times)),
        (Contestant::Onnxruntime, median(peer_times)),
    ]);
    let of = format!("median of {ROUNDS} × {}", images.len());
    let what = format!("native, one core: compiled, and onnxruntime in Python, {of}");
    report
        .row(&what, "ms", figures)
        .at_most_times(1.0, Contestant::Onnxruntime);
    let what = format!("native, one core: tract, {of}");
    report.row(&what, "ms", inkling(median(tract_times)));
    Ok(())
}

/// Milliseconds an image, the mean over all of them.
fn each(classifier: &impl Classifier, images: &[DigitImage]) -> Result<f64> {
    let start = Instant::now();
    for image in images {
        recognizer::classify_one(classifier, image)?;
    }
    Ok(start.elapsed().as_secs_f64() * 1e3 / images.len() as f64)
}

/// Python process that classifies all images whenever it reads a line.
struct Peer {
    process: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
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
        let mut stdin = process.stdin.take().context("Python has no input")?;
        let stdout = process.stdout.take().context("Python has no output")?;
        for image in images {
            stdin.write_all(image.pixels())?;
        }
        Ok(Self {
            process,
            stdin,
            stdout: BufReader::new(stdout),
        })
    }

    /// Milliseconds an image, the mean over all of them.
    fn round(&mut self) -> Result<f64> {
        writeln!(self.stdin)?;
        self.stdin.flush()?;
        let mut line = String::new();
        let read = self.stdout.read_line(&mut line)?;
        ensure!(
            read > 0,
            "onnxruntime in Python has ended; see its error above"
        );
        Ok(line.trim().parse()?)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Fails where the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
