//! What a browser cannot do, or its driver cannot have it do, and why.

use e2e::Browser::{self, Chromium, Firefox, WebKit};
use std::io::{self, Write};
use std::thread;

/// Tests that these browsers skip: those whose names begin so.
struct Skipped {
    reason: &'static str,
    browsers: &'static [Browser],
    tests: &'static [&'static str],
}

const SKIPPED: [Skipped; 12] = [
    Skipped {
        reason: "no driver but Chromium's shows a page as on the screen of a phone, or zoomed",
        browsers: &[Firefox, WebKit],
        tests: &[
            "phone::",
            "full_screen::",
            "canvas::",
            "compare::a_comparison_has_room_on_a_phone",
            "explanation::a_digit_of_a_picture_is_explained_on_a_phone",
            "own_model::the_section_has_room_on_a_phone",
            "pictures::a_picture_fits_on_a_phone",
        ],
    },
    Skipped {
        reason: "axe-core looks at what Chromium shows; it says of all browsers the same",
        browsers: &[Firefox, WebKit],
        tests: &["axe::"],
    },
    Skipped {
        reason: "its driver knows no pens",
        browsers: &[Firefox, WebKit],
        tests: &["pointers::a_pen_draws", "palm::a_palm_beside_the_pen"],
    },
    Skipped {
        reason: "only Chromium's driver has pens that press, palms that stay and touches that are taken away",
        browsers: &[Firefox, WebKit],
        tests: &[
            "pen::a_pen_that_is_pressed_harder",
            "palm::a_palm_that_comes_before_the_pen",
            "pointers::a_canceled_stroke",
        ],
    },
    Skipped {
        reason: "its driver cannot change what the system prefers",
        browsers: &[Firefox, WebKit],
        tests: &[
            "theme::",
            "languages::a_browser_that_prefers",
            "languages::a_language_that_does_not_come",
            "languages::a_language_that_was_spoken",
            "languages::english_readers",
            "languages::the_keys_and_the_pad",
        ],
    },
    Skipped {
        reason: "of two tabs its driver shows one only, and the other one is never painted",
        browsers: &[WebKit],
        tests: &["tabs::", "updates::two_tabs"],
    },
    Skipped {
        reason: "its driver cannot forbid scripts",
        browsers: &[Firefox, WebKit],
        tests: &["unsupported::without_scripts"],
    },
    Skipped {
        reason: "only Chromium says by which criteria it offers to install a page",
        browsers: &[Firefox, WebKit],
        tests: &["kept::browsers_offer_to_install"],
    },
    Skipped {
        reason: "its driver has no camera that only pretends to be one",
        browsers: &[Firefox, WebKit],
        tests: &["camera::policies_let_the_page"],
    },
    Skipped {
        reason: "opening a folder without its slash, it looks ahead and asks beside the folder, in vain",
        browsers: &[Firefox, WebKit],
        tests: &["kept::a_folder_without_its_slash_asks_nothing_beside"],
    },
    Skipped {
        reason: "scripts cannot have it paste files, and its driver has no clipboard",
        browsers: &[Firefox],
        tests: &["pictures::pictures_are_dropped_and_pasted"],
    },
    Skipped {
        reason: "its driver starts it anew each time, with nothing of earlier visits",
        browsers: &[WebKit],
        tests: &["kept::after_one_visit"],
    },
];

/// Whether this browser skips the test that runs on this thread; then the run says so.
pub(crate) fn skips(browser: Browser) -> bool {
    let thread = thread::current();
    // The test's name: each has a thread of its own.
    let name = thread.name().unwrap_or_default();
    let Some(reason) = reason(browser, name) else {
        return false;
    };
    // What is printed by macros would be shown only if the test failed.
    let _ = writeln!(io::stderr(), "{browser:?} skips {name}: {reason}");
    true
}

fn reason(browser: Browser, name: &str) -> Option<&'static str> {
    let is_skipped = |skipped: &&Skipped| {
        let is_named = skipped.tests.iter().any(|start| name.starts_with(start));
        is_named && skipped.browsers.contains(&browser)
    };
    SKIPPED
        .iter()
        .find(is_skipped)
        .map(|skipped| skipped.reason)
}

#[test]
fn each_test_that_is_skipped_is_there_and_runs_in_chromium() {
    for name in SKIPPED.iter().flat_map(|skipped| skipped.tests) {
        let (file, test) = name.split_once("::").expect("a file and a test");
        let path = format!("{}/tests/e2e/{file}.rs", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).expect("a file of tests");
        assert!(source.contains(&format!("async fn {test}")), "{name}");
        assert_eq!(reason(Chromium, name), None);
    }
}
