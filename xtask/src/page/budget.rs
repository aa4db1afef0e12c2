//! Size budgets of the page: until its first answer, and in total.

use super::{is_late, is_on_demand};
use anyhow::{Result, ensure};
use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::Path;

/// Bytes of all files fetched until the first answer, compressed by brotli.
const FIRST_ANSWER: u64 = 250_000;
/// Bytes of all files that every visitor fetches, compressed by brotli. Signs and rows are found both by the app and
/// before it has come, which took the page from 520 kB to 554 kB.
const TOTAL: u64 = 560_000;

/// Number of largest files in the error message.
const LISTED: usize = 3;

#[derive(Clone)]
struct File {
    name: String,
    /// Transferred size: that of the compressed copy if there is one.
    bytes: u64,
}

/// Prints the sizes of the compressed page in this folder.
///
/// # Errors
///
/// If a size exceeds its budget.
pub(super) fn check(folder: &Path) -> Result<()> {
    let whole = fetched(folder)?;
    let first = whole.iter().filter(|file| !is_late(&file.name)).cloned();
    check_budget("until its first answer", first.collect(), FIRST_ANSWER)?;
    check_budget("in total", whole, TOTAL)
}

fn check_budget(scope: &str, mut files: Vec<File>, budget: u64) -> Result<()> {
    let total: u64 = files.iter().map(|file| file.bytes).sum();
    println!("The page has {total} of {budget} bytes {scope}.");
    files.sort_by_key(|file| Reverse(file.bytes));
    let largest: Vec<_> = files
        .iter()
        .take(LISTED)
        .map(|File { name, bytes }| format!("{name} with {bytes}"))
        .collect();
    ensure!(
        total <= budget,
        "the page has {total} bytes {scope}, compressed by brotli, but the budget is {budget}; \
         its largest files are {}. Make it smaller, or list files that are fetched later in \
         xtask/src/page.rs",
        largest.join(", ")
    );
    Ok(())
}

/// All files of the page except compressed copies and those fetched on demand.
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
    use super::{FIRST_ANSWER, TOTAL, check, check_budget, fetched};
    use anyhow::Result;
    use xshell::Shell;

    #[test]
    fn late_files_count_for_the_total_only() -> Result<()> {
        let sh = Shell::new()?;
        let folder = sh.create_temp_dir()?;
        for (name, size) in [
            ("index.html", FIRST_ANSWER),
            ("app-1a_bg.wasm", TOTAL - FIRST_ANSWER),
        ] {
            sh.write_file(folder.path().join(name), vec![0; size as usize])?;
        }
        assert!(check(folder.path()).is_ok());
        for name in ["app-1a.js", "first.js"] {
            sh.write_file(folder.path().join(name), "1")?;
            let error = check(folder.path()).expect_err("one byte too many");
            let message = error.to_string();
            assert_eq!(
                message.contains("first answer"),
                name == "first.js",
                "{message}"
            );
        }
        Ok(())
    }

    #[test]
    fn an_exceeded_budget_names_the_largest_files() -> Result<()> {
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
        assert!(check_budget("in total", fetched(folder.path())?, 1040).is_ok());
        let error = check_budget("in total", fetched(folder.path())?, 1039);
        let message = error.expect_err("one byte too many").to_string();
        for part in [
            "has 1040",
            "budget is 1039",
            "app_bg.wasm with 700, index.html with 300",
        ] {
            assert!(message.contains(part), "{message}");
        }
        assert!(!message.contains("tract"), "{message}");
        Ok(())
    }
}
