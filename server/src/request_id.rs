//! A name for each request, to find it in the log.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest name that is taken from a client: a UUID has 36 characters.
const LONGEST: usize = 64;

/// The client's name for its request if it is harmless, else a new one.
pub(crate) fn of(headers: &HeaderMap) -> HeaderValue {
    match headers.get(X_REQUEST_ID) {
        Some(given) if is_harmless(given) => given.clone(),
        _ => new(),
    }
}

/// Letters, digits, and what UUIDs and traces have between them.
fn is_harmless(given: &HeaderValue) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
    let bytes = given.as_bytes();
    (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(is_plain)
}

/// Unique among this process's, and by its random start among others'.
fn new() -> HeaderValue {
    static START: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("{:016x}-{count:x}", *START);
    // Hexadecimal digits and a hyphen are a valid header.
    HeaderValue::try_from(name).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

#[cfg(test)]
mod tests {
    use super::{X_REQUEST_ID, of};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn harmless_names_are_kept_and_others_replaced() {
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
            assert_eq!(of(&headers) == given, is_kept, "{given}");
        }
    }

    #[test]
    fn every_request_has_another_name() {
        assert_ne!(of(&HeaderMap::new()), of(&HeaderMap::new()));
    }
}
