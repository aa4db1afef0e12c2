//! API errors and their two response formats.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::api::Problem;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// Error of a request; its text is what the client reads.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("there is no such endpoint; /api/docs lists all of them")]
    UnknownPath,
    #[error("this endpoint takes another method; see the Allow header")]
    MethodNotAllowed,
    #[error("{0}")]
    UnknownModel(String),
    #[error("this Content-Type is not supported; send {0}")]
    UnsupportedMediaType(&'static str),
    #[error("send the body without Content-Encoding")]
    ContentEncoding,
    #[error("{0}")]
    UnknownFormat(String),
    #[error("send a body of at most {0} bytes")]
    BodyTooLarge(usize),
    #[error("send a picture of at most {0} pixels")]
    PictureTooLarge(u64),
    #[error("send a picture with fewer pixels; the server has too little memory for this one")]
    PictureMemory,
    #[error("the body took too long to arrive; send it faster")]
    BodyTimedOut,
    #[error("{0}")]
    Malformed(String),
    #[error("{0}")]
    Unprocessable(String),
    #[error("the request took too long; try again, or send less at once")]
    TimedOut,
    #[error("the server has too much to do; try again in a second")]
    Overloaded,
    #[error("the server has too many connections; try again in a second")]
    TooManyConnections,
    #[error("the model is not loaded; try again in a second")]
    NotLoaded,
    #[error("the server is stopping; try again in a second")]
    Stopping,
    /// Holds the cause, which is logged and never sent to the client.
    #[error("the server failed; report the x-request-id of this response to its operator")]
    Internal(String),
}

/// Error body of the Open Inference Protocol.
#[derive(Serialize, ToSchema)]
pub(crate) struct V2Problem {
    /// Cause, and what to do about it.
    error: String,
}

/// Cause of an internal error for the log; attached to the response as an extension.
#[derive(Clone, Debug)]
pub(crate) struct InternalCause(pub(crate) String);

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::UnknownPath | Self::UnknownModel(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UnsupportedMediaType(_) | Self::ContentEncoding | Self::UnknownFormat(_) => {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            }
            Self::BodyTooLarge(_) | Self::PictureTooLarge(_) | Self::PictureMemory => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::BodyTimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Unprocessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TimedOut
            | Self::Overloaded
            | Self::TooManyConnections
            | Self::NotLoaded
            | Self::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Response in the error format of the Open Inference Protocol.
    pub(crate) fn into_v2_response(self) -> Response {
        // The protocol has one status for every fault in a request's body.
        let status = match self.status() {
            StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
            status => status,
        };
        let error = self.to_string();
        self.finish((status, Json(V2Problem { error })).into_response())
    }

    /// Adds the headers that both formats share, and the cause for the log.
    fn finish(self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if let Self::Internal(cause) = self {
            response.extensions_mut().insert(InternalCause(cause));
        }
        response
    }
}

/// Problem details (RFC 9457) with the default type, "about:blank".
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let problem = Problem {
            title: Cow::Borrowed(status.canonical_reason().unwrap_or_default()),
            status: status.as_u16(),
            detail: self.to_string(),
        };
        let content_type = [(CONTENT_TYPE, "application/problem+json")];
        self.finish((status, content_type, Json(problem)).into_response())
    }
}
