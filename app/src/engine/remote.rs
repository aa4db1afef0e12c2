//! The engine on a server: sends digit images over HTTP, and nothing else of a drawing.

mod address_space;
mod cancel;
mod error;
mod status;
mod wire;

pub(crate) use address_space::{is_guarded, own_origin};
pub(crate) use cancel::Cancel;
pub(crate) use error::RemoteError;
pub(crate) use status::ServerStatus;

use std::time::Duration;

use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::Uint8Array;
use protocol::api::{MAX_BATCH, ModelIdentity};
use recognizer::DigitImage;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

use super::{Answered, Cost};
use crate::clock;
use crate::server_address::ServerAddress;
use cancel::Deadline;

/// Nobody waits longer for a digit.
const LIMIT: Duration = Duration::from_secs(10);

/// People who are asked by their browser first take their time.
const LIMIT_IF_ASKED: Duration = Duration::from_secs(60);

/// What answers at an address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Described {
    /// Its model.
    pub(crate) model: ModelIdentity,
    /// The program that runs it, if the server says.
    pub(crate) engine: Option<String>,
}

/// Asks one server, until it is canceled.
pub(crate) struct RemoteEngine {
    address: ServerAddress,
    cancel: Cancel,
    /// For each request.
    limit: Duration,
}

impl RemoteEngine {
    /// An engine at this address.
    ///
    /// # Errors
    /// If the browser would refuse every request to it.
    pub(crate) async fn new(address: ServerAddress, cancel: Cancel) -> Result<Self, RemoteError> {
        let is_secure = address_space::page_is_secure();
        let is_guarded = is_guarded(&address);
        let permission = match is_guarded || address.is_mixed(is_secure, false) {
            true => address_space::permission(&address).await,
            false => None,
        };
        if address.is_mixed(is_secure, permission.is_some()) {
            return Err(RemoteError::Mixed);
        }
        let is_asked = is_guarded && permission.as_deref() == Some("prompt");
        Ok(Self {
            address,
            cancel,
            limit: if is_asked { LIMIT_IF_ASKED } else { LIMIT },
        })
    }

    /// What answers there. Nothing is sent for that but the question.
    pub(crate) async fn describe(&self) -> Result<Described, RemoteError> {
        let request = Request::get(&self.address.at("/api/model"));
        let body = self.send(request, None).await?;
        let model = wire::model(&body).ok_or(RemoteError::NotInkling)?;
        let engine = wire::engine(&body);
        Ok(Described { model, engine })
    }

    /// The predictions for these images, and the model that made them.
    pub(crate) async fn classify(
        &self,
        images: &[DigitImage],
    ) -> Result<(Answered, ModelIdentity), RemoteError> {
        let mut predictions = Vec::with_capacity(images.len());
        let mut cost = Cost::default();
        let mut model = None;
        let start = clock::now();
        // The server takes no more at once.
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
        Ok((Answered { predictions, cost }, model))
    }

    /// The body of the answer, if the server did what was asked.
    async fn send(
        &self,
        request: RequestBuilder,
        body: Option<&[u8]>,
    ) -> Result<String, RemoteError> {
        let _deadline = Deadline::start(&self.cancel, self.limit);
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
            // What the browser tells is only that it failed.
            Err(_) => Err(self.diagnose().await),
        }
    }

    /// Why a request came to nothing.
    async fn diagnose(&self) -> RemoteError {
        if let Some(reason) = self.cancel.reason() {
            return reason;
        }
        if is_guarded(&self.address) && self.is_denied().await {
            return RemoteError::Permission;
        }
        // Without permission to read the answer a request succeeds wherever there is a server.
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

/// Tells the server nothing about who asks, and asks the server, not the cache.
fn anonymous(request: RequestBuilder) -> RequestBuilder {
    request
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
}

/// Why the server did not do what was asked.
fn refusal(response: &Response, body: &str) -> RemoteError {
    match (response.status(), wire::problem(body)) {
        (429 | 503, _) => {
            let retry_after = response.headers().get("retry-after");
            let seconds = retry_after.and_then(|seconds| seconds.trim().parse().ok());
            RemoteError::Busy { seconds }
        }
        // A proxy answers in place of a server that does not.
        (502 | 504, None) => RemoteError::Unreachable,
        (_, Some(detail)) => RemoteError::Rejected(detail),
        (_, None) => RemoteError::NotInkling,
    }
}
