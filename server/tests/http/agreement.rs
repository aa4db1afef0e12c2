//! The built-in model gives the same answers through the server as without it.

use crate::drawn_pictures::{digits, file, side_by_side};
use crate::test_server::{BYTES, JSON, TestServer, json};
use digits_net::CompiledClassifier;
use image::ImageFormat;
use recognizer::{Classifier, DigitImage};
use serde_json::{Value, json};

#[tokio::test]
async fn served_predictions_equal_those_of_the_model() {
    let images: Vec<DigitImage> = digits().into_iter().map(|(_, image)| image).collect();
    let model = CompiledClassifier::new();
    let direct = model.classify(&images).expect("predictions");
    let server = TestServer::with(|_| {}, model);
    let bytes: Vec<u8> = images.iter().flat_map(|image| *image.pixels()).collect();
    let rows: Vec<&[u8]> = images.iter().map(|image| &image.pixels()[..]).collect();
    let in_json = json!({"images": rows}).to_string().into_bytes();
    for (kind, body) in [(BYTES, bytes.clone()), (JSON, in_json)] {
        let response = json(&server.post("/api/predict", kind, body).await);
        let served = response["predictions"].as_array().expect("predictions");
        assert_eq!(served.len(), direct.len());
        for (served, direct) in served.iter().zip(&direct) {
            assert_eq!(served["digit"], direct.top1());
            assert_eq!(numbers(&served["probabilities"]), direct.probabilities());
            assert_eq!(
                served["rejection"].as_f64().map(|it| it as f32),
                Some(direct.rejection())
            );
        }
    }
    let count = images.len();
    let request = json!({"inputs": [{
        "name": "image", "shape": [count, 1, 28, 28], "datatype": "UINT8", "data": bytes,
    }]});
    let path = "/v2/models/digits/infer";
    let answer = json(&server.post(path, JSON, request.to_string()).await);
    let expected: Vec<f32> = direct.iter().flat_map(|it| *it.probabilities()).collect();
    assert_eq!(numbers(&answer["outputs"][1]["data"]), expected);
}

#[tokio::test]
async fn pictures_of_numbers_are_read() {
    let server = TestServer::with(|_| {}, CompiledClassifier::new());
    let all = digits();
    let digit = |wanted: u8| {
        all.iter()
            .find(|(digit, _)| *digit == wanted)
            .map(|it| &it.1)
    };
    for number in ["7", "2026", "103"] {
        let images = number.bytes().filter_map(|byte| digit(byte - b'0'));
        let picture = side_by_side(&images.collect::<Vec<_>>());
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let body = file(picture.clone(), format);
            let answer = json(&server.post("/api/recognize", BYTES, body).await);
            assert_eq!(answer["number"], number, "{format:?} {answer}");
            assert_eq!(answer["rejected"], false, "{format:?} {number}");
        }
    }
}

fn numbers(value: &Value) -> Vec<f32> {
    let numbers = value.as_array().expect("an array").iter();
    let numbers = numbers.map(|number| number.as_f64().expect("a number") as f32);
    numbers.collect()
}
