//! What the API answers when it cannot do what was asked.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::api::Problem;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("the API has nothing at this address; /api/docs lists what it has")]
    UnknownPath,
    #[error("this address takes another method; the Allow header says which")]
    WrongMethod,
    #[error("{0}")]
    UnknownModel(String),
    #[error("send {0}; the Content-Type header says what a body is")]
    WrongMediaType(&'static str),
    #[error("send the body as it is, without Content-Encoding")]
    Encoded,
    #[error("{0}")]
    UnknownFormat(String),
    #[error("send a body of at most {0} bytes")]
    BodyTooLarge(usize),
    #[error("send a picture of at most {0} pixels")]
    PictureTooLarge(u64),
    #[error("send the body faster; the server waits for it no longer than this")]
    SlowBody,
    #[error("{0}")]
    Malformed(String),
    #[error("{0}")]
    Unprocessable(String),
    #[error("this took too long; send it again, or less of it at once")]
    TimedOut,
    #[error("the server has too much to do; send it again in a second")]
    Busy,
    #[error("the server has too many connections; send it again in a second")]
    Crowded,
    #[error("the model is not loaded; send it again in a second")]
    NotLoaded,
    #[error("the server is stopping; send it again in a second")]
    Stopping,
    /// Holds what goes to the log and to nobody else.
    #[error("the server failed; tell its operator the x-request-id of this answer")]
    Internal(String),
}

/// What went wrong and what to do about it, as the Open Inference Protocol has it.
#[derive(Serialize, ToSchema)]
pub(crate) struct V2Problem {
    /// What to do.
    error: String,
}

/// Why the server failed, for the log; travels with the response as an extension.
#[derive(Clone, Debug)]
pub(crate) struct Cause(pub(crate) String);

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::UnknownPath | Self::UnknownModel(_) => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongMediaType(_) | Self::Encoded | Self::UnknownFormat(_) => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::BodyTooLarge(_) | Self::PictureTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Unprocessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TimedOut | Self::Busy | Self::Crowded | Self::NotLoaded | Self::Stopping => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// As the Open Inference Protocol wants it.
    pub(crate) fn into_v2_response(self) -> Response {
        // The protocol has one status for all that a client can get wrong in a request's body.
        let status = match self.status() {
            StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
            status => status,
        };
        let error = self.to_string();
        self.finish((status, Json(V2Problem { error })).into_response())
    }

    /// Adds what every error carries.
    fn finish(self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if let Self::Internal(cause) = self {
            response.extensions_mut().insert(Cause(cause));
        }
        response
    }
}

/// Problem details as RFC 9457 defines them; the type is the default, "about:blank".
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let problem = Problem {
            title: Cow::Borrowed(status.canonical_reason().unwrap_or_default()),
            status: status.as_u16(),
            detail: self.to_string(),
        };
        let kind = [(CONTENT_TYPE, "application/problem+json")];
        self.finish((status, kind, Json(problem)).into_response())
    }
}
