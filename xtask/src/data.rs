//! Downloads of the public data sets, verified by SHA-256.

use crate::workspace;
use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};
use std::path::Path;
use xshell::{Shell, cmd};

struct DataFile {
    /// Path below the data folder.
    path: &'static str,
    sha256: &'static str,
    from: Source,
}

enum Source {
    /// Addresses of the file itself.
    Mirrors(&'static [&'static str]),
    /// Address of a zip archive that contains the file.
    Zip(&'static str),
}

/// LeCun, Bottou, Bengio and Haffner, 1998.
const MNIST: Source = Source::Mirrors(&[
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
]);

const FILES: [DataFile; 5] = [
    DataFile {
        path: "mnist/train-images-idx3-ubyte.gz",
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        from: MNIST,
    },
    DataFile {
        path: "mnist/train-labels-idx1-ubyte.gz",
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        from: MNIST,
    },
    DataFile {
        path: "mnist/t10k-images-idx3-ubyte.gz",
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        from: MNIST,
    },
    DataFile {
        path: "mnist/t10k-labels-idx1-ubyte.gz",
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        from: MNIST,
    },
    // Alpaydin and Alimoglu, 1998; CC BY 4.0.
    DataFile {
        path: "pendigits/pendigits-orig.tra.Z",
        sha256: "ceae25d05f1ccfed4d27ca2e5766370fb32ddd685a647567e84cf7685aa7ac8b",
        from: Source::Zip(
            "https://archive.ics.uci.edu/static/public/81/pen+based+recognition+of+handwritten+digits.zip",
        ),
    },
];

/// Downloads the files that are missing.
pub(crate) fn fetch() -> Result<()> {
    let sh = workspace::shell()?;
    let folder = workspace::data();
    for file in &FILES {
        let target = folder.join(file.path);
        if sh.path_exists(&target) {
            verify(&sh, &target, file.sha256)?;
            println!("{} is there.", file.path);
        } else {
            println!("Fetching {}.", file.path);
            fetch_file(&sh, file, &target)?;
        }
    }
    println!("The data is in {}.", folder.display());
    Ok(())
}

fn fetch_file(sh: &Shell, file: &DataFile, target: &Path) -> Result<()> {
    let scratch = sh.create_temp_dir()?;
    let name = target.file_name().context("a data file has a name")?;
    let fetched = scratch.path().join(name);
    match file.from {
        Source::Mirrors(mirrors) => download_from_any(sh, mirrors, &fetched)?,
        Source::Zip(url) => {
            let archive = scratch.path().join("archive.zip");
            download(sh, url, &archive)?;
            unzip(sh, &archive, scratch.path())?;
        }
    }
    verify(sh, &fetched, file.sha256)?;
    sh.create_dir(target.parent().context("a data file lies in a folder")?)?;
    sh.copy_file(fetched, target)?;
    Ok(())
}

fn download_from_any(sh: &Shell, mirrors: &[&str], target: &Path) -> Result<()> {
    let name = target
        .file_name()
        .and_then(|name| name.to_str())
        .context("a data file has a name")?;
    for mirror in mirrors {
        if download(sh, &format!("{mirror}{name}"), target).is_ok() {
            return Ok(());
        }
    }
    bail!(
        "cannot download {name} from any of {}; is there a network?",
        mirrors.join(", ")
    );
}

fn download(sh: &Shell, url: &str, target: &Path) -> Result<()> {
    cmd!(
        sh,
        "curl --fail --silent --show-error --location --connect-timeout 10 --output {target} {url}"
    )
    .quiet()
    .run()
    .with_context(|| format!("cannot download {url}; is curl installed, and is there a network?"))
}

/// Unpacks with unzip, else with tar, which reads zip on macOS and Windows.
fn unzip(sh: &Shell, archive: &Path, folder: &Path) -> Result<()> {
    if cmd!(sh, "unzip -q -o {archive} -d {folder}")
        .quiet()
        .run()
        .is_ok()
    {
        return Ok(());
    }
    cmd!(sh, "tar -xf {archive} -C {folder}")
        .quiet()
        .run()
        .context("cannot unpack it; install unzip")
}

fn verify(sh: &Shell, path: &Path, sha256: &str) -> Result<()> {
    let found = format!("{:x}", Sha256::digest(sh.read_binary_file(path)?));
    let name = path.display();
    ensure!(
        found == sha256,
        "{name} has SHA-256 {found}, not {sha256}; delete it and fetch it again"
    );
    Ok(())
}
