use super::{ApiMiddleware, api_middleware};
use crate::error::ApiError;
use crate::{Server, ServerOptions};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use http_body_util::BodyExt;
use recognizer::ClassifyError;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

/// Log writer that keeps its output in memory.
#[derive(Clone, Default)]
struct MemoryLog(Arc<Mutex<Vec<u8>>>);

impl MemoryLog {
    fn text(&self) -> String {
        let bytes = self.0.lock().expect("the lock is not poisoned");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for MemoryLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut log = self.0.lock().expect("the lock is not poisoned");
        log.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn panics() {
    panic!("the secret");
}

async fn fails() -> ApiError {
    ApiError::Internal("the secret".to_owned())
}

#[tokio::test]
async fn causes_of_failures_are_logged_with_the_request_id_and_not_sent_to_clients() {
    let load = || Err(ClassifyError::Model("there is none".to_owned()));
    let server = Server::with_engine(&ServerOptions::new("nowhere".into()), load);
    let context = ApiMiddleware {
        state: server.expect("threads").state,
        render_error: ApiError::into_response,
    };
    let router = Router::new()
        .route("/panics", get(panics))
        .route("/fails", get(fails))
        .layer(from_fn_with_state(context, api_middleware));
    for path in ["/panics", "/fails"] {
        let log = MemoryLog::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone());
        let _guard = tracing::subscriber::set_default(subscriber.finish());
        let request = Request::get(path).header("x-request-id", "job-7");
        let request = request.body(Body::empty()).expect("a request");
        let response = router.clone().oneshot(request).await.expect("a response");
        assert_eq!(response.status(), 500, "{path}");
        assert_eq!(response.headers()["x-request-id"], "job-7", "{path}");
        let body = response.into_body().collect().await.expect("a body");
        let body = String::from_utf8_lossy(&body.to_bytes()).into_owned();
        assert!(!body.contains("secret"), "{body}");
        let log = log.text();
        assert!(log.contains("job-7") && log.contains("the secret"), "{log}");
    }
}
