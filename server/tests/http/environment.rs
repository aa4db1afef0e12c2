//! Options from environment variables, in the real program.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Variables that Kubernetes sets for a service named `inkling`.
const SERVICE: [(&str, &str); 7] = [
    ("INKLING_PORT", "tcp://10.43.0.9:3000"),
    ("INKLING_SERVICE_HOST", "10.43.0.9"),
    ("INKLING_SERVICE_PORT", "3000"),
    ("INKLING_SERVICE_PORT_HTTP", "3000"),
    ("INKLING_PORT_3000_TCP", "tcp://10.43.0.9:3000"),
    ("INKLING_PORT_3000_TCP_PROTO", "tcp"),
    ("INKLING_PORT_3000_TCP_ADDR", "10.43.0.9"),
];

/// The server's program without any variables of this process.
fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_server"));
    program.env_clear();
    program
}

/// Output of a start that ends early, because there is no page.
fn output(variables: &[(&str, &str)], flags: &[&str]) -> String {
    let mut program = program();
    // The page is looked for once all options are parsed.
    program.env("INKLING_DIST", "nowhere");
    let variables = variables.iter().copied();
    let Output { status, stderr, .. } = program
        .envs(variables)
        .args(flags)
        .output()
        .expect("the program is built");
    assert!(!status.success());
    String::from_utf8(stderr).expect("text")
}

/// Flags and variables of all options, from the help.
fn options() -> Vec<(String, String)> {
    let help = program().arg("--help").output().expect("the program");
    let help = String::from_utf8(help.stdout).expect("text");
    let mut flag = String::new();
    let mut options = Vec::new();
    for line in help.lines().map(str::trim_start) {
        if line.starts_with('-')
            && let Some((_, rest)) = line.split_once("--")
        {
            flag = format!("--{}", rest.split(' ').next().unwrap_or_default());
        }
        if let Some((_, rest)) = line.split_once("[env: ") {
            let name = rest.split('=').next().unwrap_or_default();
            options.push((flag.clone(), name.to_owned()));
        }
    }
    options
}

#[test]
fn empty_variables_are_unset() {
    let options = options();
    assert!(options.len() > 20, "{options:?}");
    let page = TempDir::new().expect("a folder");
    fs::write(page.path().join("index.html"), "").expect("a file");
    for empty in ["", " "] {
        let mut program = program();
        program.envs(options.iter().map(|(_, name)| (name, empty)));
        program.args(["--port", "0", "--dist"]).arg(page.path());
        let started = program.stdout(Stdio::piped()).spawn();
        let mut server = started.expect("the program is built");
        let mut line = String::new();
        let output = server.stdout.take().expect("it is piped");
        let read = BufReader::new(output).read_line(&mut line);
        server.kill().expect("the server runs");
        server.wait().expect("the server has ended");
        assert!(read.is_ok() && line.contains("http://localhost:"), "{line}");
    }
}

#[test]
fn variables_of_a_linked_service_are_ignored_and_logged() {
    for address in [
        "tcp://10.43.0.9:3000",
        "udp://10.43.0.9:53",
        "sctp://[fd00::9]:9",
    ] {
        let mut service = SERVICE;
        service[0].1 = address;
        let output = output(&service, &[]);
        assert!(
            output.contains(&format!("INKLING_PORT={address} is ignored")),
            "{output}"
        );
        assert!(output.contains("there is no page in nowhere"), "{output}");
    }
    for (_, name) in options().iter().filter(|(_, name)| name != "INKLING_DIST") {
        let output = output(&[(name.as_str(), "tcp://10.43.0.9:3000")], &[]);
        assert!(output.contains("there is no page in nowhere"), "{output}");
    }
}

#[test]
fn messages_name_the_variable_that_has_the_wrong_value() {
    // Any text is a host, a folder or a file; these are tried when they are used.
    let texts = ["INKLING_HOST", "INKLING_DIST", "INKLING_MODEL"];
    for (flag, name) in options() {
        if texts.contains(&name.as_str()) {
            continue;
        }
        let wrong = output(&[(name.as_str(), "wr=ong")], &[]);
        assert!(wrong.contains(&name) && wrong.contains("wr=ong"), "{wrong}");
        assert!(!wrong.contains(&flag), "{wrong}");
        // The flag wins over the variable, and is named where it is wrong itself.
        let wrong = output(
            &[(name.as_str(), "wr=ong")],
            &[format!("{flag}=wro=ng").as_str()],
        );
        assert!(wrong.contains(&flag) && wrong.contains("wro=ng"), "{wrong}");
    }
}

#[test]
fn messages_after_parsing_name_the_variable_too() {
    let output = output(&[], &[]);
    assert!(output.contains("INKLING_DIST"), "{output}");
    assert!(!output.contains("--dist"), "{output}");
    let flag = program().args(["--dist", "nowhere"]).output();
    let flag = String::from_utf8(flag.expect("the program").stderr).expect("text");
    assert!(flag.contains("--dist"), "{flag}");
}
