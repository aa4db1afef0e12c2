#![no_main]
//! Bodies of inference requests under `/v2`.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((length, body)) = bytes.split_first_chunk() {
        server::fuzzing::infer_request(body, u16::from_le_bytes(*length).into());
    }
});
