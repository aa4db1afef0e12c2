//! Two tabs keep one history.

use crate::ink::digit;
use crate::visit::visit;
use anyhow::Result;
use e2e::Pointer;

#[tokio::test]
async fn neither_tab_loses_what_the_other_one_keeps() -> Result<()> {
    visit(async |page, _| {
        page.open().await?;
        page.read(&digit(3), Pointer::Mouse).await?;
        let first = page.client().window().await?;
        let second = page.client().new_window(true).await?.handle;
        page.client().switch_to_window(second.clone()).await?;
        page.open().await?;
        page.history_of(1).await?;
        page.read(&digit(1), Pointer::Mouse).await?;
        assert_eq!(page.history_of(2).await?, ["1", "3"]);
        page.client().switch_to_window(first.clone()).await?;
        assert_eq!(page.history_of(2).await?, ["1", "3"]);
        page.open_entry(1).await?;
        page.click("Delete").await?;
        assert_eq!(page.history_of(1).await?, ["1"]);
        page.client().switch_to_window(second).await?;
        assert_eq!(page.history_of(1).await?, ["1"]);
        page.client().switch_to_window(first).await?;
        page.click("Clear history").await?;
        page.history_of(0).await?;
        page.click("Undo").await?;
        page.open().await?;
        page.history_of(1).await?;
        Ok(())
    })
    .await
}
