//! The picture in a form.

use crate::error::ApiError;
use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};

/// Name of the field in the API's documentation.
const DOCUMENTED: &str = "picture";

/// Likelihood that a field is the picture, by what the form says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likelihood {
    Text,
    OtherFile,
    File,
    Picture,
}

/// Takes the picture file out of a form: the likeliest field that is not empty, the first of equals.
///
/// # Errors
/// If the body is no form, or has no such field.
pub(super) async fn picture(mut form: Request) -> Result<Bytes, ApiError> {
    let no_boundary = |_| malformed("send a form with its boundary");
    // `body::read` has applied the limit.
    DefaultBodyLimit::disable().apply(&mut form);
    let form = Multipart::from_request(form, &()).await;
    let mut form = form.map_err(no_boundary)?;
    let mut best: Option<(Likelihood, Bytes)> = None;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            // The picture has arrived, whatever is wrong behind it.
            Err(_) if best.is_some() => break,
            Err(_) => return Err(malformed("send a form with a picture in one of its fields")),
            Ok(None) => break,
        };
        let found = likelihood(&field);
        let name = field.name().unwrap_or_default().to_owned();
        let incomplete = |_| malformed(&format!("send the field {name:?} of the form whole"));
        let bytes = field.bytes().await.map_err(incomplete)?;
        let is_better = best
            .as_ref()
            .is_none_or(|(likelihood, _)| found > *likelihood);
        if is_better && !bytes.is_empty() {
            best = Some((found, bytes));
        }
    }
    let missing = || malformed("send a form with a picture; this one has none");
    best.map(|(_, bytes)| bytes).ok_or_else(missing)
}

fn likelihood(field: &Field<'_>) -> Likelihood {
    let is_file = field.file_name().is_some_and(|name| !name.is_empty());
    let is_named = field.name() == Some(DOCUMENTED);
    match field.content_type() {
        Some(kind) if kind.starts_with("image/") => Likelihood::Picture,
        None | Some("application/octet-stream") if is_file || is_named => Likelihood::File,
        Some(_) if is_file => Likelihood::OtherFile,
        _ => Likelihood::Text,
    }
}

fn malformed(message: &str) -> ApiError {
    ApiError::Malformed(message.to_owned())
}
