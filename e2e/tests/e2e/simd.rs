//! The engine computes with SIMD instructions.

use crate::network::{NETWORK, pack, unpack};
use anyhow::{Context, Result, ensure};
use e2e::ink::digit;
use e2e::{Browser, Session, Site};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use wasmparser::{Operator, Parser, Payload};

/// Encodings of `f32x4.mul` and `f32x4.add`.
const MULTIPLY: [u8; 3] = [0xfd, 0xe6, 0x01];
const ADD: [u8; 3] = [0xfd, 0xe4, 0x01];

/// Number and probabilities that the page shows for a drawn 7, in any state.
async fn read_seven(site: &Site) -> Result<(String, Vec<f64>)> {
    let page = site.page(Session::start(Browser::from_env()?).await?);
    page.open().await?;
    page.draw(&digit(7)).await?;
    page.predict().await?;
    let has_answered = ":is([data-state=ready], [data-state=rejected], [data-state=error])";
    page.wait_for(&format!("[data-testid=answer]{has_answered}"))
        .await?;
    let answer = page.answer().await?;
    // An engine that fails to load would prove nothing.
    let is_loaded = !answer.text.contains("could not be loaded");
    ensure!(is_loaded, "{}", answer.text);
    Ok((answer.number, page.probabilities().await?))
}

/// Offsets of the SIMD multiplications.
fn multiplications(wasm: &[u8]) -> Result<Vec<usize>> {
    let mut offsets = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CodeSectionEntry(body) = payload? else {
            continue;
        };
        for operator in body.get_operators_reader()?.into_iter_with_offsets() {
            if let (Operator::F32x4Mul, offset) = operator? {
                offsets.push(usize::try_from(offset)?);
            }
        }
    }
    Ok(offsets)
}

/// Copies the build, without compressed files, with an engine that adds instead of multiplying.
fn copy_with_broken_simd(site: &Site, folder: &Path) -> Result<()> {
    for entry in fs::read_dir(site.dist())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            fs::copy(entry.path(), folder.join(name))?;
        }
    }
    let mut wasm = unpack(site)?;
    let offsets = multiplications(&wasm)?;
    ensure!(!offsets.is_empty(), "the engine has no SIMD instructions");
    for offset in offsets {
        let instruction = wasm.get_mut(offset..offset + MULTIPLY.len());
        let instruction = instruction.context("the program ends too early")?;
        assert_eq!(*instruction, MULTIPLY);
        instruction.copy_from_slice(&ADD);
    }
    let file = folder.join(NETWORK.trim_start_matches('/'));
    Ok(fs::write(file, pack(&wasm)?)?)
}

/// An engine that did not run its SIMD instructions would answer the same after the change.
#[tokio::test]
async fn answers_come_from_simd_instructions() -> Result<()> {
    let site = Site::start()?;
    let (number, probabilities) = read_seven(&site).await?;
    assert_eq!(number, "7");
    let folder = TempDir::new()?;
    copy_with_broken_simd(&site, folder.path())?;
    let broken = read_seven(&Site::start_in(folder.path())?).await?;
    assert_ne!(broken, (number, probabilities));
    Ok(())
}
