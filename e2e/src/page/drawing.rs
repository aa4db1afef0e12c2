use super::{ANSWER, Answer, FRAME, PAD, POLL, Page};
use crate::pointer::{Path, Pointer};
use anyhow::Result;
use fantoccini::actions::Actions;
use recognizer::{Drawing, PAD_SIZE, Point};
use tokio::time::sleep;

/// Whether any pixel of the pad is not clear.
const HAS_INK: &str = "(() => {
    const pad = document.querySelector('[data-testid=drawing-pad]');
    const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
    return data.some((value) => value !== 0);
})()";

impl Page {
    /// Draws on the pad.
    pub async fn draw(&self, drawing: &Drawing, pointer: Pointer) -> Result<()> {
        let paths = self.paths(drawing).await?;
        self.act(pointer.draws(&paths)).await
    }

    /// Touches these strokes of a drawing with the eraser, and takes the pen again.
    pub async fn erase(&self, drawing: &Drawing) -> Result<()> {
        self.click("Eraser").await?;
        self.draw(drawing, Pointer::Mouse).await?;
        self.click("Eraser").await
    }

    /// The colors on the pad once it is painted, at the crossings of a fine grid; ink that was added
    /// bit by bit has other edges than the same ink painted at once.
    pub async fn ink(&self) -> Result<Vec<u8>> {
        let colors = "const done = arguments[arguments.length - 1];
            const { width, height } = document.querySelector(arguments[0]);
            const look = () => {
                const pad = document.querySelector(arguments[0]).getContext('2d');
                const { data } = pad.getImageData(0, 0, width, height);
                const colors = [];
                for (let y = 4; y < height; y += 8)
                    for (let x = 4; x < width; x += 8) {
                        const at = 4 * (y * width + x);
                        const color = [0, 1, 2].map((part) => data[at + part] >> 6);
                        colors.push(data[at + 3] < 128 ? 0 : 1 + color[0] + 4 * color[1] + 16 * color[2]);
                    }
                done(colors);
            };
            requestAnimationFrame(() => requestAnimationFrame(look))";
        let colors = self
            .client()
            .execute_async(colors, vec![PAD.into()])
            .await?;
        Ok(serde_json::from_value(colors)?)
    }

    /// Waits until ink is on the pad.
    pub async fn shows_ink(&self) -> Result<()> {
        self.wait_until(HAS_INK).await
    }

    /// Waits until no ink is on the pad.
    pub async fn shows_no_ink(&self) -> Result<()> {
        self.wait_until(&format!("!{HAS_INK}")).await
    }

    /// Where the strokes of a drawing are in the window.
    pub async fn paths(&self, drawing: &Drawing) -> Result<Vec<Path>> {
        // Pointers cannot be where the window does not show.
        let pad = "const pad = document.querySelector(arguments[0]);
                   if (pad.getBoundingClientRect().top < 0) scrollTo(0, 0);
                   const { left, top, height } = pad.getBoundingClientRect();
                   return [left, top, height]";
        let pad = self.client().execute(pad, vec![PAD.into()]).await?;
        let [left, top, height]: [f64; 3] = serde_json::from_value(pad)?;
        // A pad that is wider than the standard one is still as high.
        let unit = height / f64::from(PAD_SIZE);
        let place = |point: &Point| {
            let (x, y) = (f64::from(point.x), f64::from(point.y));
            (left + x * unit, top + y * unit)
        };
        let strokes = drawing.strokes.iter();
        Ok(strokes
            .map(|stroke| stroke.points.iter().map(place).collect())
            .collect())
    }

    /// Width of the pad in drawing units.
    pub async fn pad_width(&self) -> Result<f64> {
        let width = "(() => {
            const pad = document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect();
            return pad.width / pad.height;
        })()";
        let width: f64 = serde_json::from_value(self.evaluate(width).await?)?;
        Ok((width * f64::from(PAD_SIZE)).round())
    }

    /// The parts of the pad that are in sight, from left to right in drawing units, once it does
    /// not scroll any more.
    pub async fn sight(&self) -> Result<(f64, f64)> {
        let mut before = self.sight_now().await?;
        loop {
            sleep(5 * POLL).await;
            let now = self.sight_now().await?;
            if now == before {
                return Ok(now);
            }
            before = now;
        }
    }

    async fn sight_now(&self) -> Result<(f64, f64)> {
        let frame = "const { scrollLeft, clientWidth, clientHeight } =
                         document.querySelector(arguments[0]);
                     return [scrollLeft / clientHeight, (scrollLeft + clientWidth) / clientHeight]";
        let frame = self.client().execute(frame, vec![FRAME.into()]).await?;
        let [left, right]: [f64; 2] = serde_json::from_value(frame)?;
        let unit = f64::from(PAD_SIZE);
        Ok((left * unit, right * unit))
    }

    /// Moves pointers.
    pub async fn act(&self, actions: impl Into<Actions>) -> Result<()> {
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Asks what is drawn.
    pub async fn predict(&self) -> Result<()> {
        self.click("Predict").await
    }

    /// Clears the canvas, and waits until nothing is said about it any more.
    pub async fn clear_canvas(&self) -> Result<()> {
        self.click("Clear canvas").await?;
        self.wait_for(&format!("{ANSWER}[data-state=blank]"))
            .await?;
        Ok(())
    }

    /// Draws, asks and waits for the number.
    pub async fn read(&self, drawing: &Drawing, pointer: Pointer) -> Result<Answer> {
        self.draw(drawing, pointer).await?;
        self.predict().await?;
        self.answer_in("ready").await
    }

    /// Draws, asks and waits for the answer, be it a number or that it is none.
    pub async fn judge(&self, drawing: &Drawing, pointer: Pointer) -> Result<Answer> {
        self.draw(drawing, pointer).await?;
        self.predict().await?;
        self.wait_for(&format!(
            "{ANSWER}:is([data-state=ready], [data-state=rejected])"
        ))
        .await?;
        self.answer().await
    }
}
