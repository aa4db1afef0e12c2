//! Content by its hash, as browsers check it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// As Trunk writes it into the page.
pub(super) fn sha384(content: impl AsRef<[u8]>) -> String {
    let digest = BASE64_STANDARD.encode(Sha384::digest(content));
    format!("sha384-{digest}")
}

/// As in `integrity` attributes and in content security policies.
pub(super) fn of(content: impl AsRef<[u8]>) -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(content));
    format!("sha256-{digest}")
}
