//! Tests that a browser or its driver cannot run, with the reasons.

use e2e::Browser::{self, Chromium, Firefox, WebKit};
use std::io::{self, Write};
use std::thread;

struct Skipped {
    reason: &'static str,
    browsers: &'static [Browser],
    /// Prefixes of the tests' names.
    tests: &'static [&'static str],
}

const SKIPPED: [Skipped; 12] = [
    Skipped {
        reason: "only Chromium's driver emulates screens and zoom",
        browsers: &[Firefox, WebKit],
        tests: &[
            "phone::",
            "full_screen::",
            "resizing::",
            "comparison::a_comparison_fits_on_a_phone",
            "explanation::a_digit_of_a_picture_is_explained_on_a_phone",
            "own_model::the_section_fits_on_a_phone",
            "pictures::a_picture_fits_on_a_phone",
        ],
    },
    Skipped {
        reason: "axe-core's findings do not depend on the browser",
        browsers: &[Firefox, WebKit],
        tests: &["axe::"],
    },
    Skipped {
        reason: "its driver has no pens",
        browsers: &[Firefox, WebKit],
        tests: &[
            "pointers::a_pen_draws",
            "palm_rejection::a_palm_beside_the_pen",
        ],
    },
    Skipped {
        reason: "only Chromium's driver has pressure, lasting touches and canceled touches",
        browsers: &[Firefox, WebKit],
        tests: &[
            "pen::more_pressure_draws_wider",
            "palm_rejection::a_palm_that_touches_before_the_pen",
            "pointers::a_canceled_stroke",
        ],
    },
    Skipped {
        reason: "its driver cannot emulate the system's preferences",
        browsers: &[Firefox, WebKit],
        tests: &[
            "theme::",
            "languages::a_browser_that_prefers",
            "languages::a_failed_download_of_a_language",
            "languages::a_language_of_an_earlier_visit",
            "languages::english_needs_no_catalog",
            "languages::the_keys_and_the_pad",
        ],
    },
    Skipped {
        reason: "its driver paints only one of two tabs",
        browsers: &[WebKit],
        tests: &["tabs::", "updates::two_tabs"],
    },
    Skipped {
        reason: "its driver cannot disable scripts",
        browsers: &[Firefox, WebKit],
        tests: &["unsupported::without_scripts"],
    },
    Skipped {
        reason: "only Chromium reports its criteria for installing a page",
        browsers: &[Firefox, WebKit],
        tests: &["service_worker::browsers_offer_to_install"],
    },
    Skipped {
        reason: "its driver has no fake camera",
        browsers: &[Firefox, WebKit],
        tests: &["camera::policies_allow_the_page"],
    },
    Skipped {
        reason: "its preload scanner resolves addresses against the folder without a slash",
        browsers: &[Firefox, WebKit],
        tests: &["service_worker::a_folder_without_its_slash_requests_nothing_outside"],
    },
    Skipped {
        reason: "scripts cannot paste files, and its driver has no clipboard",
        browsers: &[Firefox],
        tests: &[
            "pictures::pictures_are_dropped_and_pasted",
            "pictures::text_pasted_into_a_field",
        ],
    },
    Skipped {
        reason: "its driver starts every session with a fresh profile",
        browsers: &[WebKit],
        tests: &["service_worker::after_one_visit"],
    },
];

/// Whether this browser skips the test of this thread; prints the reason.
pub(crate) fn skips(browser: Browser) -> bool {
    let thread = thread::current();
    // Each test runs on a thread that has its name.
    let name = thread.name().unwrap_or_default();
    let Some(reason) = reason(browser, name) else {
        return false;
    };
    // The test harness captures the output of macros until a test fails.
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
fn skipped_tests_exist_and_run_in_chromium() {
    for name in SKIPPED.iter().flat_map(|skipped| skipped.tests) {
        let (file, test) = name.split_once("::").expect("a file and a test");
        let path = format!("{}/tests/e2e/{file}.rs", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).expect("a file of tests");
        assert!(source.contains(&format!("fn {test}")), "{name}");
        assert_eq!(reason(Chromium, name), None);
    }
}
