//! OpenAPI document, and the page that shows it.

use crate::test_server::{TestServer, header, json};
use axum::http::Method;
use serde_json::Value;
use std::collections::BTreeSet;

const ROUTES: [(&str, &str); 19] = [
    ("get", "/api/docs"),
    ("get", "/api/docs/"),
    ("get", "/api/docs/{file}"),
    ("get", "/api/health"),
    ("get", "/api/model"),
    ("get", "/api/openapi.json"),
    ("get", "/api/ready"),
    ("get", "/metrics"),
    ("get", "/v2"),
    ("get", "/v2/health/live"),
    ("get", "/v2/health/ready"),
    ("get", "/v2/models/{model}"),
    ("get", "/v2/models/{model}/ready"),
    ("get", "/v2/models/{model}/versions/{version}"),
    ("get", "/v2/models/{model}/versions/{version}/ready"),
    ("post", "/api/predict"),
    ("post", "/api/recognize"),
    ("post", "/v2/models/{model}/infer"),
    ("post", "/v2/models/{model}/versions/{version}/infer"),
];

#[tokio::test]
async fn the_document_lists_every_route() {
    let server = TestServer::start();
    let response = server.get("/api/openapi.json").await;
    assert_eq!(header(&response, "content-type"), "application/json");
    let document = json(&response);
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|it| it.starts_with("3.1"))
    );
    let paths = document["paths"].as_object().expect("paths");
    let described = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("methods").keys();
        methods.map(move |method| (method.as_str(), path.as_str()))
    });
    assert_eq!(described.collect::<BTreeSet<_>>(), BTreeSet::from(ROUTES));
    for (method, path) in ROUTES {
        let operation = &paths[path][method];
        assert!(operation["summary"].is_string(), "{method} {path}");
        assert!(operation["responses"].is_object(), "{method} {path}");
        let path = path
            .replace("{model}", "digits")
            .replace("{file}", "swagger-ui.css");
        let path = path.replace("{version}", recognizer::model::VERSION);
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
        let response = server.request(method.clone(), &path, &[], Vec::new());
        let status = response.await.status();
        assert!(status != 404 && status != 405, "{method} {path}: {status}");
    }
}

#[tokio::test]
async fn every_reference_in_the_document_resolves() {
    let document = json(&TestServer::start().get("/api/openapi.json").await);
    let mut open = vec![&document];
    let mut count = 0;
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get("$ref") {
                    let pointer = reference.trim_start_matches('#');
                    assert!(document.pointer(pointer).is_some(), "{reference}");
                    count += 1;
                }
                open.extend(object.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(count > 20, "{count}");
}

#[tokio::test]
async fn the_page_loads_nothing_from_other_origins() {
    let server = TestServer::start();
    let response = server.get("/api/docs").await;
    assert_eq!(
        (response.status().as_u16(), header(&response, "location")),
        (303, "docs/")
    );
    let cases = [
        ("/api/docs/", "text/html"),
        ("/api/docs/index.css", "text/css"),
        ("/api/docs/swagger-ui.css", "text/css"),
        ("/api/docs/swagger-ui-bundle.js", "text/javascript"),
        (
            "/api/docs/swagger-ui-standalone-preset.js",
            "text/javascript",
        ),
        ("/api/docs/swagger-initializer.js", "text/javascript"),
        ("/api/docs/favicon-32x32.png", "image/png"),
    ];
    for (path, kind) in cases {
        let response = server.request(Method::GET, path, &[], Vec::new()).await;
        assert_eq!(response.status(), 200, "{path}");
        assert!(
            header(&response, "content-type").starts_with(kind),
            "{path}"
        );
    }
    let script = server
        .get("/api/docs/swagger-initializer.js")
        .await
        .into_body();
    assert!(script.contains(r#""../openapi.json""#), "{script}");
    // By default the page sends the document's address to a validator at swagger.io.
    assert!(script.contains(r#""validatorUrl": "none""#), "{script}");
    assert!(!script.contains("https://"), "{script}");
}
