//! The page behind a proxy that serves it below a path and strips that from requests.

use crate::assertions::assert_contains;
use crate::visit::{Setup, visit_unopened};
use anyhow::Result;
use e2e::Site;

/// Part of the address in all expected errors of the console.
const API: &str = "/inkling/api/";

#[test]
fn the_pages_own_server_is_below_the_prefix_until_it_stops_answering() -> Result<()> {
    let site = Site::start_below_path()?;
    visit_unopened(
        Setup::new().site(&site).expect_error(API),
        async |page, site| {
            page.open_url(&format!("{}/", site.folder_url())).await?;
            page.connect("Server").await?;
            page.read_digit(7).await?;
            assert!(site.request_count("/inkling/api/model") > 0);
            assert!(site.request_count("/inkling/api/predict") > 0);
            let requests = site.requests();
            let is_outside = |path: &&String| !path.starts_with("/inkling/");
            let outside: Vec<_> = requests.iter().filter(is_outside).collect();
            assert_eq!(outside, [""; 0]);
            site.stop();
            page.predict().await?;
            page.wait_for_answer("error").await?;
            let sentence = page.wait_for_server("unreachable").await?;
            assert_contains(&sentence, "has stopped answering");
            Ok(())
        },
    )
}
