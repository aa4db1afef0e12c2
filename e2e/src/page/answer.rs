use super::{ANSWER, DIGIT, DIGIT_BOX, NOTICE, Page};
use anyhow::{Context, Result};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde::Deserialize;

/// Answer as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownAnswer {
    /// "blank", "loading", "ready", "rejected" or "error".
    pub state: String,
    /// Number in digits; the best guess of a rejection; empty in other states.
    pub number: String,
    /// Number of strokes that were read.
    pub strokes: usize,
    /// Visible text.
    pub text: String,
}

impl ShownAnswer {
    /// Number, and the number of strokes that it was read from.
    pub fn number_and_strokes(&self) -> (&str, usize) {
        (&self.number, self.strokes)
    }
}

/// One digit of the number in the answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ShownDigit {
    /// Most probable digit.
    pub digit: String,
    /// Probability of that digit.
    pub confidence: String,
    /// Visible text: the digit, or "?" for a rejected part.
    pub shown: String,
    /// Whether the digit is selected for the details.
    pub is_selected: bool,
}

impl Page {
    /// Answer now.
    pub async fn answer(&self) -> Result<ShownAnswer> {
        let element = self.client().find(Locator::Css(ANSWER)).await?;
        let attribute = async |name| element.attr(name).await?.context("an attribute is missing");
        Ok(ShownAnswer {
            state: attribute("data-state").await?,
            number: attribute("data-number").await?,
            strokes: attribute("data-strokes").await?.parse()?,
            text: element.text().await?,
        })
    }

    /// Answer, once it is in this state.
    pub async fn wait_for_answer(&self, state: &str) -> Result<ShownAnswer> {
        let arrived = self
            .wait_for(&format!("{ANSWER}[data-state={state}]"))
            .await;
        let answer = self.answer().await?;
        arrived.with_context(|| format!("the page shows {answer:?}"))?;
        Ok(answer)
    }

    /// Waits for a number, and asserts that it is this one.
    pub async fn expect_number(&self, number: &str) -> Result<ShownAnswer> {
        let answer = self.wait_for_answer("ready").await?;
        assert_eq!(answer.number, number, "{answer:?}");
        Ok(answer)
    }

    /// Waits until the answer is this number, which may replace another one.
    pub async fn wait_for_number(&self, number: &str) -> Result<()> {
        self.wait_for(&format!("{ANSWER}[data-number='{number}']"))
            .await?;
        Ok(())
    }

    /// Waits until the live preview shows this number; "" for no preview.
    pub async fn wait_for_preview(&self, number: &str) -> Result<()> {
        let preview = "document.querySelector('[data-testid=guess]').dataset";
        let is_shown = format!("({preview}.number ?? '') === '{number}'");
        let is_current = format!("('{number}' === '' || {preview}.current === 'true')");
        self.wait_until(&format!("{is_shown} && {is_current}"))
            .await
    }

    /// Digits of the number, from left to right.
    pub async fn digits(&self) -> Result<Vec<ShownDigit>> {
        let digits = "return [...document.querySelectorAll(arguments[0])].map((digit) => ({
            digit: digit.dataset.digit,
            confidence: digit.dataset.confidence,
            shown: digit.textContent,
            is_selected: digit.ariaPressed === 'true',
        }))";
        let digits = self.client().execute(digits, vec![DIGIT.into()]).await?;
        Ok(serde_json::from_value(digits)?)
    }

    /// Indices of the selected digits.
    pub async fn selected_digits(&self) -> Result<Vec<usize>> {
        let digits = self.digits().await?.into_iter().enumerate();
        let selected = digits.filter(|(_, digit)| digit.is_selected);
        Ok(selected.map(|(index, _)| index).collect())
    }

    /// Element of the digit at this index.
    pub async fn digit(&self, index: usize) -> Result<Element> {
        let mut digits = self.client().find_all(Locator::Css(DIGIT)).await?;
        anyhow::ensure!(index < digits.len(), "there is no digit {index}");
        Ok(digits.swap_remove(index))
    }

    /// Selects the digit at this index.
    pub async fn select_digit(&self, index: usize) -> Result<()> {
        Ok(self.digit(index).await?.click().await?)
    }

    /// Ten probabilities of the selected digit.
    pub async fn probabilities(&self) -> Result<Vec<f64>> {
        // The table changes a task after the answer; timers fire in order.
        let rows = "new Promise((resolve) => setTimeout(resolve)).then(() =>
            [...document.querySelectorAll('[data-testid=probabilities] tbody tr')]
                .map((row) => Number(row.dataset.probability)))";
        self.evaluate_as(rows).await
    }

    /// Model input of the selected digit: 28×28 gray values.
    pub async fn model_input(&self) -> Result<Vec<u8>> {
        let pixels = "(() => {
            const canvas = document.querySelector('[data-testid=model-input]');
            const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return [...all.data].filter((_, index) => index % 4 === 0);
        })()";
        self.evaluate_as(pixels).await
    }

    /// Waits until the pad shows this many digit boxes.
    pub async fn wait_for_boxes(&self, count: usize) -> Result<()> {
        let boxes = format!("document.querySelectorAll('{DIGIT_BOX}').length === {count}");
        self.wait_until(&boxes).await
    }

    /// Cancels the load of the engine.
    pub async fn cancel_loading(&self) -> Result<()> {
        self.click_on(".engine.loading button:not([hidden])").await
    }

    /// Text of the open notice, once there is one.
    pub async fn notice(&self) -> Result<String> {
        self.text(&format!("{NOTICE} span")).await
    }

    /// Waits until no notice is open.
    pub async fn wait_for_no_notice(&self) -> Result<()> {
        let closed = self.wait_for_no(NOTICE).await;
        let open = self.client().find_all(Locator::Css(NOTICE)).await?;
        let mut texts = Vec::new();
        for notice in &open {
            texts.push(notice.text().await?);
        }
        closed.with_context(|| format!("the open notices are {texts:?}"))
    }
}
