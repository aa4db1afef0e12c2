//! Lighthouse's scores of the page on its mobile profile, from the server and from a bare host.

use crate::{browser, npm, run, workspace};
use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use xshell::{Shell, cmd};

#[derive(Args)]
pub(crate) struct Options {
    /// Runs per host; the medians of their scores are reported.
    #[arg(long, default_value_t = 3)]
    runs: usize,

    /// Write the scores to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Categories of Lighthouse with their minimum scores.
const TARGETS: [(&str, u32); 4] = [
    ("performance", 98),
    ("accessibility", 100),
    ("best-practices", 100),
    ("seo", 100),
];

/// Folder of the page on the bare host.
const FOLDER: &str = "inkling";

const SWITCHES: &str = "--headless --no-sandbox --disable-gpu --no-first-run";

/// Measures both hosts and prints scores beside targets.
pub(crate) fn run(options: &Options) -> Result<()> {
    run::build()?;
    let sh = workspace::shell()?;
    let lighthouse = Lighthouse::find(&sh)?;
    let server = Host::server(&workspace::dist())?;
    let bare = Host::bare(&sh, &workspace::dist())?;
    let mut report = Vec::new();
    println!(
        "{:<8} {:<15} {:>6} {:>7}",
        "host", "category", "score", "target"
    );
    for host in [&server, &bare] {
        let scores = lighthouse.medians(&sh, &host.address, options.runs)?;
        for ((category, target), score) in TARGETS.iter().zip(scores) {
            let missed = if score < *target { "  missed" } else { "" };
            let name = host.name;
            println!("{name:<8} {category:<15} {score:>6} {target:>7}{missed}");
            report.push(json!({
                "host": name, "category": category, "score": score, "target": target,
            }));
        }
    }
    if let Some(file) = &options.json {
        let report = json!({ "runs": options.runs, "scores": report });
        workspace::shell_here()?.write_file(file, format!("{report:#}\n"))?;
    }
    Ok(())
}

struct Lighthouse {
    script: PathBuf,
    chromium: PathBuf,
}

impl Lighthouse {
    fn find(sh: &Shell) -> Result<Self> {
        browser::ensure_driver(sh)?;
        Ok(Self {
            script: npm::ensure_page_tools()?.join("lighthouse/cli/index.js"),
            chromium: browser::chromium(sh)
                .context("Lighthouse needs Chromium or Chrome on PATH")?,
        })
    }

    /// Scores by category, in the order of the targets.
    fn medians(&self, sh: &Shell, address: &str, runs: usize) -> Result<Vec<u32>> {
        ensure!(runs > 0, "--runs 0 measures nothing");
        let runs: Vec<Vec<u32>> = (0..runs)
            .map(|_| self.scores(sh, address))
            .collect::<Result<_>>()?;
        let median = |category: usize| {
            let mut scores: Vec<_> = runs.iter().map(|run| run[category]).collect();
            scores.sort_unstable();
            scores[scores.len() / 2]
        };
        Ok((0..TARGETS.len()).map(median).collect())
    }

    fn scores(&self, sh: &Shell, address: &str) -> Result<Vec<u32>> {
        let script = &self.script;
        let categories = TARGETS.map(|(category, _)| category).join(",");
        let report = cmd!(
            sh,
            "node {script} {address} --quiet --output=json --only-categories={categories} --chrome-flags={SWITCHES}"
        )
        .env("CHROME_PATH", &self.chromium)
        .quiet()
        .ignore_stderr()
        .read()
        .context("Lighthouse does not run")?;
        let report: Value = serde_json::from_str(&report)?;
        tell_findings(&report);
        TARGETS
            .iter()
            .map(|(category, _)| {
                let score = report["categories"][category]["score"].as_f64();
                let score = score.with_context(|| format!("Lighthouse has no {category}"))?;
                Ok((100.0 * score).round() as u32)
            })
            .collect()
    }
}

/// Prints the failed audits of a category other than performance.
fn tell_findings(report: &Value) {
    for (category, _) in &TARGETS[1..] {
        let audits = report["categories"][category]["auditRefs"].as_array();
        for audit in audits.into_iter().flatten() {
            let name = audit["id"].as_str().unwrap_or_default();
            let is_counted = audit["weight"].as_f64() > Some(0.0);
            let found = &report["audits"][name];
            if is_counted && found["score"].as_f64().is_some_and(|score| score < 1.0) {
                println!("{category}: {}", found["title"]);
            }
        }
    }
}

/// Process that serves the page; killed when dropped.
struct Host {
    name: &'static str,
    address: String,
    process: Child,
    /// Its piped output: the process would end if that were closed.
    _output: BufReader<std::process::ChildStdout>,
    _folder: Option<xshell::TempDir>,
}

impl Host {
    fn server(dist: &Path) -> Result<Self> {
        let mut server = Command::new(workspace::built("release", "server")?);
        server.args(["--port", "0", "--dist"]).arg(dist);
        Self::start("server", server)
    }

    /// Python's file server: no headers, no compression.
    fn bare(sh: &Shell, dist: &Path) -> Result<Self> {
        let folder = sh.create_temp_dir()?;
        copy(sh, dist, &folder.path().join(FOLDER))?;
        let mut python = Command::new("python3");
        python
            .args([
                "-u",
                "-m",
                "http.server",
                "0",
                "--bind",
                "127.0.0.1",
                "--directory",
            ])
            .arg(folder.path())
            .stderr(Stdio::null());
        let mut host = Self::start("bare", python)?;
        host.address.push_str(&format!("{FOLDER}/"));
        host._folder = Some(folder);
        Ok(host)
    }

    fn start(name: &'static str, mut command: Command) -> Result<Self> {
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let output = process.stdout.take().context("its output is piped")?;
        let mut host = Self {
            name,
            address: String::new(),
            process,
            _output: BufReader::new(output),
            _folder: None,
        };
        let mut line = String::new();
        host._output.read_line(&mut line)?;
        host.address = address(&line).with_context(|| format!("the {name} host does not start"))?;
        Ok(host)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // The process may have exited already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Address from a host's first line of output, with a trailing slash.
fn address(line: &str) -> Option<String> {
    let (_, address) = line.split_once("http://")?;
    let end = address.find(|char: char| !char.is_ascii_alphanumeric() && !".:".contains(char));
    let address = &address[..end.unwrap_or(address.len())];
    Some(format!("http://{}/", address.trim_end_matches('.')))
}

fn copy(sh: &Shell, from: &Path, to: &Path) -> Result<()> {
    sh.create_dir(to)?;
    for path in sh.read_dir(from)? {
        let target = to.join(path.file_name().context("a file has a name")?);
        match path.is_dir() {
            true => copy(sh, &path, &target)?,
            false => sh.copy_file(&path, &target)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn hosts_say_where_they_are() {
        let cases = [
            (
                "Inkling is at http://127.0.0.1:3000",
                "http://127.0.0.1:3000/",
            ),
            (
                "Serving HTTP on 127.0.0.1 port 4711 (http://127.0.0.1:4711/) ...",
                "http://127.0.0.1:4711/",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(address(line).as_deref(), Some(expected), "{line}");
        }
        assert_eq!(address("no address"), None);
    }
}
