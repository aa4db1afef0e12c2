//! Steps of the training, one function each.

use super::inkling::{evaluation, recorded, skip_without_data};
use super::{Outcome, Settings};
use crate::{training, workspace};
use anyhow::Result;
use xshell::cmd;

pub(super) fn lint(_: &Settings) -> Result<Outcome> {
    let (sh, ruff) = (training::ensure_environment()?, training::program("ruff"));
    cmd!(sh, "{ruff} check").run()?;
    Ok(Outcome::Passed)
}

pub(super) fn format(_: &Settings) -> Result<Outcome> {
    let (sh, ruff) = (training::ensure_environment()?, training::program("ruff"));
    cmd!(sh, "{ruff} format --check").run()?;
    Ok(Outcome::Passed)
}

pub(super) fn test(_: &Settings) -> Result<Outcome> {
    let (sh, python) = (training::ensure_environment()?, training::program("python"));
    cmd!(sh, "{python} -m pytest").run()?;
    Ok(Outcome::Passed)
}

pub(super) fn compare_logits(Settings { sh, data, .. }: &Settings) -> Result<Outcome> {
    let Some(data) = data else {
        return skip_without_data();
    };
    let (python_sh, python) = (training::ensure_environment()?, training::program("python"));
    let logits = workspace::root().join("target/logits.f32");
    let onnx = workspace::root().join("model/weights/digits.onnx");
    cmd!(
        python_sh,
        "{python} -m inkling_training logits --onnx {onnx} --data {data} --out {logits}"
    )
    .run()?;
    let (evaluation, recorded) = (evaluation(sh)?, recorded());
    cmd!(
        sh,
        "{evaluation} --data {data} --only mnist --logits {logits} --recorded {recorded}"
    )
    .run()?;
    Ok(Outcome::Passed)
}
