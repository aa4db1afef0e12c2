//! The engine computes with SIMD instructions.

use crate::ink::digit;
use crate::network::{NETWORK, pack, unpack};
use anyhow::{Context, Result, ensure};
use e2e::{Browser, Pointer, Session, Site};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use wasmparser::{Operator, Parser, Payload};

/// Multiplying and adding four numbers at once, as these are encoded.
const MULTIPLY: [u8; 3] = [0xfd, 0xe6, 0x01];
const ADD: [u8; 3] = [0xfd, 0xe4, 0x01];

/// What the page says about a seven once it says something, and with which probabilities.
async fn read_seven(site: &Site) -> Result<(String, Vec<f64>)> {
    let page = site.page(Session::start(Browser::chosen()?).await?);
    page.open().await?;
    page.draw(&digit(7), Pointer::Mouse).await?;
    page.predict().await?;
    let said = ":is([data-state=ready], [data-state=rejected], [data-state=error])";
    page.wait_for(&format!("[data-testid=answer]{said}"))
        .await?;
    let answer = page.answer().await?;
    // One that does not even load proves nothing.
    let is_loaded = !answer.text.contains("could not be loaded");
    ensure!(is_loaded, "{}", answer.text);
    Ok((answer.number, page.probabilities().await?))
}

/// Where in a program four numbers are multiplied at once.
fn multiplications(program: &[u8]) -> Result<Vec<usize>> {
    let mut places = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        let Payload::CodeSectionEntry(body) = payload? else {
            continue;
        };
        for operator in body.get_operators_reader()?.into_iter_with_offsets() {
            if let (Operator::F32x4Mul, place) = operator? {
                places.push(usize::try_from(place)?);
            }
        }
    }
    Ok(places)
}

/// Copies the page, without compressed copies, with an engine that adds where it should multiply.
fn spoil(site: &Site, folder: &Path) -> Result<()> {
    for entry in fs::read_dir(site.dist())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            fs::copy(entry.path(), folder.join(name))?;
        }
    }
    let mut program = unpack(site)?;
    let places = multiplications(&program)?;
    ensure!(!places.is_empty(), "the engine has no SIMD instructions");
    for place in places {
        let instruction = program.get_mut(place..place + MULTIPLY.len());
        let instruction = instruction.context("the program ends too early")?;
        assert_eq!(*instruction, MULTIPLY);
        instruction.copy_from_slice(&ADD);
    }
    let file = folder.join(NETWORK.trim_start_matches('/'));
    Ok(fs::write(file, pack(&program)?)?)
}

/// An engine whose SIMD instructions were not those that run would answer as before.
#[tokio::test]
async fn answers_come_from_simd_instructions() -> Result<()> {
    let site = Site::start().await?;
    let (number, probabilities) = read_seven(&site).await?;
    assert_eq!(number, "7");
    let folder = TempDir::new()?;
    spoil(&site, folder.path())?;
    let spoiled = read_seven(&Site::of(folder.path()).await?).await?;
    assert_ne!(spoiled, (number, probabilities));
    Ok(())
}
