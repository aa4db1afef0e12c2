use super::Page;
use anyhow::Result;
use serde::Deserialize;

const EXPLANATION: &str = "[data-testid=explanation]";

/// Explanation of a digit as the page shows it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ShownExplanation {
    /// Headings of the steps.
    pub steps: Vec<String>,
    /// Visible text of each layer.
    pub layers: Vec<String>,
    /// Number of distinct colors in each layer's feature maps.
    pub shades: Vec<usize>,
    /// Colors of the saliency map, 28×28 times red, green and blue.
    pub saliency: Vec<u8>,
}

impl Page {
    /// Opens or closes the explanation of the selected digit.
    pub async fn toggle_explanation(&self) -> Result<()> {
        self.click_on(&format!("{EXPLANATION} summary")).await
    }

    /// Explanation of the selected digit, once it is complete.
    pub async fn explanation(&self) -> Result<ShownExplanation> {
        // Until the next paint the previous explanation is still there.
        self.wait_for_paint().await?;
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
        self.evaluate_as(shown).await
    }
}
