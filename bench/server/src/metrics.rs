//! The server's own metrics.

use crate::client::{Connection, get};
use anyhow::{Context, Result};
use std::net::SocketAddr;

/// Text of `/metrics` in the Prometheus format.
pub(crate) struct Metrics(String);

impl Metrics {
    /// Fetches the metrics of the server at this address.
    pub(crate) async fn fetch(address: SocketAddr) -> Result<Self> {
        let mut connection = Connection::open(address).await?;
        let reply = connection.send(get("/metrics")).await?;
        let text = String::from_utf8(reply.body.to_vec())?;
        Ok(Self(text))
    }

    /// Value of a metric, given by its name and labels as they are written.
    ///
    /// # Errors
    /// If the server has no such metric.
    pub(crate) fn value(&self, name: &str) -> Result<f64> {
        let mut lines = self.0.lines();
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        let value = value.and_then(|value| value.parse().ok());
        value.with_context(|| format!("the server has no metric {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn a_value_is_found_by_its_whole_name_only() {
        let text =
            "# TYPE a histogram\na_bucket{le=\"0.1\"} 7\na_bucket{le=\"0.10\"} 8\na_count 9\n";
        let metrics = Metrics(text.to_owned());
        assert_eq!(metrics.value("a_bucket{le=\"0.1\"}").ok(), Some(7.0));
        assert_eq!(metrics.value("a_count").ok(), Some(9.0));
        assert!(metrics.value("a").is_err());
    }
}
