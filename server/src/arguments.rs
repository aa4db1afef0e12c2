//! Options from the command line and from environment variables.

use clap::builder::{OsStr, Resettable};
use clap::error::{ContextKind, ContextValue};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, Parser};
use std::collections::BTreeMap;
use std::env;

/// Beginnings of the addresses that Kubernetes and Docker put into the variables of a linked
/// service: one that is named `inkling` sets `INKLING_PORT`.
const LINKS: [&str; 3] = ["tcp://", "udp://", "sctp://"];

/// Parsed options, and how the environment took part in them.
pub(crate) struct Arguments<T> {
    pub(crate) options: T,
    /// Ignored variables that describe a service, with their values.
    pub(crate) links: Vec<(String, String)>,
    /// Flags whose values came from variables, with the names of these.
    variables: BTreeMap<String, String>,
}

impl<T: Parser> Arguments<T> {
    /// Parses the command line, then the environment; exits with a message if either is wrong.
    pub(crate) fn parse() -> Self {
        if let Err(help) = T::command().try_get_matches()
            && !help.use_stderr()
        {
            help.exit();
        }
        let mut links = Vec::new();
        let command = T::command().mut_args(|arg| without_unset(arg, &mut links));
        let matches = command.clone().try_get_matches();
        let matches = matches.unwrap_or_else(|error| name_variable(error, &command).exit());
        let options = T::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        Self {
            options,
            links,
            variables: variables(&command, &matches),
        }
    }
}

impl<T> Arguments<T> {
    /// Logs which variables were ignored.
    pub(crate) fn log_links(&self) {
        for (name, value) in &self.links {
            tracing::info!(
                "{name}={value} is ignored: it describes a linked service and is no setting of this \
                 server; use the flag to set it"
            );
        }
    }

    /// The message, with variables in place of the flags that they set.
    pub(crate) fn name_variables(&self, message: &str) -> String {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let rename = |word: &str| {
            let flag = word.trim_end_matches(|letter| !is_part(letter));
            match self.variables.get(flag) {
                Some(variable) => word.replacen(flag, variable, 1),
                None => word.to_owned(),
            }
        };
        let words = message.split_inclusive(|letter| !is_part(letter));
        words.map(rename).collect()
    }
}

/// Ignores a variable that is empty, as Compose sets it, or that describes a service.
fn without_unset(arg: Arg, links: &mut Vec<(String, String)>) -> Arg {
    let Some((name, value)) = variable(&arg) else {
        return arg;
    };
    let is_link = LINKS.iter().any(|link| value.starts_with(link));
    if is_link {
        links.push((name, value));
    } else if !value.trim().is_empty() {
        return arg;
    }
    arg.env(Resettable::<OsStr>::Reset)
}

/// Variable of an option and its value, if it is set.
fn variable(arg: &Arg) -> Option<(String, String)> {
    let name = arg.get_env()?;
    let value = env::var_os(name)?;
    Some((
        name.to_string_lossy().into_owned(),
        value.to_string_lossy().into_owned(),
    ))
}

/// Names the variable in an error about its value, where clap names the flag.
fn name_variable(mut error: clap::Error, command: &Command) -> clap::Error {
    let Some(flag) = invalid_flag(&error) else {
        return error;
    };
    // Arguments have their placeholders once they are built.
    let mut built = command.clone();
    built.build();
    let Some(arg) = built.get_arguments().find(|arg| arg.to_string() == flag) else {
        return error;
    };
    let without = |arg: Arg| arg.env(Resettable::<OsStr>::Reset);
    let others = command.clone().mut_arg(arg.get_id(), without);
    let again = others.try_get_matches().err();
    let is_on_command_line = again.as_ref().and_then(invalid_flag) == Some(flag);
    if let Some((name, _)) = variable(arg)
        && !is_on_command_line
    {
        error.insert(ContextKind::InvalidArg, ContextValue::String(name));
    }
    error
}

/// Flag with its placeholder, as in `--port <PORT>`, whose value is wrong.
fn invalid_flag(error: &clap::Error) -> Option<String> {
    match error.get(ContextKind::InvalidArg)? {
        ContextValue::String(flag) => Some(flag.clone()),
        _ => None,
    }
}

/// Flags whose values came from variables, with the names of these.
fn variables(command: &Command, matches: &ArgMatches) -> BTreeMap<String, String> {
    let is_from_variable =
        |arg: &&Arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::EnvVariable);
    let args = command.get_arguments().filter(is_from_variable);
    let named = args.filter_map(|arg| Some((format!("--{}", arg.get_long()?), variable(arg)?.0)));
    named.collect()
}
