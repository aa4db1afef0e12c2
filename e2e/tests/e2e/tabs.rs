//! Two tabs share one history.

use crate::visit::visit;
use anyhow::Result;

#[test]
fn tabs_show_and_keep_each_other_s_changes() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(3).await?;
        let first = page.client().window().await?;
        let second = page.client().new_window(true).await?.handle;
        page.client().switch_to_window(second.clone()).await?;
        page.open().await?;
        page.wait_for_history(1).await?;
        page.read_digit(1).await?;
        page.expect_history(&["1", "3"]).await?;
        page.client().switch_to_window(first.clone()).await?;
        page.expect_history(&["1", "3"]).await?;
        page.delete_entry(1).await?;
        page.expect_history(&["1"]).await?;
        page.client().switch_to_window(second).await?;
        page.expect_history(&["1"]).await?;
        page.client().switch_to_window(first).await?;
        page.click("Clear history").await?;
        page.wait_for_history(0).await?;
        page.click("Undo").await?;
        page.open().await?;
        page.wait_for_history(1).await
    })
}
