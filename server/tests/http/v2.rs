//! Open Inference Protocol.

use crate::fake_classifier::{FAIL, NOT_A_DIGIT, PANIC, digit_image};
use crate::test_server::{BYTES, JSON, TestServer, header, json};
use axum::http::{Method, Response};
use recognizer::model;
use serde_json::{Value, json};

const INFER: &str = "/v2/models/digits/infer";

fn versioned(rest: &str) -> String {
    format!("/v2/models/digits/versions/{}{rest}", model::VERSION)
}

#[tokio::test]
async fn metadata_is_complete() {
    let server = TestServer::start();
    while server.get("/v2/health/ready").await.status() != 200 {}
    let metadata = json!({
        "name": "digits",
        "versions": [model::VERSION],
        "platform": "inkling_onnx",
        "inputs": [{"name": "image", "datatype": "UINT8", "shape": [-1, 1, 28, 28]}],
        "outputs": [
            {"name": "digit", "datatype": "INT64", "shape": [-1]},
            {"name": "probabilities", "datatype": "FP32", "shape": [-1, 10]},
            {"name": "rejection", "datatype": "FP32", "shape": [-1]},
        ],
        "parameters": {"fingerprint": model::FINGERPRINT},
    });
    let ready = json!({"name": "digits", "ready": true});
    let about = json!({
        "name": "inkling", "version": env!("CARGO_PKG_VERSION"), "extensions": ["binary_tensor_data"],
    });
    let cases = [
        ("/v2".to_owned(), about),
        ("/v2/health/live".to_owned(), json!({"live": true})),
        ("/v2/health/ready".to_owned(), json!({"ready": true})),
        ("/v2/models/digits".to_owned(), metadata.clone()),
        (versioned(""), metadata),
        ("/v2/models/digits/ready".to_owned(), ready.clone()),
        (versioned("/ready"), ready),
    ];
    for (path, expected) in cases {
        let response = server.get(&path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(json(&response), expected, "{path}");
    }
}

/// Request whose images are read as 3, as blank and as "not a digit".
fn three_images() -> (Value, Vec<u8>) {
    let pixels = [digit_image(3), vec![0; 784], digit_image(NOT_A_DIGIT)].concat();
    let request = json!({
        "id": "seven",
        "inputs": [{
            "name": "image", "shape": [3, 1, 28, 28], "datatype": "UINT8", "data": pixels,
        }],
    });
    (request, pixels)
}

#[tokio::test]
async fn tensors_in_json_are_answered_in_json() {
    let server = TestServer::start();
    let (request, _) = three_images();
    for path in [INFER.to_owned(), versioned("/infer")] {
        let response = server.post(&path, JSON, request.to_string()).await;
        let answer = json(&response);
        assert_eq!(response.status(), 200, "{answer}");
        assert_eq!(answer["model_name"], "digits");
        assert_eq!(answer["model_version"], model::VERSION);
        assert_eq!(answer["id"], "seven");
        let [digit, probabilities, rejection] = &answer["outputs"].as_array().expect("outputs")[..]
        else {
            panic!("three outputs");
        };
        let expected = json!({
            "name": "digit", "datatype": "INT64", "shape": [3], "data": [3, -1, 2],
        });
        assert_eq!(*digit, expected);
        assert_eq!(probabilities["shape"], json!([3, 10]));
        let data = probabilities["data"].as_array().expect("numbers");
        assert_eq!(data.len(), 30);
        assert!(data[3].as_f64() > Some(0.9) && data[10..20].iter().all(|it| *it == 0.0));
        let rejections = rejection["data"].as_array().expect("numbers");
        let is_rejected = rejections.iter().map(|it| it.as_f64() > Some(0.5));
        assert_eq!(is_rejected.collect::<Vec<_>>(), [false, true, true]);
        assert_eq!(rejections[1], 1.0);
    }
}

#[tokio::test]
async fn ids_are_repeated_as_they_were_sent() {
    let server = TestServer::start();
    let (mut request, _) = three_images();
    for id in [
        json!("7"),
        json!(7),
        json!(-1),
        json!(1.5),
        json!(""),
        Value::Null,
    ] {
        request["id"] = id.clone();
        let answer = json(&server.post(INFER, JSON, request.to_string()).await);
        assert_eq!(answer["id"], id);
        assert_eq!(
            answer.as_object().map(|it| it.contains_key("id")),
            Some(!id.is_null())
        );
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_accepted() {
    let server = TestServer::start();
    let (request, pixels) = three_images();
    let answer = server.post(INFER, JSON, format!("\u{feff}{request}")).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    let request = json!({"inputs": [{
        "name": "image", "shape": [3, 1, 28, 28], "datatype": "UINT8",
        "parameters": {"binary_data_size": pixels.len()},
    }]});
    let request = format!("\u{feff}{request}");
    let length = request.len().to_string();
    let headers = [("inference-header-content-length", length.as_str())];
    let body = [request.as_bytes(), &pixels].concat();
    let response = server.request(Method::POST, INFER, &headers, body).await;
    assert_eq!(response.status(), 200);
    let images = format!("\u{feff}{}", json!({"images": [digit_image(7)]}));
    let answer = server.post("/api/predict", JSON, images).await;
    assert_eq!(json(&answer)["predictions"][0]["digit"], 7);
}

async fn infer_in_binary(server: &TestServer, json: &Value, tensor: &[u8]) -> Response<Vec<u8>> {
    let json = json.to_string().into_bytes();
    let length = json.len().to_string();
    let headers = [
        ("content-type", BYTES),
        ("inference-header-content-length", length.as_str()),
    ];
    let body = [&json, tensor].concat();
    server.request(Method::POST, INFER, &headers, body).await
}

#[tokio::test]
async fn tensors_in_binary_are_answered_in_binary() {
    let server = TestServer::start();
    let (_, pixels) = three_images();
    let floats = pixels
        .iter()
        .flat_map(|&byte| (f32::from(byte) / 255.0).to_le_bytes());
    for (datatype, tensor) in [("UINT8", pixels.clone()), ("FP32", floats.collect())] {
        let request = json!({
            "parameters": {"binary_data_output": true},
            "inputs": [{
                "name": "image", "shape": [3, 1, 28, 28], "datatype": datatype,
                "parameters": {"binary_data_size": tensor.len()},
            }],
            "outputs": [
                {"name": "rejection", "parameters": {"binary_data": false}},
                {"name": "digit"},
                {"name": "probabilities", "parameters": {"binary_data": true}},
            ],
        });
        let response = infer_in_binary(&server, &request, &tensor).await;
        assert_eq!(response.status(), 200, "{datatype}");
        assert_eq!(header(&response, "content-type"), BYTES);
        let length = header(&response, "inference-header-content-length");
        let length: usize = length.parse().expect("a number");
        let (head, binary) = response.body().split_at(length);
        let head: Value = serde_json::from_slice(head).expect("JSON");
        let outputs = &head["outputs"];
        assert_eq!(outputs[0]["data"].as_array().map(Vec::len), Some(3));
        assert_eq!(outputs[1]["parameters"]["binary_data_size"], 3 * 8);
        assert_eq!(outputs[2]["parameters"]["binary_data_size"], 30 * 4);
        assert_eq!(
            (&outputs[1]["data"], &head["id"]),
            (&Value::Null, &Value::Null)
        );
        let (digits, probabilities) = binary.split_at(3 * 8);
        let digits = digits.as_chunks().0.iter().copied().map(i64::from_le_bytes);
        assert_eq!(digits.collect::<Vec<_>>(), [3, -1, 2]);
        let probabilities = probabilities
            .as_chunks()
            .0
            .iter()
            .copied()
            .map(f32::from_le_bytes);
        let probabilities: Vec<f32> = probabilities.collect();
        assert!(probabilities.len() == 30 && probabilities[3] > 0.9);
    }
}

#[tokio::test]
async fn invalid_requests_get_an_error_of_the_protocol() {
    let server = TestServer::start();
    let (request, _) = three_images();
    let one = |first: u8| {
        json!({"inputs": [{
            "name": "image", "shape": [1, 1, 28, 28], "datatype": "UINT8", "data": digit_image(first),
        }]})
    };
    let valid = request.to_string();
    let cases: [(Method, &str, String, u16); 14] = [
        (Method::GET, "/v2/", String::new(), 404),
        (Method::GET, "/v2/nothing", String::new(), 404),
        (Method::GET, "/v2/models/letters", String::new(), 404),
        (Method::GET, "/v2/models/letters/ready", String::new(), 404),
        (
            Method::GET,
            "/v2/models/digits/versions/0",
            String::new(),
            404,
        ),
        (
            Method::GET,
            "/v2/models/digits/versions/0/ready",
            String::new(),
            404,
        ),
        (
            Method::POST,
            "/v2/models/digits/versions/0/infer",
            valid.clone(),
            404,
        ),
        (Method::POST, "/v2/models/letters/infer", valid.clone(), 404),
        (Method::GET, INFER, String::new(), 405),
        (Method::POST, INFER, "{".to_owned(), 400),
        (Method::POST, INFER, "{}".to_owned(), 400),
        (Method::POST, INFER, valid.replace("UINT8", "BYTES"), 400),
        (Method::POST, INFER, one(FAIL).to_string(), 500),
        (Method::POST, INFER, one(PANIC).to_string(), 500),
    ];
    for (method, path, body, status) in cases {
        let headers = [("content-type", JSON)];
        let response = server
            .request(method.clone(), path, &headers, body.into())
            .await;
        assert_eq!(response.status(), status, "{method} {path}");
        assert_eq!(header(&response, "content-type"), JSON);
        let error: Value = serde_json::from_slice(response.body()).expect("JSON");
        let message = error["error"].as_str().expect("an error");
        assert!(
            !message.is_empty() && !message.contains("secret"),
            "{message}"
        );
    }
}

#[tokio::test]
async fn inconsistent_lengths_are_refused() {
    let server = TestServer::start();
    let (request, pixels) = three_images();
    let json = request.to_string();
    let body = [json.as_bytes(), &pixels].concat();
    let beyond = (body.len() + 1).to_string();
    let whole = body.len().to_string();
    for length in [beyond.as_str(), whole.as_str(), "-1", "many", "0", ""] {
        let headers = [("inference-header-content-length", length)];
        let response = server
            .request(Method::POST, INFER, &headers, body.clone())
            .await;
        assert_eq!(response.status(), 400, "{length}");
    }
}
