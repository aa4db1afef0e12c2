use super::{InferRequest, Wanted};
use serde_json::{Value, json};

const PIXELS: usize = 784;

fn parse(request: &Value, binary: &[u8]) -> Result<(Vec<u8>, Vec<Wanted>), String> {
    let json = request.to_string().into_bytes();
    let body = [&json, binary].concat();
    let parsed = InferRequest::parse(&body, json.len());
    let (request, images) = parsed.map_err(|error| error.to_string())?;
    let wanted = request.wanted().map_err(|error| error.to_string())?;
    let pixels = images.iter().flat_map(|image| *image.pixels()).collect();
    Ok((pixels, wanted))
}

/// A request for one image in JSON.
fn request(datatype: &str, data: Value) -> Value {
    json!({"inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": datatype, "data": data,
    }]})
}

#[test]
fn bytes_and_floats_are_the_same_images() {
    let bytes: Vec<u8> = (0..PIXELS).map(|index| (index % 256) as u8).collect();
    let floats: Vec<f32> = bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect();
    let nested = json!([[bytes.chunks(28).collect::<Vec<_>>()]]);
    let in_binary = |datatype: &str, size: usize| {
        json!({"inputs": [{
            "name": "image", "shape": [1, 1, 28, 28], "datatype": datatype,
            "parameters": {"binary_data_size": size},
        }]})
    };
    let float_bytes: Vec<u8> = floats
        .iter()
        .flat_map(|float| float.to_le_bytes())
        .collect();
    let cases: [(&str, Value, &[u8]); 5] = [
        ("bytes", request("UINT8", json!(bytes)), &[]),
        ("nested bytes", request("UINT8", nested), &[]),
        ("floats", request("FP32", json!(floats)), &[]),
        ("binary bytes", in_binary("UINT8", PIXELS), &bytes),
        ("binary floats", in_binary("FP32", 4 * PIXELS), &float_bytes),
    ];
    for (name, request, binary) in cases {
        let (pixels, _) = parse(&request, binary).expect(name);
        assert_eq!(pixels, bytes, "{name}");
    }
}

#[test]
fn floats_are_rounded_to_the_nearest_byte() {
    let mut data = vec![0.0; PIXELS];
    data[..4].copy_from_slice(&[1.0, 0.5, 0.001, 0.003]);
    let (pixels, _) = parse(&request("FP32", json!(data)), &[]).expect("a request");
    assert_eq!(pixels[..5], [255, 128, 0, 1, 0]);
}

#[test]
fn what_is_wrong_is_said() {
    let blank = || json!(vec![0; PIXELS]);
    let with = |key: &str, value: Value| {
        let mut request = request("UINT8", blank());
        request["inputs"][0][key] = value;
        request
    };
    let first = |datatype, number: f64| {
        let mut data = vec![0.0; PIXELS];
        data[0] = number;
        request(datatype, json!(data))
    };
    let binary = |size: usize| {
        let mut request = with("parameters", json!({"binary_data_size": size}));
        request["inputs"][0]["data"].take();
        request
    };
    let wanting = |outputs: Value| {
        let mut request = request("UINT8", blank());
        request["outputs"] = outputs;
        request
    };
    let twice = json!([{"name": "digit"}, {"name": "digit"}]);
    let classes = json!([{"name": "digit", "parameters": {"classification": 3}}]);
    let cases: [(Value, &[u8], &str); 17] = [
        (json!({"inputs": []}), &[], "one input"),
        (with("name", json!("picture")), &[], "image"),
        (with("shape", json!([1, 784])), &[], "shape"),
        (with("shape", json!([0, 1, 28, 28])), &[], "shape"),
        (with("shape", json!([-1, 1, 28, 28])), &[], "shape"),
        (with("shape", json!([257, 1, 28, 28])), &[], "256"),
        (with("shape", json!([2, 1, 28, 28])), &[], "shape"),
        (with("datatype", json!("INT8")), &[], "UINT8"),
        (with("data", json!([1, 2, 3])), &[], "shape"),
        (with("data", Value::Null), &[], "either"),
        (first("UINT8", 256.0), &[], "0 to 255"),
        (first("UINT8", 0.5), &[], "whole"),
        (first("FP32", 1.01), &[], "0 to 1"),
        (first("FP32", -0.01), &[], "0 to 1"),
        (binary(PIXELS), &[0; 5], "binary_data_size"),
        (wanting(twice), &[], "each once"),
        (wanting(classes), &[], "classification"),
    ];
    for (request, binary, expected) in cases {
        let told = parse(&request, binary).expect_err("an error");
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn floats_that_are_no_numbers_are_refused() {
    let request = json!({"inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": "FP32",
        "parameters": {"binary_data_size": 4 * PIXELS},
    }]});
    for number in [f32::NAN, f32::INFINITY, -f32::INFINITY, 1.0001] {
        let bytes: Vec<u8> = [number; PIXELS]
            .iter()
            .flat_map(|it| it.to_le_bytes())
            .collect();
        let told = parse(&request, &bytes).expect_err("an error");
        assert!(told.contains("0 to 1"), "{number}: {told}");
    }
}

#[test]
fn outputs_come_as_they_are_wanted() {
    let wanted = |index, is_binary| Wanted { index, is_binary };
    let binary = |is_binary: bool| json!({"binary_data": is_binary});
    let cases = [
        (
            json!([]),
            false,
            vec![wanted(0, false), wanted(1, false), wanted(2, false)],
        ),
        (
            json!([]),
            true,
            vec![wanted(0, true), wanted(1, true), wanted(2, true)],
        ),
        (
            json!([{"name": "rejection", "parameters": binary(true)}, {"name": "digit"}]),
            false,
            vec![wanted(2, true), wanted(0, false)],
        ),
        (
            json!([{"name": "probabilities", "parameters": binary(false)}]),
            true,
            vec![wanted(1, false)],
        ),
    ];
    for (outputs, by_default, expected) in cases {
        let mut request = request("UINT8", json!(vec![0; PIXELS]));
        request["outputs"] = outputs;
        request["parameters"] = json!({"binary_data_output": by_default});
        assert_eq!(parse(&request, &[]).expect("a request").1, expected);
    }
}
