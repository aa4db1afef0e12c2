use super::*;
use crate::sets::{self, Amounts};
use crate::source::sample_digits;

const AMOUNTS: Amounts = Amounts {
    variants: 3,
    train_outliers: 40,
    validation_outliers: 20,
};

/// Renders a few pictures of every set.
fn rendered(seed: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let digits = sample_digits();
    write(
        folder.path(),
        seed,
        AMOUNTS.variants,
        &sets::all(&digits, &AMOUNTS),
    )
    .expect("rendered");
    folder
}

fn images(folder: &Path, set: &str) -> Vec<idx::Image> {
    let path = folder.join(format!("{set}-images-idx3-ubyte.gz"));
    idx::images(&idx::unpack(&path).expect(set)).expect(set)
}

fn labels(folder: &Path, set: &str) -> Vec<u8> {
    let path = folder.join(format!("{set}-labels-idx1-ubyte.gz"));
    idx::labels(&idx::unpack(&path).expect(set)).expect(set)
}

#[test]
fn every_set_is_complete_and_labeled() {
    let folder = rendered(1);
    for (set, count) in [("train-digits", 60), ("val-digits", 20), ("val-varied", 80)] {
        let (images, labels) = (images(folder.path(), set), labels(folder.path(), set));
        assert_eq!((images.len(), labels.len()), (count, count), "{set}");
        assert!(
            images.iter().all(|image| image.iter().any(|&ink| ink > 0)),
            "{set}"
        );
        let each = (0..10).map(|label| labels.iter().filter(|&&found| found == label).count());
        assert!(each.into_iter().all(|found| found == count / 10), "{set}");
    }
    assert_eq!(images(folder.path(), "train-outliers").len(), 40);
    assert_eq!(images(folder.path(), "val-outliers").len(), 20);
}

#[test]
fn the_manifest_lists_every_file_in_the_folder() {
    let folder = rendered(1);
    let text = std::fs::read(folder.path().join(MANIFEST)).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&text).expect("JSON");
    let named = manifest["files"].as_array().expect("files").iter();
    let named = named.filter_map(|name| name.as_str()).chain([MANIFEST]);
    let mut named: Vec<String> = named.map(str::to_owned).collect();
    let entries = std::fs::read_dir(folder.path()).expect("readable");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry
            .expect("readable")
            .file_name()
            .to_string_lossy()
            .into_owned()
    };
    let mut found: Vec<String> = entries.map(name).collect();
    named.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, named);
    assert_eq!(manifest["sets"]["val-digits"]["count"], 20);
}

#[test]
fn a_seed_renders_the_same_pictures_on_any_number_of_threads() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let alone = pool.expect("a thread").install(|| rendered(1));
    let (again, other) = (rendered(1), rendered(2));
    for set in [
        "train-digits",
        "train-outliers",
        "val-varied",
        "val-outliers",
    ] {
        let of = |folder: &tempfile::TempDir| images(folder.path(), set);
        assert_eq!(of(&alone), of(&again), "{set}");
        assert_ne!(of(&alone), of(&other), "{set}");
    }
}

#[test]
fn a_failure_keeps_the_older_files() {
    let folder = rendered(1);
    let before = images(folder.path(), "train-digits");
    let digits = sample_digits();
    let mut sets = sets::all(&digits, &AMOUNTS);
    sets[4].draw = Box::new(|_, _| None);
    let error = write(folder.path(), 2, AMOUNTS.variants, &sets).expect_err("no ink");
    assert_eq!(error.to_string(), "val-outliers: an item has no ink");
    assert_eq!(images(folder.path(), "train-digits"), before);
    let entries = std::fs::read_dir(folder.path()).expect("readable");
    assert!(
        entries.flatten().all(|entry| entry.path().is_file()),
        "unfinished files are left"
    );
}
