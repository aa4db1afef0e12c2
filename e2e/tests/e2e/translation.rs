//! Texts follow the page's state although the browser has translated them, which replaces text nodes.

use crate::visit::visit;
use anyhow::Result;
use e2e::Page;

/// Puts every text into nested `<font>` elements, as browsers do: as a new text node, or as the old one.
const TRANSLATE: &str = "const [isNew] = arguments;
    const filter = ({ data, parentElement }) =>
        data.trim() && !parentElement.closest('script, style, svg, option, textarea') ? 1 : 2;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, filter);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        const [outer, inner] = ['font', 'font'].map((name) => document.createElement(name));
        text.replaceWith(outer);
        outer.append(inner);
        inner.append(isNew ? `«${text.data}»` : text);
    }";

async fn translate(page: &Page, is_new: bool) -> Result<()> {
    let arguments = vec![is_new.into()];
    page.client().execute(TRANSLATE, arguments).await?;
    Ok(())
}

/// Chooses an engine by its value, whatever its label.
async fn choose_engine(page: &Page, name: &str) -> Result<()> {
    page.click_on(&format!("label:has([name=engine][value={name}])"))
        .await
}

/// Waits until the element has exactly this text.
async fn wait_for_exact(page: &Page, css: &str, text: &str) -> Result<()> {
    page.wait_until(&format!(
        "document.querySelector('{css}').textContent === '{text}'"
    ))
    .await
}

async fn read(page: &Page, digit: u8) -> Result<()> {
    page.draw_digit(digit).await?;
    page.click_on(".buttons .primary").await?;
    page.expect_number(&digit.to_string()).await?;
    Ok(())
}

/// Draws and reads this digit, then clears it, with texts that are translated in between.
async fn check(page: &Page, digit: u8, words: &str, is_new: bool) -> Result<()> {
    read(page, digit).await?;
    wait_for_exact(page, ".digits", &digit.to_string()).await?;
    page.wait_for_text(".words", words).await?;
    translate(page, is_new).await?;
    page.click_on(".buttons .clear").await?;
    page.wait_for_answer("blank").await?;
    let hint = "Draw a digit or a number, then press Predict.";
    wait_for_exact(page, "[data-testid=answer]", hint).await?;
    wait_for_exact(page, "[data-testid=guess]", "").await?;
    page.wait_for_text("[data-testid=notice]", "Canvas cleared")
        .await?;
    translate(page, is_new).await
}

#[test]
fn texts_follow_after_the_browser_has_translated_them() -> Result<()> {
    visit(async |page, _| {
        for is_new in [true, false] {
            check(page, 7, "seven", is_new).await?;
            choose_engine(page, "Server").await?;
            page.wait_for_text("footer", "Predict sends").await?;
            page.wait_for_text("header p", "on a server").await?;
            page.wait_for_text("[data-testid=privacy]", "Predict sends")
                .await?;
            page.wait_for_server("ready").await?;
            check(page, 3, "three", is_new).await?;
            choose_engine(page, "Browser").await?;
            page.wait_for_text("footer", "Nothing you draw leaves")
                .await?;
            translate(page, is_new).await?;
        }
        page.expect_history(&["3", "7", "3", "7"]).await
    })
}
