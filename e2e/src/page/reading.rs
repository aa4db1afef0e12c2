use super::{ANSWER, DIGIT, DIGIT_BOX, HISTORY_ITEM, NOTICE, Page};
use anyhow::{Context, Result};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde::Deserialize;

/// What the page says about the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// "blank", "loading", "ready", "rejected" or "error".
    pub state: String,
    /// The number that was read, in digits; when rejected the best guess; else empty.
    pub number: String,
    /// How many strokes were read.
    pub strokes: usize,
    /// What people read.
    pub text: String,
}

/// One digit of the number, as it stands in the answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Digit {
    /// The best guess.
    pub digit: String,
    /// Its probability.
    pub confidence: String,
    /// What people see: the guess, or "?".
    pub shown: String,
    /// Whether it is the one that is looked at.
    pub is_selected: bool,
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

    /// Waits until the page guesses this number; "" if it has no guess.
    pub async fn guesses(&self, number: &str) -> Result<()> {
        let guess = "document.querySelector('[data-testid=guess]').dataset";
        let is_shown = format!("({guess}.number ?? '') === '{number}'");
        let is_last = format!("('{number}' === '' || {guess}.current === 'true')");
        self.wait_until(&format!("{is_shown} && {is_last}")).await
    }

    /// The digits of the number, from left to right.
    pub async fn digits(&self) -> Result<Vec<Digit>> {
        let digits = "return [...document.querySelectorAll(arguments[0])].map((digit) => ({
            digit: digit.dataset.digit,
            confidence: digit.dataset.confidence,
            shown: digit.textContent,
            is_selected: digit.ariaPressed === 'true',
        }))";
        let digits = self.client().execute(digits, vec![DIGIT.into()]).await?;
        Ok(serde_json::from_value(digits)?)
    }

    /// The places of the digits that are looked at.
    pub async fn selected(&self) -> Result<Vec<usize>> {
        let digits = self.digits().await?.into_iter().enumerate();
        let selected = digits.filter(|(_, digit)| digit.is_selected);
        Ok(selected.map(|(place, _)| place).collect())
    }

    /// The digit at this place.
    pub async fn digit(&self, place: usize) -> Result<Element> {
        let mut digits = self.client().find_all(Locator::Css(DIGIT)).await?;
        anyhow::ensure!(place < digits.len(), "there is no digit {place}");
        Ok(digits.swap_remove(place))
    }

    /// The ten probabilities of the digit that is looked at.
    pub async fn probabilities(&self) -> Result<Vec<f64>> {
        // The table is changed a task after the answer; timers come in their order.
        let rows = "new Promise((resolve) => setTimeout(resolve)).then(() =>
            [...document.querySelectorAll('[data-testid=probabilities] tbody tr')]
                .map((row) => Number(row.dataset.probability)))";
        Ok(serde_json::from_value(self.evaluate(rows).await?)?)
    }

    /// The 28×28 pixels that the model sees of it.
    pub async fn model_input(&self) -> Result<Vec<u8>> {
        let pixels = "(() => {
            const canvas = document.querySelector('[data-testid=model-input]');
            const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return [...all.data].filter((_, index) => index % 4 === 0);
        })()";
        Ok(serde_json::from_value(self.evaluate(pixels).await?)?)
    }

    /// Waits until this many digits are marked on the pad.
    pub async fn boxes_of(&self, digits: usize) -> Result<()> {
        let count = format!("document.querySelectorAll('{DIGIT_BOX}').length === {digits}");
        self.wait_until(&count).await
    }

    /// The numbers in the history, newest first, once it has what the page says.
    pub async fn history(&self) -> Result<Vec<String>> {
        self.is_painted().await?;
        let numbers = "return [...document.querySelectorAll(arguments[0])]
                           .map((item) => item.dataset.number)";
        let numbers = self
            .client()
            .execute(numbers, vec![HISTORY_ITEM.into()])
            .await?;
        Ok(serde_json::from_value(numbers)?)
    }

    /// Waits until what the page knows is on the screen, and what comes after that is done.
    pub(super) async fn is_painted(&self) -> Result<()> {
        let done = "const done = arguments[arguments.length - 1];
                    requestAnimationFrame(() => setTimeout(() => setTimeout(done)))";
        self.client().execute_async(done, vec![]).await?;
        Ok(())
    }

    /// Gives up what the engine is loaded for.
    pub async fn cancel_loading(&self) -> Result<()> {
        let button = self.wait_for(".engine.loading button:not([hidden])");
        Ok(button.await?.click().await?)
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
        self.is_painted().await?;
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
        let closed = self.wait_for_no(NOTICE).await;
        let open = self.client().find_all(Locator::Css(NOTICE)).await?;
        let mut texts = Vec::new();
        for notice in &open {
            texts.push(notice.text().await?);
        }
        closed.with_context(|| format!("the open notices are {texts:?}"))
    }
}
