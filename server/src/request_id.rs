//! Request IDs, which link a response to its log entry.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest ID accepted from a client, in characters; a UUID has 36.
const MAX_LENGTH: usize = 64;

/// ID that the client sent if it is safe to log, else a new one.
pub(crate) fn from_headers(headers: &HeaderMap) -> HeaderValue {
    match headers.get(X_REQUEST_ID) {
        Some(id) if is_safe(id) => id.clone(),
        _ => generate(),
    }
}

/// Whether the ID has only letters, digits, and the separators of UUIDs and trace IDs.
fn is_safe(id: &HeaderValue) -> bool {
    let is_allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
    let bytes = id.as_bytes();
    (1..=MAX_LENGTH).contains(&bytes.len()) && bytes.iter().all(is_allowed)
}

/// Unique ID: a random prefix per process, then a counter.
fn generate() -> HeaderValue {
    static PREFIX: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let id = format!("{:016x}-{count:x}", *PREFIX);
    // Hexadecimal digits and a hyphen are a valid header value.
    HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

#[cfg(test)]
mod tests {
    use super::{X_REQUEST_ID, from_headers};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn safe_ids_are_kept_and_others_replaced() {
        let long = "a".repeat(65);
        let cases = [
            ("0b8f9d1e-8f0e-4d2c-9c57-6f1d1a2b3c4d", true),
            ("job_7.step:3", true),
            ("", false),
            ("two words", false),
            ("\"quoted\"", false),
            (long.as_str(), false),
        ];
        for (given, is_kept) in cases {
            let value = HeaderValue::from_str(given).expect("a header");
            let headers = HeaderMap::from_iter([(X_REQUEST_ID, value)]);
            assert_eq!(from_headers(&headers) == given, is_kept, "{given}");
        }
    }

    #[test]
    fn generated_ids_differ() {
        assert_ne!(
            from_headers(&HeaderMap::new()),
            from_headers(&HeaderMap::new())
        );
    }
}
