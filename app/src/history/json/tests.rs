use proptest::prelude::*;
use recognizer::{Drawing, Point, Stroke};

use super::*;
use crate::history::entries::tests::{entries, entry, labeled};

fn through_json(entries: &Entries) -> Vec<Entry> {
    let text = serde_json::to_string(&Export::new(entries)).expect("plain data");
    let file: Import = serde_json::from_str(&text).expect("as it was written");
    assert_eq!(check_header(Some(&file.format), Some(file.version)), Ok(()));
    file.entries
}

prop_compose! {
    fn any_entry()(
        number in "[0-9?]{1,12}",
        confidence in proptest::option::of(0.0f32..=1.0),
        strokes in proptest::collection::vec(
            proptest::collection::vec((-1e3f32..3e3, -1e3f32..1e3), 0..9), 0..4),
        time in proptest::option::of(0u32..50),
        label in proptest::option::of("[0-9]{1,12}"),
        file in proptest::option::of(".{0,9}"),
    ) -> Entry {
        let stroke = |points: Vec<(f32, f32)>| points.into_iter().collect::<Stroke>();
        Entry {
            number,
            confidence,
            drawing: strokes.into_iter().map(stroke).collect(),
            time: time.map(f64::from),
            label,
            file,
            mode: Some("Browser".into()),
            engine: None,
        }
    }
}

proptest! {
    #[test]
    fn an_exported_history_is_imported_once(list in proptest::collection::vec(any_entry(), 0..9)) {
        let mut original = Entries::default();
        merge(&mut original, list);
        prop_assert!(original.iter().all(is_valid));
        let mut other = Entries::default();
        let merged = merge(&mut other, through_json(&original));
        prop_assert_eq!(merged.added, original.len());
        let (mut originals, mut copies): (Vec<_>, Vec<_>) =
            (original.iter().collect(), other.iter().collect());
        for side in [&mut originals, &mut copies] {
            side.sort_by_key(|entry| serde_json::to_string(entry).expect("plain data"));
        }
        prop_assert_eq!(originals, copies);
        let again = merge(&mut other, through_json(&original));
        prop_assert_eq!((again.added, again.changed.len()), (0, 0));
    }
}

#[test]
fn seeds_of_the_fuzz_target_are_merged() {
    for seed in [
        include_bytes!("../../../../fuzz/seeds/history/one.json").as_slice(),
        include_bytes!("../../../../fuzz/seeds/history/old.json"),
        include_bytes!("../../../../fuzz/seeds/history/newer.json"),
    ] {
        assert!(serde_json::from_slice::<Import>(seed).is_ok());
        fuzz(seed);
    }
}

#[test]
fn an_import_adds_missing_labels_and_changes_none() {
    let mut existing = entries([entry("7"), labeled("4", "9"), entry("3")]);
    let file = vec![labeled("7", "1"), labeled("4", "4"), entry("3"), entry("5")];
    let merged = merge(&mut existing, file);
    assert_eq!((merged.added, merged.labeled, merged.known), (1, 1, 2));
    let labels: Vec<_> = existing.iter().map(|it| it.label.as_deref()).collect();
    assert_eq!(labels, [Some("1"), Some("9"), None, None]);
    assert_eq!(
        merged.sentence(2),
        "Imported 1 entry; 1 labeled anew; 2 already here; 2 damaged and left out."
    );
}

#[test]
fn imported_times_are_converted_once_or_refused() {
    let timed = |number, time| Entry {
        time: Some(time),
        ..entry(number)
    };
    let now = 1_767_225_600_000.0;
    let file = [
        timed("3", now),
        timed("4", now * 1e3),
        timed("5", 9.1e12),
        timed("6", 8.64e15),
        timed("7", now * 1e6),
        timed("8", now / 1e3),
    ];
    let importable = || {
        file.iter()
            .filter(|it| is_importable(it))
            .cloned()
            .collect()
    };
    let mut existing = Entries::default();
    assert_eq!(
        merge(&mut existing, importable()).sentence(2),
        "Imported 4 entries; 3 with the time converted from another unit; 2 damaged and left out."
    );
    assert!(existing.iter().all(|entry| entry.time == Some(now)));
    assert_eq!(existing.sequence(9), "3 4 7 8");
    assert_eq!(
        merge(&mut existing, importable()).sentence(2),
        "Imported 0 entries; 4 already here; 2 damaged and left out."
    );
}

#[test]
fn a_clock_that_began_in_1970_is_no_other_unit() {
    let early = Entry {
        time: Some(1e9),
        ..entry("7")
    };
    let mut existing = entries([early.clone()]);
    assert_eq!(merge(&mut existing, vec![early]).known, 1);
}

#[test]
fn other_formats_and_versions_are_refused() {
    for (format, version, expected) in [
        (Some(FORMAT), Some(1.0), Ok(())),
        (Some(FORMAT), Some(2.0), Err(ImportError::Newer)),
        (Some(FORMAT), Some(0.0), Err(ImportError::Foreign)),
        (Some(FORMAT), None, Err(ImportError::Foreign)),
        (Some("package"), Some(1.0), Err(ImportError::Foreign)),
        (None, None, Err(ImportError::Foreign)),
    ] {
        assert_eq!(check_header(format, version), expected);
    }
}

#[test]
fn entries_with_impossible_values_are_invalid() {
    let at = |x| {
        Drawing::from_iter([Stroke {
            points: vec![Point::new(x, 1.0)],
        }])
    };
    let changed = |change: fn(&mut Entry)| {
        let mut entry = entry("7");
        change(&mut entry);
        entry
    };
    assert!(is_valid(&entry("20?6")));
    assert!(is_valid(&Entry {
        drawing: at(5.0),
        ..entry("7")
    }));
    for damaged in [
        entry(""),
        entry("seven"),
        entry("<b>"),
        labeled("7", ""),
        labeled("7", "x"),
        labeled("7", " 7"),
        labeled("7", "1234567890123"),
        changed(|entry| entry.confidence = Some(1.5)),
        changed(|entry| entry.confidence = Some(f32::NAN)),
        changed(|entry| entry.time = Some(-1.0)),
        changed(|entry| entry.time = Some(f64::INFINITY)),
        Entry {
            drawing: at(f32::INFINITY),
            ..entry("7")
        },
    ] {
        assert!(!is_valid(&damaged), "{damaged:?}");
    }
}
