#![no_main]
//! History files.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &[u8]| app::fuzzing::history(json));
