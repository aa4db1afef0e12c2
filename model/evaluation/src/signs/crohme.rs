//! Strangers' ink of the CROHME competitions, where the data has it: for evaluation only.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use figures::Report;
use flate2::read::GzDecoder;
use recognizer::{Drawing, Stroke};
use serde::Deserialize;

use super::is_whole;
use crate::accuracy::percent;
use crate::pen::read;
use crate::subject::Subject;

/// Size of the ink in drawing units: about that of the pad.
const SCALE: f32 = 0.4;

/// Line of a file: symbols on one line.
#[derive(Deserialize)]
struct Sample {
    label: String,
    strokes: Vec<Vec<(f32, f32)>>,
}

pub(super) fn measure(subject: &Subject, report: &mut Report) -> anyhow::Result<()> {
    let folder = subject.data.join("crohme");
    if !folder.is_dir() {
        return Ok(());
    }
    let marked = load(&folder.join("crohme-marked.jsonl.gz"))?;
    let numbers = load(&folder.join("crohme-numbers.jsonl.gz"))?;
    let digits = load(&folder.join("crohme-digits.jsonl.gz"))?;
    report.part("strangers' ink (CROHME)");
    let whole = percent(&marked, |sample| {
        Ok(is_whole(&read(subject, &sample.drawing())?))
    })?;
    report.at_most("digits with signs read as a whole number", whole, 2.0, "%");
    for (what, samples) in [("numbers", &numbers), ("digits", &digits)] {
        let marked = percent(samples, |sample| {
            Ok(!read(subject, &sample.drawing())?.is_whole())
        })?;
        report.at_most(&format!("{what} taken for signs or rows"), marked, 0.2, "%");
        let right = percent(samples, |sample| {
            let number = read(subject, &sample.drawing())?;
            Ok(!number.is_rejected() && number.to_string() == sample.label)
        })?;
        report.figure(&format!("{what} read right"), right, "%");
    }
    Ok(())
}

impl Sample {
    fn drawing(&self) -> Drawing {
        let stroke = |stroke: &Vec<(f32, f32)>| -> Stroke {
            let points = stroke.iter().map(|&(x, y)| (SCALE * x, SCALE * y));
            points.collect()
        };
        self.strokes.iter().map(stroke).collect()
    }
}

fn load(path: &Path) -> anyhow::Result<Vec<Sample>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}
