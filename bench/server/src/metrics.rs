//! What a server counts itself.

use crate::client::{Connection, get};
use anyhow::{Context, Result};
use std::net::SocketAddr;

/// The text of `/metrics`.
pub(crate) struct Metrics(String);

impl Metrics {
    pub(crate) async fn of(address: SocketAddr) -> Result<Self> {
        let reply = Connection::open(address)
            .await?
            .ask(get("/metrics"))
            .await?;
        let text = String::from_utf8(reply.body.to_vec())?;
        Ok(Self(text))
    }

    /// The value behind this name and its labels.
    pub(crate) fn value(&self, name: &str) -> Result<f64> {
        let mut lines = self.0.lines();
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        let value = value.and_then(|value| value.parse().ok());
        value.with_context(|| format!("the server does not count {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn values_stand_behind_whole_names() {
        let text =
            "# TYPE a histogram\na_bucket{le=\"0.1\"} 7\na_bucket{le=\"0.10\"} 8\na_count 9\n";
        let metrics = Metrics(text.to_owned());
        assert_eq!(metrics.value("a_bucket{le=\"0.1\"}").ok(), Some(7.0));
        assert_eq!(metrics.value("a_count").ok(), Some(9.0));
        assert!(metrics.value("a").is_err());
    }
}
