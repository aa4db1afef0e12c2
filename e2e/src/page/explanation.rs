use super::Page;
use anyhow::Result;
use serde::Deserialize;

const EXPLANATION: &str = "[data-testid=explanation]";

/// What is shown of how a digit was read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Explanation {
    /// The steps by their names, each with its number.
    pub steps: Vec<String>,
    /// What each layer of the network made, as people read it.
    pub layers: Vec<String>,
    /// How many colors each layer's maps have.
    pub shades: Vec<usize>,
    /// The colors of the map of pixels that speak for the answer: red, green, blue, again and again.
    pub saliency: Vec<u8>,
}

impl Page {
    /// Shows how the digit that is looked at was read, or hides it.
    pub async fn toggle_explanation(&self) -> Result<()> {
        let summary = self.wait_for(&format!("{EXPLANATION} summary")).await?;
        Ok(summary.click().await?)
    }

    /// How the digit that is looked at was read, once it is shown whole.
    pub async fn explanation(&self) -> Result<Explanation> {
        // Before that it is still the last digit that is shown.
        self.is_painted().await?;
        self.wait_for(&format!("{EXPLANATION}[open] [data-state=done] canvas"))
            .await?;
        let shown = "(() => {
            const all = (css) => [...document.querySelectorAll('[data-testid=explanation] ' + css)];
            const colors = (canvas) =>
                [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]
                    .filter((_, index) => index % 4 !== 3);
            return {
                steps: all('.steps > li').map((step) => step.querySelector('b').textContent),
                layers: all('[data-testid=layer]').map((layer) => layer.innerText.trim().replace(/\\s+/g, ' ')),
                shades: all('[data-testid=layer] canvas').map((maps) => new Set(colors(maps)).size),
                saliency: colors(all('[data-testid=saliency] canvas')[0]),
            };
        })()";
        Ok(serde_json::from_value(self.evaluate(shown).await?)?)
    }
}
