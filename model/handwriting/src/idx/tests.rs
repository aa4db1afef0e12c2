use super::*;

fn file(words: &[u32], content: &[u8]) -> Vec<u8> {
    let header = words.iter().flat_map(|word| word.to_be_bytes());
    header.chain(content.iter().copied()).collect()
}

#[test]
fn whole_files_are_read() {
    let images = images(&file(&[0x0803, 2, 28, 28], &[7; 1568])).expect("whole");
    assert_eq!(images, [[7; 784]; 2]);
    let labels = labels(&file(&[0x0801, 3], &[1, 2, 9])).expect("whole");
    assert_eq!(labels, [1, 2, 9]);
}

#[test]
fn damaged_files_are_refused_with_the_reason() {
    let images_file = |side: u32, pixels: &[u8]| file(&[0x0803, 1, 28, side], pixels);
    for (name, bytes, reason) in [
        ("empty", vec![], "ends within its header"),
        ("cut header", vec![0, 0, 8, 3, 0], "ends within its header"),
        (
            "labels",
            file(&[0x0801, 1, 28, 28], &[0; 784]),
            "number 0x0801",
        ),
        ("wide", images_file(29, &[0; 812]), "28×29"),
        ("short", images_file(28, &[0; 783]), "the file has 783"),
        ("long", images_file(28, &[0; 785]), "the file has 785"),
        (
            "huge",
            file(&[0x0803, u32::MAX, 28, 28], &[]),
            "the file has 0",
        ),
    ] {
        let error = images(&bytes).expect_err(name).to_string();
        assert!(error.contains(reason), "{name}: {error}");
    }
    let error = labels(&file(&[0x0801, 1], &[10])).expect_err("label");
    assert_eq!(error.to_string(), "label 10 is not a digit");
}

#[test]
fn written_files_are_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let [images_file, labels_file] =
        ["images.gz", "labels.gz"].map(|name| folder.path().join(name));
    let pictures: Vec<Image> = (0..9u8)
        .map(|seed| std::array::from_fn(|i| i as u8 ^ seed))
        .collect();
    write_images(&images_file, &pictures).expect("written");
    write_labels(&labels_file, &[9, 0, 4]).expect("written");
    let read = |path| unpack(path).expect("gzip");
    assert_eq!(images(&read(&images_file)).expect("whole"), pictures);
    assert_eq!(labels(&read(&labels_file)).expect("whole"), [9, 0, 4]);
}

#[test]
fn a_file_without_a_folder_is_named() {
    let error = write_labels(Path::new("nowhere/labels.gz"), &[]).expect_err("no folder");
    assert!(error.to_string().contains("nowhere/labels.gz"), "{error}");
}
