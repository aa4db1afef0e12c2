use axum::http::Method;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value;
use url::{ParseError, Url};

/// WebDriver command that `fantoccini` has no method for; paths are relative to the session.
#[derive(Debug)]
pub(crate) enum Command {
    Get(String),
    Post(&'static str, Value),
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, driver: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let path = match self {
            Self::Get(path) => path.as_str(),
            Self::Post(path, _) => *path,
        };
        driver.join(&format!("session/{}/{path}", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match self {
            Self::Get(_) => (Method::GET, None),
            Self::Post(_, body) => (Method::POST, Some(body.to_string())),
        }
    }
}
