//! Entry points of the fuzz targets in `fuzz/`; part of test and fuzz builds only.

use crate::v2::InferRequest;
use protocol::api::MAX_BATCH;

/// Parses an inference request of `/v2` whose first `json_length` bytes are JSON.
///
/// # Panics
/// If the parser accepts a number of images that the server does not.
pub fn infer_request(body: &[u8], json_length: usize) {
    if let Ok((request, images)) = InferRequest::parse(body, json_length) {
        assert!((1..=MAX_BATCH).contains(&images.len()));
        let _ = request.selected_outputs();
    }
}

#[cfg(test)]
mod tests {
    use super::infer_request;
    use crate::v2::InferRequest;
    use std::fs;
    use std::path::Path;

    #[test]
    fn seeds_of_the_fuzz_target_are_parsed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds/v2");
        let mut accepted = 0;
        for seed in fs::read_dir(folder).expect("the seeds are committed") {
            let bytes = fs::read(seed.expect("a seed").path()).expect("a file");
            let (length, body) = bytes.split_first_chunk().expect("a length");
            let json_length = u16::from_le_bytes(*length).into();
            infer_request(body, json_length);
            accepted += usize::from(InferRequest::parse(body, json_length).is_ok());
        }
        assert_eq!(accepted, 3);
    }
}
