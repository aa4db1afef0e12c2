//! Files that are mistaken for ONNX models, by their first bytes.

use super::error::ModelError;

/// Bytes in which the names of an archive's files are looked for.
const HEAD: usize = 4096;

/// Offset and bytes of a signature, the format's name, and what to do about it.
type Signature = (usize, &'static [u8], &'static str, &'static str);

const EXPORT_PYTORCH: &str = "export the model with torch.onnx.export";
const EXPORT_KERAS: &str = "export the model with tf2onnx or model.export(…, format=\"onnx\")";
const UNPACK: &str = "unpack it and choose the .onnx file in it";

const SIGNATURES: [Signature; 13] = [
    (
        0,
        b"version https://git-lfs",
        "only a pointer of Git LFS",
        "run `git lfs pull` and choose it again",
    ),
    (0, b"\x89HDF", "a Keras model (HDF5)", EXPORT_KERAS),
    (0, b"\x80\x02", "a PyTorch file", EXPORT_PYTORCH),
    (0, b"\x80\x03", "a Python pickle", EXPORT_PYTORCH),
    (0, b"\x80\x04", "a Python pickle", EXPORT_PYTORCH),
    (
        4,
        b"TFL3",
        "a TensorFlow Lite model",
        "convert it with tf2onnx --tflite",
    ),
    (
        4,
        b"ORTM",
        "a model in ONNX Runtime's format",
        "choose the .onnx file that it was made from",
    ),
    (
        0,
        b"GGUF",
        "a GGUF model",
        "choose an .onnx file that classifies digits",
    ),
    (0, b"\x93NUMPY", "a NumPy array", "export the model as ONNX"),
    (
        8,
        b"{\"",
        "a safetensors file, which has only weights",
        EXPORT_PYTORCH,
    ),
    (0, b"\x1f\x8b", "a gzip archive", UNPACK),
    (
        0,
        b"<",
        "a web page or XML",
        "download the .onnx file itself",
    ),
    (0, b"PK\x03\x04", "a ZIP archive", UNPACK),
];

/// Error for bytes that are no ONNX model: the format that they have, if it is known.
pub(super) fn error(file: &[u8]) -> ModelError {
    let error = |format, remedy| ModelError::OtherFormat { format, remedy };
    let head = &file[..file.len().min(HEAD)];
    let names = |name: &[u8]| head.windows(name.len()).any(|it| it == name);
    let is_archive = file.starts_with(b"PK\x03\x04");
    if is_archive && names(b"data.pkl") {
        return error("a PyTorch file", EXPORT_PYTORCH);
    }
    if is_archive && names(b"metadata.json") {
        return error("a Keras model", EXPORT_KERAS);
    }
    let known = SIGNATURES.iter().find(|(offset, bytes, ..)| {
        let rest = file.get(*offset..);
        rest.is_some_and(|rest| rest.starts_with(bytes))
    });
    known.map_or(ModelError::NotOnnx, |&(.., format, remedy)| {
        error(format, remedy)
    })
}
