//! Content by its hash, as browsers check it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// As in `integrity` attributes and in content security policies.
pub(super) fn of(content: impl AsRef<[u8]>) -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(content));
    format!("sha256-{digest}")
}
