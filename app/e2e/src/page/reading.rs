use super::{ANSWER, HISTORY_ITEM, NOTICE, Page};
use anyhow::{Context, Result};
use fantoccini::Locator;

/// What the page says about the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// "blank", "loading", "ready" or "error".
    pub state: String,
    /// The number that was read, in digits; else empty.
    pub number: String,
    /// How many strokes were read.
    pub strokes: usize,
    /// What people read.
    pub text: String,
}

impl Page {
    /// What the page says about the drawing, now.
    pub async fn answer(&self) -> Result<Answer> {
        let element = self.client().find(Locator::Css(ANSWER)).await?;
        let attribute = async |name| element.attr(name).await?.context("an attribute is missing");
        Ok(Answer {
            state: attribute("data-state").await?,
            number: attribute("data-number").await?,
            strokes: attribute("data-strokes").await?.parse()?,
            text: element.text().await?,
        })
    }

    /// What the page says, once it is in this state.
    pub async fn answer_in(&self, state: &str) -> Result<Answer> {
        let arrived = self
            .wait_for(&format!("{ANSWER}[data-state={state}]"))
            .await;
        let answer = self.answer().await?;
        arrived.with_context(|| format!("the page says {answer:?}"))?;
        Ok(answer)
    }

    /// The numbers in the history, newest first.
    pub async fn history(&self) -> Result<Vec<String>> {
        let numbers = "return [...document.querySelectorAll(arguments[0])]
                           .map((item) => item.dataset.number)";
        let numbers = self
            .client()
            .execute(numbers, vec![HISTORY_ITEM.into()])
            .await?;
        Ok(serde_json::from_value(numbers)?)
    }

    /// Waits until the history has this many entries.
    pub async fn history_of(&self, entries: usize) -> Result<Vec<String>> {
        if entries == 0 {
            self.wait_for_no(HISTORY_ITEM).await?;
        } else {
            let last = format!("{HISTORY_ITEM}:last-child:nth-child({entries})");
            self.wait_for(&last).await?;
        }
        self.history().await
    }

    /// The history as a sequence.
    pub async fn sequence(&self) -> Result<String> {
        let sequence = self.client().find(Locator::Css(".sequence output")).await?;
        Ok(sequence.text().await?)
    }

    /// The notice that is open.
    pub async fn notice(&self) -> Result<String> {
        let text = self.wait_for(&format!("{NOTICE} span")).await?;
        Ok(text.text().await?)
    }

    /// Waits until no notice is open.
    pub async fn no_notice(&self) -> Result<()> {
        self.wait_for_no(NOTICE).await
    }
}
