//! Encodings of requests and responses that the server's APIs accept.

use crate::client::{Reply, WholeRequest, post};
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

/// Prediction as all encodings carry it.
#[derive(Debug, PartialEq)]
pub(crate) struct DigitPrediction {
    pub(crate) digit: i64,
    pub(crate) probabilities: [f32; 10],
}

/// API and encoding of its tensors.
#[derive(Clone, Copy)]
pub(crate) enum Encoding {
    PredictBytes,
    PredictJson,
    InferJson,
    InferBinary,
}

impl Encoding {
    pub(crate) const ALL: [Self; 4] = [
        Self::PredictBytes,
        Self::PredictJson,
        Self::InferJson,
        Self::InferBinary,
    ];

    /// Name in the report.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PredictBytes => "/api/predict, bytes",
            Self::PredictJson => "/api/predict, JSON",
            Self::InferJson => "/v2, JSON tensors",
            Self::InferBinary => "/v2, binary tensors",
        }
    }

    /// Request for predictions of these images.
    pub(crate) fn request(self, images: &[DigitImage]) -> Result<WholeRequest> {
        Ok(match self {
            Self::PredictBytes => post(PREDICT, BYTES, pixels(images)),
            Self::PredictJson => {
                let images = images.to_vec();
                let body = serde_json::to_vec(&PredictRequest { images })?;
                post(PREDICT, JSON, body)
            }
            Self::InferJson => {
                let data: Vec<Value> = pixels(images).into_iter().map(Value::from).collect();
                let body = infer_body(images.len(), json!({ "data": data }), false);
                post(INFER, JSON, body.to_string())
            }
            Self::InferBinary => infer_binary(images)?,
        })
    }

    /// Predictions in the response, in the order of the images.
    ///
    /// # Errors
    /// If the status is not 200, an image was taken for blank, or the body is malformed.
    pub(crate) fn decode(self, reply: &Reply) -> Result<Vec<DigitPrediction>> {
        let status = reply.status;
        ensure!(status == 200, "status {status}: {:?}", reply.body);
        match self {
            Self::PredictBytes | Self::PredictJson => decode_predict(&reply.body),
            Self::InferJson => decode_infer(&reply.body),
            Self::InferBinary => decode_infer_binary(reply),
        }
    }
}

impl From<&Prediction> for DigitPrediction {
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

/// JSON of an inference request; `content` is merged into the input tensor.
fn infer_body(count: usize, content: Value, is_binary: bool) -> Value {
    let mut input = json!({ "name": "image", "shape": [count, 1, 28, 28], "datatype": "UINT8" });
    if let (Value::Object(input), Value::Object(content)) = (&mut input, content) {
        input.extend(content);
    }
    let output = |name| json!({ "name": name, "parameters": { "binary_data": is_binary } });
    json!({ "inputs": [input], "outputs": [output("digit"), output("probabilities")] })
}

fn infer_binary(images: &[DigitImage]) -> Result<WholeRequest> {
    let pixels = pixels(images);
    let content = json!({ "parameters": { "binary_data_size": pixels.len() } });
    let mut body = infer_body(images.len(), content, true)
        .to_string()
        .into_bytes();
    let length = body.len().into();
    body.extend(pixels);
    let mut request = post(INFER, BYTES, body);
    request.headers_mut().insert(HEADER_LENGTH, length);
    Ok(request)
}

fn decode_predict(body: &[u8]) -> Result<Vec<DigitPrediction>> {
    let response: PredictResponse = serde_json::from_slice(body)?;
    let predictions = response.predictions.into_iter().map(|prediction| {
        Ok(DigitPrediction {
            digit: prediction.digit.context("taken for blank")?.into(),
            probabilities: prediction.probabilities.context("taken for blank")?,
        })
    });
    predictions.collect()
}

#[derive(Deserialize)]
struct InferResponse<T> {
    outputs: T,
}

#[derive(Deserialize)]
struct Tensor<T> {
    data: Vec<T>,
}

fn decode_infer(body: &[u8]) -> Result<Vec<DigitPrediction>> {
    let response: InferResponse<(Tensor<i64>, Tensor<f32>)> = serde_json::from_slice(body)?;
    let (digits, probabilities) = response.outputs;
    zip(&digits.data, &probabilities.data)
}

fn decode_infer_binary(reply: &Reply) -> Result<Vec<DigitPrediction>> {
    let length = reply.headers.get(HEADER_LENGTH);
    let length = length.context("the response has no binary tensors")?;
    let binary = reply.body.get(length.to_str()?.parse()?..);
    let binary = binary.context("the response ends within its header")?;
    // 8 bytes for each digit, 10 times 4 for its probabilities.
    let (digits, probabilities) = binary.split_at(binary.len() / 48 * 8);
    let digits = digits.as_chunks().0.iter().copied();
    let probabilities = probabilities.as_chunks().0.iter().copied();
    let digits: Vec<i64> = digits.map(i64::from_le_bytes).collect();
    let probabilities: Vec<f32> = probabilities.map(f32::from_le_bytes).collect();
    zip(&digits, &probabilities)
}

/// Pairs each digit with its ten probabilities.
fn zip(digits: &[i64], probabilities: &[f32]) -> Result<Vec<DigitPrediction>> {
    let (rows, rest) = probabilities.as_chunks();
    let is_whole = rows.len() == digits.len() && rest.is_empty();
    ensure!(is_whole, "digits and probabilities differ in number");
    let pairs = digits.iter().zip(rows);
    let predictions = pairs.map(|(&digit, &probabilities)| DigitPrediction {
        digit,
        probabilities,
    });
    Ok(predictions.collect())
}

#[cfg(test)]
mod tests {
    use super::{DigitPrediction, Encoding, HEADER_LENGTH, zip};
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

    async fn body(encoding: Encoding) -> Result<(HeaderMap, Vec<u8>)> {
        let (head, body) = encoding.request(&images())?.into_parts();
        Ok((head.headers, body.collect().await?.to_bytes().to_vec()))
    }

    #[tokio::test]
    async fn every_encoding_sends_all_pixels() -> Result<()> {
        let (_, bytes) = body(Encoding::PredictBytes).await?;
        assert_eq!(
            (bytes[0], bytes[2 * DIGIT - 1], bytes.len()),
            (3, 9, 2 * DIGIT)
        );
        let (_, bytes) = body(Encoding::PredictJson).await?;
        let json: Value = serde_json::from_slice(&bytes)?;
        assert_eq!(json["images"][1][DIGIT - 1], 9);
        let (_, bytes) = body(Encoding::InferJson).await?;
        let json: Value = serde_json::from_slice(&bytes)?;
        assert_eq!(
            json["inputs"][0]["shape"],
            serde_json::json!([2, 1, 28, 28])
        );
        assert_eq!(json["inputs"][0]["data"][2 * DIGIT - 1], 9);
        let (headers, bytes) = body(Encoding::InferBinary).await?;
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
    fn json_and_binary_tensors_are_decoded() -> Result<()> {
        let expected = [7, 1].map(|digit| DigitPrediction {
            digit,
            probabilities: [0.5; 10],
        });
        let halves = vec![0.5f32; 20];
        let json = serde_json::json!({ "outputs": [{ "data": [7, 1] }, { "data": halves }] });
        assert_eq!(
            Encoding::InferJson.decode(&reply(None, json.to_string()))?,
            expected
        );
        let mut binary = b"{}".to_vec();
        binary.extend([7i64, 1].iter().flat_map(|digit| digit.to_le_bytes()));
        binary.extend([0.5f32; 20].iter().flat_map(|half| half.to_le_bytes()));
        assert_eq!(
            Encoding::InferBinary.decode(&reply(Some("2"), binary))?,
            expected
        );
        assert!(zip(&[7], &[0.5; 20]).is_err());
        assert!(zip(&[7], &[0.5; 9]).is_err());
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
