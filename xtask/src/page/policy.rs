//! Content security policy as a `meta` element: static hosts send no such header.

use super::integrity;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The policy is inserted after it, before everything that it applies to.
const CHARSET: &str = r#"<meta charset="utf-8" />"#;

/// Inserts the policy into the page in this folder.
pub(super) fn write(folder: &Path) -> Result<()> {
    let path = folder.join("index.html");
    let page = add_policy(&fs::read_to_string(&path)?)?;
    Ok(fs::write(path, page)?)
}

fn add_policy(page: &str) -> Result<String> {
    let (before, after) = page
        .split_once(CHARSET)
        .with_context(|| format!("app/index.html has no {CHARSET}"))?;
    let policy = policy(page);
    Ok(format!(
        r#"{before}{CHARSET}
    <meta http-equiv="Content-Security-Policy" content="{policy}" />{after}"#
    ))
}

/// Allows the page's own files, and its inline scripts by hash.
///
/// `connect-src` allows any HTTP server: the user enters its address after the policy is fixed.
fn policy(page: &str) -> String {
    let hashes: String = inline_scripts(page)
        .map(|script| format!(" '{}'", integrity::of(script)))
        .collect();
    [
        "default-src 'none'",
        &format!("script-src 'self' 'wasm-unsafe-eval'{hashes}"),
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self' http: https:",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ")
}

/// Contents of the inline scripts.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    let scripts = page.split("<script").skip(1);
    scripts.filter_map(|script| {
        let (attributes, rest) = script.split_once('>')?;
        let (content, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(content)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_their_hashes() -> Result<()> {
        let page = r#"<head><meta charset="utf-8" /><script>alert(1)</script>
            <script type="module">
            </script><script src="support.js"></script></head>"#;
        let scripts: Vec<_> = inline_scripts(page).collect();
        assert_eq!(scripts, ["alert(1)", "\n            "]);
        let with_policy = add_policy(page)?;
        // By `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`.
        let hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert!(with_policy.contains(hash), "{with_policy}");
        let (before, _) = with_policy.split_once("<script").context("a script")?;
        assert!(before.contains("Content-Security-Policy"), "{before}");
        assert!(add_policy("<head></head>").is_err());
        Ok(())
    }
}
