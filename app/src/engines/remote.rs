//! The engine on a server. It receives digit images over HTTP, and nothing else of a drawing.

mod address_space;
mod cancel;
mod error;
mod status;
mod wire;

use address_space::own_origin;
pub(super) use address_space::{is_guarded, own_address};
pub(super) use cancel::Cancel;
pub(crate) use error::RemoteError;
pub(crate) use status::ServerStatus;

use std::time::Duration;

use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::Uint8Array;
use protocol::api::{MAX_BATCH, ModelIdentity};
use recognizer::DigitImage;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

use super::server_address::ServerAddress;
use super::{Cost, Inference};
use crate::platform::clock;
use cancel::Deadline;

/// Timeout of a request.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Timeout of a request for which the browser first asks the user's permission.
const TIMEOUT_WITH_PROMPT: Duration = Duration::from_secs(60);

/// Model and program of a server.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServerDescription {
    pub(crate) model: ModelIdentity,
    /// Name and version of the program, if the server reports them.
    pub(crate) engine: Option<String>,
}

/// Client of one server, until it is canceled.
pub(crate) struct RemoteEngine {
    address: ServerAddress,
    cancel: Cancel,
    /// Timeout of each request.
    timeout: Duration,
}

impl RemoteEngine {
    /// Client of the server at this address.
    ///
    /// # Errors
    /// If the browser would refuse every request to it.
    pub(crate) async fn new(address: ServerAddress, cancel: Cancel) -> Result<Self, RemoteError> {
        let is_secure = address_space::page_is_secure();
        let is_guarded = is_guarded(&address);
        let permission = if is_guarded || address.is_mixed(is_secure, false) {
            address_space::permission(&address).await
        } else {
            None
        };
        if address.is_mixed(is_secure, permission.is_some()) {
            return Err(RemoteError::Mixed);
        }
        let prompts = is_guarded && permission.as_deref() == Some("prompt");
        Ok(Self {
            address,
            cancel,
            timeout: if prompts {
                TIMEOUT_WITH_PROMPT
            } else {
                TIMEOUT
            },
        })
    }

    /// Fetches which model and program answer.
    ///
    /// # Errors
    /// If the server gives no answer, or is no Inkling server.
    pub(crate) async fn describe(&self) -> Result<ServerDescription, RemoteError> {
        let request = Request::get(&self.address.at("/api/model"));
        let body = self.send(request, None).await?;
        let model = wire::model(&body).ok_or(RemoteError::NotInkling)?;
        let engine = wire::engine(&body);
        Ok(ServerDescription { model, engine })
    }

    /// Classifies images, one prediction each. Returns the server's model as well.
    ///
    /// # Errors
    /// If the server gives no answer, or is no Inkling server.
    pub(crate) async fn classify(
        &self,
        images: &[DigitImage],
    ) -> Result<(Inference, ModelIdentity), RemoteError> {
        let mut predictions = Vec::with_capacity(images.len());
        let mut cost = Cost::default();
        let mut model = None;
        let start = clock::now();
        // The server accepts no more in one request.
        for batch in images.chunks(MAX_BATCH) {
            let request = Request::post(&self.address.at("/api/predict"))
                .header("content-type", "application/octet-stream");
            let bytes = wire::bytes(batch);
            let body = self.send(request, Some(&bytes)).await?;
            let answer = wire::answer(&body, batch.len()).ok_or(RemoteError::NotInkling)?;
            cost.add(&Cost {
                elapsed: 0.0,
                inference: answer.inference,
                queue: answer.queue,
                sent: bytes.len(),
                received: body.len(),
            });
            predictions.extend(answer.predictions);
            model = Some(answer.model);
        }
        cost.elapsed = clock::now() - start;
        let model = model.ok_or(RemoteError::NotInkling)?;
        Ok((Inference { predictions, cost }, model))
    }

    /// Sends a request. Returns the body of a successful response.
    async fn send(
        &self,
        request: RequestBuilder,
        body: Option<&[u8]>,
    ) -> Result<String, RemoteError> {
        let _deadline = Deadline::start(&self.cancel, self.timeout);
        let request = anonymous(request).abort_signal(Some(&self.cancel.signal()));
        let request = match body {
            Some(bytes) => request.body(Uint8Array::from(bytes)),
            None => request.build(),
        };
        let exchange = async {
            let response = request?.send().await?;
            let text = response.text().await?;
            Ok::<_, gloo_net::Error>((response, text))
        };
        match exchange.await {
            Ok((response, text)) if response.ok() => Ok(text),
            Ok((response, text)) => Err(refusal(&response, &text)),
            // The browser gives no reason.
            Err(_) => Err(self.diagnose().await),
        }
    }

    /// Finds out why a request failed.
    async fn diagnose(&self) -> RemoteError {
        if let Some(reason) = self.cancel.reason() {
            return reason;
        }
        if is_guarded(&self.address) && self.is_denied().await {
            return RemoteError::Permission;
        }
        // Without CORS a request succeeds wherever there is a server.
        let probe = anonymous(Request::get(&self.address.at("/api/health")))
            .mode(RequestMode::NoCors)
            .abort_signal(Some(&self.cancel.signal()));
        let is_there = probe.send().await.is_ok();
        match self.cancel.reason() {
            Some(RemoteError::Canceled) => RemoteError::Canceled,
            None if is_there && !address_space::is_own(&self.address) => RemoteError::Refused {
                origin: own_origin(),
            },
            _ => RemoteError::Unreachable,
        }
    }

    async fn is_denied(&self) -> bool {
        address_space::permission(&self.address).await.as_deref() == Some("denied")
    }
}

/// Strips credentials and referrer, and bypasses the cache.
fn anonymous(request: RequestBuilder) -> RequestBuilder {
    request
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
}

/// Error of an unsuccessful response.
fn refusal(response: &Response, body: &str) -> RemoteError {
    match (response.status(), wire::problem(body)) {
        (429 | 503, _) => {
            let retry_after = response.headers().get("retry-after");
            let seconds = retry_after.and_then(|seconds| seconds.trim().parse().ok());
            RemoteError::Busy { seconds }
        }
        // A proxy responds in place of its server.
        (502 | 504, None) => RemoteError::Unreachable,
        (_, Some(detail)) => RemoteError::Rejected(detail),
        (_, None) => RemoteError::NotInkling,
    }
}
