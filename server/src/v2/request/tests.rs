use super::{InferRequest, SelectedOutput};
use serde_json::{Value, json};

const PIXELS: usize = 784;

fn parse(request: &Value, binary: &[u8]) -> Result<(Vec<u8>, Vec<SelectedOutput>), String> {
    let json = request.to_string().into_bytes();
    let body = [&json, binary].concat();
    let parsed = InferRequest::parse(&body, json.len());
    let (request, images) = parsed.map_err(|error| error.to_string())?;
    let outputs = request.selected_outputs();
    let outputs = outputs.map_err(|error| error.to_string())?;
    let pixels = images.iter().flat_map(|image| *image.pixels()).collect();
    Ok((pixels, outputs))
}

/// Request for one image as JSON.
fn request(datatype: &str, data: Value) -> Value {
    json!({"inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": datatype, "data": data,
    }]})
}

#[test]
fn all_encodings_give_the_same_images() {
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
fn errors_name_the_fault() {
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
    let requesting = |outputs: Value| {
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
        (requesting(twice), &[], "each once"),
        (requesting(classes), &[], "classification"),
    ];
    for (request, binary, expected) in cases {
        let error = parse(&request, binary).expect_err("an error");
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn absent_and_null_are_the_same() {
    let mut full = request("UINT8", json!(vec![0; PIXELS]));
    full["id"] = Value::Null;
    full["parameters"] = json!({"binary_data_output": null});
    full["inputs"][0]["parameters"] = json!({"binary_data_size": null});
    full["outputs"] = json!([{"name": "digit", "parameters": {
        "binary_data": null, "classification": null, "shared_memory_region": null,
    }}]);
    assert!(parse(&full, &[]).is_ok());
    for pointer in [
        "/parameters",
        "/inputs/0/parameters",
        "/outputs/0/parameters",
        "/outputs",
    ] {
        let mut request = full.clone();
        *request.pointer_mut(pointer).expect("a value") = Value::Null;
        assert!(parse(&request, &[]).is_ok(), "{pointer}");
    }
}

#[test]
fn errors_about_types_name_the_field() {
    let valid = || {
        let mut request = request("UINT8", json!(vec![0; PIXELS]));
        request["outputs"] = json!([{"name": "digit"}]);
        request
    };
    let cases = [
        ("/inputs", Value::Null, "inputs"),
        ("/inputs/0", Value::Null, "inputs[0]"),
        ("/inputs/0/name", Value::Null, "inputs[0].name"),
        ("/inputs/0/shape", Value::Null, "inputs[0].shape"),
        ("/inputs/0/shape/2", json!("28"), "inputs[0].shape[2]"),
        ("/inputs/0/datatype", json!(8), "inputs[0].datatype"),
        ("/inputs/0/data", json!("AAAA"), "inputs[0].data"),
        ("/outputs", json!({}), "outputs"),
        ("/outputs/0/name", Value::Null, "outputs[0].name"),
    ];
    for (pointer, value, field) in cases {
        let mut request = valid();
        *request.pointer_mut(pointer).expect("a value") = value;
        let error = parse(&request, &[]).expect_err("an error");
        assert!(
            error.contains(&format!("correct {field} ")),
            "{field}: {error}"
        );
    }
    for (key, value) in [
        ("id", json!([1])),
        ("id", json!(true)),
        ("parameters", json!(7)),
    ] {
        let mut request = valid();
        request[key] = value;
        let error = parse(&request, &[]).expect_err("an error");
        assert!(error.contains(&format!("correct {key} ")), "{key}: {error}");
    }
}

#[test]
fn floats_that_are_not_finite_or_over_1_are_refused() {
    let request = json!({"inputs": [{
        "name": "image", "shape": [1, 1, 28, 28], "datatype": "FP32",
        "parameters": {"binary_data_size": 4 * PIXELS},
    }]});
    for number in [f32::NAN, f32::INFINITY, -f32::INFINITY, 1.0001] {
        let bytes: Vec<u8> = [number; PIXELS]
            .iter()
            .flat_map(|it| it.to_le_bytes())
            .collect();
        let error = parse(&request, &bytes).expect_err("an error");
        assert!(error.contains("0 to 1"), "{number}: {error}");
    }
}

#[test]
fn outputs_are_selected_in_order_with_their_encoding() {
    let selected = |index, is_binary| SelectedOutput { index, is_binary };
    let binary = |is_binary: bool| json!({"binary_data": is_binary});
    let cases = [
        (
            json!([]),
            false,
            vec![selected(0, false), selected(1, false), selected(2, false)],
        ),
        (
            json!([]),
            true,
            vec![selected(0, true), selected(1, true), selected(2, true)],
        ),
        (
            json!([{"name": "rejection", "parameters": binary(true)}, {"name": "digit"}]),
            false,
            vec![selected(2, true), selected(0, false)],
        ),
        (
            json!([{"name": "probabilities", "parameters": binary(false)}]),
            true,
            vec![selected(1, false)],
        ),
    ];
    for (outputs, by_default, expected) in cases {
        let mut request = request("UINT8", json!(vec![0; PIXELS]));
        request["outputs"] = outputs;
        request["parameters"] = json!({"binary_data_output": by_default});
        assert_eq!(parse(&request, &[]).expect("a request").1, expected);
    }
}
