#![no_main]
//! Picture files, up to 256×256 pixels so that a run stays fast.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let _ = picture::segment_picture(file, 1 << 16);
});
