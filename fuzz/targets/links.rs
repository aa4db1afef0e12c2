#![no_main]
//! Drawings in links.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| app::fuzzing::link(bytes));
