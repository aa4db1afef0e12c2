//! Packs the network, so that it is as small on hosts without compression.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::Path;
use zopfli::{Format, Options};

/// Name by wasm-bindgen.
const PROGRAM: &str = "worker_bg.wasm";
/// Not `.gz`: some hosts send such files with a `Content-Encoding`, and browsers unpack them.
const PACKED: &str = "network.bin";

/// Replaces the program in this folder by its packed copy.
pub(super) fn network(folder: &Path) -> Result<()> {
    let program = folder.join(PROGRAM);
    let content = fs::read(&program).with_context(|| format!("the page has no {PROGRAM}"))?;
    let file = File::create(folder.join(PACKED))?;
    zopfli::compress(Options::default(), Format::Gzip, content.as_slice(), file)?;
    Ok(fs::remove_file(program)?)
}

#[cfg(test)]
mod tests {
    use super::{PACKED, PROGRAM, network};
    use anyhow::Result;
    use flate2::read::GzDecoder;
    use std::fs::{self, File};
    use std::io::Read;
    use xshell::Shell;

    #[test]
    fn the_packed_network_replaces_the_program() -> Result<()> {
        let folder = Shell::new()?.create_temp_dir()?;
        let folder = folder.path();
        assert!(network(folder).is_err());
        fs::write(folder.join(PROGRAM), "program")?;
        network(folder)?;
        let mut unpacked = String::new();
        GzDecoder::new(File::open(folder.join(PACKED))?).read_to_string(&mut unpacked)?;
        assert_eq!(unpacked, "program");
        assert!(!folder.join(PROGRAM).exists());
        Ok(())
    }
}
