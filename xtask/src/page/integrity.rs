//! Subresource integrity.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// SHA-256 of the content as in `integrity` attributes and content security policies.
pub(super) fn of(content: impl AsRef<[u8]>) -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(content));
    format!("sha256-{digest}")
}
