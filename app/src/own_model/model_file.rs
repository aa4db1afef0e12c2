//! Model files, and the limit of their size.

use recognizer::model;

/// Chosen file before it is loaded.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ModelFile {
    pub(super) name: String,
    pub(super) bytes: f64,
}

impl ModelFile {
    /// Message for a file beyond [`model::MAX_BYTES`], which is not even opened.
    pub(super) fn refusal(&self) -> Option<String> {
        let limit = model::MAX_BYTES as f64;
        (self.bytes > limit).then(|| {
            tr!(
                "{name} has {size} MB, and at most {limit} MB can be loaded. Choose a smaller model.",
                name = self.name,
                size = (self.bytes / 1e6).ceil(),
                limit = limit / 1e6
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ModelFile;

    #[test]
    fn files_beyond_the_size_limit_are_refused() {
        let file = |bytes| ModelFile {
            name: "net.onnx".into(),
            bytes,
        };
        assert_eq!(file(64e6).refusal(), None);
        let refusal = file(64e6 + 1.0).refusal().expect("too large");
        assert!(refusal.contains("net.onnx has 65 MB"), "{refusal}");
    }
}
