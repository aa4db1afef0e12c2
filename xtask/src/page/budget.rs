//! What the page may weigh: until its first answer, and whole.

use super::{is_late, is_on_demand};
use anyhow::{Result, ensure};
use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::Path;

/// Bytes of all files that are fetched until the first answer, compressed by brotli: the one place for it.
const FIRST: u64 = 250_000;
/// The same of all that everybody is sent.
const WHOLE: u64 = 520_000;

/// As many files are named where there is too much.
const NAMED: usize = 3;

#[derive(Clone)]
struct File {
    name: String,
    /// As sent: of the compressed copy where there is one.
    bytes: u64,
}

/// Fails if the compressed page in this folder is larger than its budgets.
pub(super) fn check(folder: &Path) -> Result<()> {
    let whole = fetched(folder)?;
    let first = whole.iter().filter(|file| !is_late(&file.name)).cloned();
    hold("until its first answer", first.collect(), FIRST)?;
    hold("with all that follows", whole, WHOLE)
}

fn hold(until: &str, mut files: Vec<File>, budget: u64) -> Result<()> {
    let total: u64 = files.iter().map(|file| file.bytes).sum();
    println!("The page takes {total} bytes {until}; it may take {budget}.");
    files.sort_by_key(|file| Reverse(file.bytes));
    let largest: Vec<_> = files
        .iter()
        .take(NAMED)
        .map(|File { name, bytes }| format!("{name} with {bytes}"))
        .collect();
    ensure!(
        total <= budget,
        "the page takes {total} bytes {until}, compressed by brotli, and may take {budget}; \
         the largest files are {}. Make it smaller, or list what is fetched later in \
         xtask/src/page.rs",
        largest.join(", ")
    );
    Ok(())
}

/// The files of the page, without compressed copies and what is fetched later.
fn fetched(folder: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            files.extend(fetched(&entry.path())?);
        } else if !name.ends_with(".br") && !name.ends_with(".gz") && !is_on_demand(&name) {
            let compressed = fs::metadata(folder.join(format!("{name}.br")));
            let bytes = compressed.or_else(|_| entry.metadata())?.len();
            files.push(File { name, bytes });
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, WHOLE, check, fetched, hold};
    use anyhow::Result;
    use xshell::Shell;

    #[test]
    fn what_follows_the_first_answer_counts_for_the_whole_only() -> Result<()> {
        let sh = Shell::new()?;
        let folder = sh.create_temp_dir()?;
        for (name, size) in [("index.html", FIRST), ("app-1a_bg.wasm", WHOLE - FIRST)] {
            sh.write_file(folder.path().join(name), vec![0; size as usize])?;
        }
        assert!(check(folder.path()).is_ok());
        for name in ["app-1a.js", "first.js"] {
            sh.write_file(folder.path().join(name), "1")?;
            let refused = check(folder.path()).expect_err("one byte too many");
            let says = refused.to_string();
            assert_eq!(says.contains("first answer"), name == "first.js", "{says}");
        }
        Ok(())
    }

    #[test]
    fn a_page_beyond_its_budget_is_refused_with_its_largest_files() -> Result<()> {
        let sh = Shell::new()?;
        let folder = sh.create_temp_dir()?;
        let sizes = [
            ("index.html", 300),
            ("app_bg.wasm", 5000),
            ("app_bg.wasm.br", 700),
            ("app_bg.wasm.gz", 900),
            ("snippets/inline.js", 40),
            ("tract-worker_bg.wasm", 9000),
            ("tract-worker_bg.wasm.br", 4000),
        ];
        for (name, size) in sizes {
            sh.write_file(folder.path().join(name), vec![0; size])?;
        }
        // 300, the 700 of the compressed copy, and 40.
        assert!(hold("whole", fetched(folder.path())?, 1040).is_ok());
        let refused = hold("whole", fetched(folder.path())?, 1039).expect_err("one byte too many");
        let says = refused.to_string();
        for part in [
            "takes 1040",
            "take 1039",
            "app_bg.wasm with 700, index.html with 300",
        ] {
            assert!(says.contains(part), "{says}");
        }
        assert!(!says.contains("tract"), "{says}");
        Ok(())
    }
}
