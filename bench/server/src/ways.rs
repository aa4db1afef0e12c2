//! The ways to ask the server about digit images.

use crate::client::{Question, Reply, post};
use crate::load::{BYTES, PREDICT};
use anyhow::{Context, Result, ensure};
use protocol::api::{PredictRequest, PredictResponse};
use recognizer::{DigitImage, Prediction};
use serde::Deserialize;
use serde_json::{Value, json};

const INFER: &str = "/v2/models/digits/infer";
const JSON: &str = "application/json";
/// Length of the JSON in front of the Open Inference Protocol's binary tensors.
const HEADER_LENGTH: &str = "inference-header-content-length";

/// What is said about an image.
#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) digit: i64,
    pub(crate) probabilities: [f32; 10],
}

#[derive(Clone, Copy)]
pub(crate) enum Way {
    PredictBytes,
    PredictJson,
    InferJson,
    InferBinary,
}

impl Way {
    pub(crate) const ALL: [Self; 4] = [
        Self::PredictBytes,
        Self::PredictJson,
        Self::InferJson,
        Self::InferBinary,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PredictBytes => "/api/predict, bytes",
            Self::PredictJson => "/api/predict, JSON",
            Self::InferJson => "/v2, JSON tensors",
            Self::InferBinary => "/v2, binary tensors",
        }
    }

    pub(crate) fn question(self, images: &[DigitImage]) -> Result<Question> {
        Ok(match self {
            Self::PredictBytes => post(PREDICT, BYTES, pixels(images)),
            Self::PredictJson => {
                let images = images.to_vec();
                post(
                    PREDICT,
                    JSON,
                    serde_json::to_vec(&PredictRequest { images })?,
                )
            }
            Self::InferJson => {
                let data: Vec<Value> = pixels(images).into_iter().map(Value::from).collect();
                let body = infer(images.len(), json!({ "data": data }), false);
                post(INFER, JSON, body.to_string())
            }
            Self::InferBinary => with_binary(images)?,
        })
    }

    pub(crate) fn answers(self, reply: &Reply) -> Result<Vec<Told>> {
        let status = reply.status;
        ensure!(status == 200, "status {status}: {:?}", reply.body);
        match self {
            Self::PredictBytes | Self::PredictJson => predicted(&reply.body),
            Self::InferJson => inferred(&reply.body),
            Self::InferBinary => inferred_binary(reply),
        }
    }
}

impl From<&Prediction> for Told {
    fn from(prediction: &Prediction) -> Self {
        Self {
            digit: i64::from(prediction.top1()),
            probabilities: *prediction.probabilities(),
        }
    }
}

fn pixels(images: &[DigitImage]) -> Vec<u8> {
    images.iter().flat_map(|image| *image.pixels()).collect()
}

fn infer(count: usize, content: Value, is_binary: bool) -> Value {
    let mut input = json!({ "name": "image", "shape": [count, 1, 28, 28], "datatype": "UINT8" });
    if let (Value::Object(input), Value::Object(content)) = (&mut input, content) {
        input.extend(content);
    }
    let output = |name| json!({ "name": name, "parameters": { "binary_data": is_binary } });
    json!({ "inputs": [input], "outputs": [output("digit"), output("probabilities")] })
}

fn with_binary(images: &[DigitImage]) -> Result<Question> {
    let pixels = pixels(images);
    let content = json!({ "parameters": { "binary_data_size": pixels.len() } });
    let mut body = infer(images.len(), content, true).to_string().into_bytes();
    let length = body.len().into();
    body.extend(pixels);
    let mut question = post(INFER, BYTES, body);
    question.headers_mut().insert(HEADER_LENGTH, length);
    Ok(question)
}

fn predicted(body: &[u8]) -> Result<Vec<Told>> {
    let response: PredictResponse = serde_json::from_slice(body)?;
    let told = response.predictions.into_iter().map(|prediction| {
        Ok(Told {
            digit: prediction.digit.context("taken for blank")?.into(),
            probabilities: prediction.probabilities.context("taken for blank")?,
        })
    });
    told.collect()
}

#[derive(Deserialize)]
struct Inferred<T> {
    outputs: T,
}

#[derive(Deserialize)]
struct Output<T> {
    data: Vec<T>,
}

fn inferred(body: &[u8]) -> Result<Vec<Told>> {
    let response: Inferred<(Output<i64>, Output<f32>)> = serde_json::from_slice(body)?;
    let (digits, probabilities) = response.outputs;
    zipped(&digits.data, &probabilities.data)
}

fn inferred_binary(reply: &Reply) -> Result<Vec<Told>> {
    let length = reply.headers.get(HEADER_LENGTH).context("no binary")?;
    let binary = reply.body.get(length.to_str()?.parse()?..);
    let binary = binary.context("less than it should be")?;
    // 8 bytes for each digit, 10 times 4 for its probabilities.
    let (digits, probabilities) = binary.split_at(binary.len() / 48 * 8);
    let digits = digits.as_chunks().0.iter().copied();
    let probabilities = probabilities.as_chunks().0.iter().copied();
    let digits: Vec<i64> = digits.map(i64::from_le_bytes).collect();
    let probabilities: Vec<f32> = probabilities.map(f32::from_le_bytes).collect();
    zipped(&digits, &probabilities)
}

fn zipped(digits: &[i64], probabilities: &[f32]) -> Result<Vec<Told>> {
    let (rows, rest) = probabilities.as_chunks();
    let is_whole = rows.len() == digits.len() && rest.is_empty();
    ensure!(is_whole, "digits and probabilities differ in number");
    let told = digits.iter().zip(rows);
    Ok(told
        .map(|(&digit, &probabilities)| Told {
            digit,
            probabilities,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{HEADER_LENGTH, Told, Way, zipped};
    use crate::client::Reply;
    use anyhow::Result;
    use http_body_util::BodyExt;
    use hyper::header::HeaderValue;
    use hyper::{HeaderMap, StatusCode};
    use recognizer::DigitImage;
    use serde_json::Value;

    const DIGIT: usize = DigitImage::PIXELS;

    fn images() -> [DigitImage; 2] {
        [3, 9].map(|ink| DigitImage::new([ink; DIGIT]))
    }

    async fn body(way: Way) -> Result<(HeaderMap, Vec<u8>)> {
        let (head, body) = way.question(&images())?.into_parts();
        Ok((head.headers, body.collect().await?.to_bytes().to_vec()))
    }

    #[tokio::test]
    async fn every_way_sends_all_pixels() -> Result<()> {
        let (_, bytes) = body(Way::PredictBytes).await?;
        assert_eq!(
            (bytes[0], bytes[2 * DIGIT - 1], bytes.len()),
            (3, 9, 2 * DIGIT)
        );
        let (_, bytes) = body(Way::PredictJson).await?;
        let json: Value = serde_json::from_slice(&bytes)?;
        assert_eq!(json["images"][1][DIGIT - 1], 9);
        let (_, bytes) = body(Way::InferJson).await?;
        let json: Value = serde_json::from_slice(&bytes)?;
        assert_eq!(
            json["inputs"][0]["shape"],
            serde_json::json!([2, 1, 28, 28])
        );
        assert_eq!(json["inputs"][0]["data"][2 * DIGIT - 1], 9);
        let (headers, bytes) = body(Way::InferBinary).await?;
        let length: usize = headers[HEADER_LENGTH].to_str()?.parse()?;
        let json: Value = serde_json::from_slice(&bytes[..length])?;
        assert_eq!(
            json["inputs"][0]["parameters"]["binary_data_size"],
            2 * DIGIT
        );
        assert_eq!((bytes[length], bytes.len()), (3, length + 2 * DIGIT));
        Ok(())
    }

    #[test]
    fn both_kinds_of_tensors_are_read() -> Result<()> {
        let expected = [7, 1].map(|digit| Told {
            digit,
            probabilities: [0.5; 10],
        });
        let shares = vec![0.5f32; 20];
        let json = serde_json::json!({ "outputs": [{ "data": [7, 1] }, { "data": shares }] });
        assert_eq!(
            Way::InferJson.answers(&reply(None, json.to_string()))?,
            expected
        );
        let mut binary = b"{}".to_vec();
        binary.extend([7i64, 1].iter().flat_map(|digit| digit.to_le_bytes()));
        binary.extend([0.5f32; 20].iter().flat_map(|share| share.to_le_bytes()));
        assert_eq!(
            Way::InferBinary.answers(&reply(Some("2"), binary))?,
            expected
        );
        assert!(zipped(&[7], &[0.5; 20]).is_err());
        assert!(zipped(&[7], &[0.5; 9]).is_err());
        Ok(())
    }

    fn reply(length: Option<&'static str>, body: impl Into<Vec<u8>>) -> Reply {
        let mut headers = HeaderMap::new();
        if let Some(length) = length {
            headers.insert(HEADER_LENGTH, HeaderValue::from_static(length));
        }
        Reply {
            status: StatusCode::OK,
            headers,
            body: body.into().into(),
        }
    }
}
