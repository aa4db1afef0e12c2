//! Makes the programs that everybody is sent, and the scripts that start programs, smaller: browsers read
//! them while people wait.

use super::policy::inline_scripts;
use crate::npm;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// What the program may use, which it no longer says itself.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// How the programs' names begin, and for what they are optimized: the page's own for size, the network for
/// speed.
const LEVELS: [(&str, &str); 2] = [("app-", "-Oz"), ("worker_", "-O3")];

const MODULE: &str = r#"<script type="module">"#;
const END: &str = "</script>";

/// In this folder.
pub(super) fn page(sh: &Shell, folder: &Path) -> Result<()> {
    let modules = npm::ensure_optimizers()?;
    let [wasm_opt, terser] = ["wasm-opt", "terser"].map(|name| modules.join(".bin").join(name));
    println!("Optimizing it.");
    let programs = programs(folder)?;
    for (start, level) in LEVELS {
        let program = programs.iter().find(|program| is_named(program, start));
        let program = program.with_context(|| format!("the page has no {start}"))?;
        cmd!(
            sh,
            "{wasm_opt} {level} {FEATURES...} {program} -o {program}"
        )
        .quiet()
        .run()?;
    }
    for script in programs.iter().filter_map(|program| bindings(program)) {
        let content = fs::read_to_string(&script)?;
        fs::write(script, minify(sh, &terser, &content)?)?;
    }
    let index = folder.join("index.html");
    let mut page = join_modules(&fs::read_to_string(&index)?)?;
    for script in inline_scripts(&page.clone()) {
        page = page.replace(script, &minify(sh, &terser, script)?);
    }
    Ok(fs::write(index, page)?)
}

/// One in place of many: browsers take a task for each, which first answers wait for.
fn join_modules(page: &str) -> Result<String> {
    let (before, mut rest) = page.split_once(MODULE).context("the page has no modules")?;
    let (mut modules, mut others) = (String::new(), String::new());
    loop {
        let (module, after) = rest.split_once(END).context("a script does not end")?;
        modules += &format!("{{{module}}}\n");
        let Some((other, next)) = after.split_once(MODULE) else {
            return Ok(format!("{before}{MODULE}{modules}{END}{others}{after}"));
        };
        others += other;
        rest = next;
    }
}

/// Names at a script's top may be others afterwards: no script uses another's.
fn minify(sh: &Shell, terser: &Path, script: &str) -> Result<String> {
    let minify = cmd!(sh, "{terser} --module --compress --mangle");
    Ok(minify.quiet().stdin(script).read()?)
}

fn programs(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let files: Result<Vec<PathBuf>> = files.collect();
    let is_program = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "wasm")
    };
    Ok(files?.into_iter().filter(is_program).collect())
}

fn is_named(program: &Path, start: &str) -> bool {
    let name = program.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(start)
}

/// The script that wasm-bindgen makes for this program.
fn bindings(program: &Path) -> Option<PathBuf> {
    let name = program.file_name()?.to_str()?;
    let name = name.strip_suffix("_bg.wasm")?;
    Some(program.with_file_name(format!("{name}.js")))
}

#[cfg(test)]
mod tests {
    use super::join_modules;

    #[test]
    fn modules_are_joined_and_keep_their_names_to_themselves() {
        let page = r#"<script>0</script><script type="module">const a = 1;</script>
<meta /><script type="module">const a = 2;</script><body>"#;
        let joined = join_modules(page).expect("there are modules");
        let expected = "<script>0</script><script type=\"module\">{const a = 1;}\n{const a = 2;}\n\
            </script>\n<meta /><body>";
        assert_eq!(joined, expected);
        assert!(join_modules("<script>0</script>").is_err());
    }
}
