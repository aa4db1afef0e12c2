use super::{ANSWER, FRAME, PAD, POLL, Page, ShownAnswer};
use crate::ink::digit;
use crate::pointer::{Path, Pointer};
use anyhow::Result;
use fantoccini::actions::Actions;
use recognizer::{Drawing, PAD_SIZE, Point};
use tokio::time::sleep;

/// Whether any pixel of the pad is not transparent.
const HAS_INK: &str = "(() => {
    const pad = document.querySelector('[data-testid=drawing-pad]');
    const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height);
    return data.some((value) => value !== 0);
})()";

impl Page {
    /// Draws with the mouse.
    pub async fn draw(&self, drawing: &Drawing) -> Result<()> {
        self.draw_with(Pointer::Mouse, drawing).await
    }

    /// Draws with this device.
    pub async fn draw_with(&self, pointer: Pointer, drawing: &Drawing) -> Result<()> {
        let paths = self.paths(drawing).await?;
        self.perform(pointer.actions(&paths)).await
    }

    /// Draws a digit in the middle of the pad, with the mouse.
    pub async fn draw_digit(&self, value: u8) -> Result<()> {
        self.draw(&digit(value)).await
    }

    /// Moves the eraser along a drawing and takes the pen again.
    pub async fn erase(&self, drawing: &Drawing) -> Result<()> {
        self.click("Eraser").await?;
        self.draw(drawing).await?;
        self.click("Eraser").await
    }

    /// Colors of the painted pad at the crossings of a fine grid.
    ///
    /// Only these compare: ink that was added bit by bit has other edges than the same ink painted at once.
    pub async fn pad_colors(&self) -> Result<Vec<u8>> {
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

    /// Waits until there is ink on the pad.
    pub async fn wait_for_ink(&self) -> Result<()> {
        self.wait_until(HAS_INK).await
    }

    /// Waits until there is no ink on the pad.
    pub async fn wait_for_no_ink(&self) -> Result<()> {
        self.wait_until(&format!("!{HAS_INK}")).await
    }

    /// Strokes of a drawing as paths in the window; scrolls to the pad first.
    pub async fn paths(&self, drawing: &Drawing) -> Result<Vec<Path>> {
        // Pointers cannot be outside the visible part of the page.
        let pad = "const pad = document.querySelector(arguments[0]);
                   if (pad.getBoundingClientRect().top < 0) scrollTo(0, 0);
                   const { left, top, height } = pad.getBoundingClientRect();
                   return [left, top, height]";
        let pad = self.client().execute(pad, vec![PAD.into()]).await?;
        let [left, top, height]: [f64; 3] = serde_json::from_value(pad)?;
        // All pads have the standard height, however wide they are.
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

    /// Makes the pad wider, this many steps.
    pub async fn widen_pad(&self, steps: usize) -> Result<()> {
        for _ in 0..steps {
            self.click("Wider pad").await?;
        }
        Ok(())
    }

    /// Width of the pad in drawing units.
    pub async fn pad_width(&self) -> Result<f64> {
        let aspect = "(() => {
            const pad = document.querySelector('[data-testid=drawing-pad]').getBoundingClientRect();
            return pad.width / pad.height;
        })()";
        let aspect: f64 = self.evaluate_as(aspect).await?;
        Ok((aspect * f64::from(PAD_SIZE)).round())
    }

    /// Visible part of the pad, left and right in drawing units, once it has stopped scrolling.
    pub async fn visible_range(&self) -> Result<(f64, f64)> {
        let mut before = self.visible_range_now().await?;
        loop {
            sleep(5 * POLL).await;
            let now = self.visible_range_now().await?;
            if now == before {
                return Ok(now);
            }
            before = now;
        }
    }

    async fn visible_range_now(&self) -> Result<(f64, f64)> {
        let frame = "const { scrollLeft, clientWidth, clientHeight } =
                         document.querySelector(arguments[0]);
                     return [scrollLeft / clientHeight, (scrollLeft + clientWidth) / clientHeight]";
        let frame = self.client().execute(frame, vec![FRAME.into()]).await?;
        let [left, right]: [f64; 2] = serde_json::from_value(frame)?;
        let unit = f64::from(PAD_SIZE);
        Ok((left * unit, right * unit))
    }

    /// Performs actions of pointers or the keyboard.
    pub async fn perform(&self, actions: impl Into<Actions>) -> Result<()> {
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Clicks Predict.
    pub async fn predict(&self) -> Result<()> {
        self.click("Predict").await
    }

    /// Predicts, and asserts that the drawing is read as this number.
    pub async fn predict_expecting(&self, number: &str) -> Result<ShownAnswer> {
        self.predict().await?;
        self.expect_number(number).await
    }

    /// Clears the canvas and waits until the answer is blank.
    pub async fn clear_canvas(&self) -> Result<()> {
        self.click("Clear canvas").await?;
        self.wait_for(&format!("{ANSWER}[data-state=blank]"))
            .await?;
        Ok(())
    }

    /// Draws with the mouse, predicts and waits for a number.
    pub async fn read(&self, drawing: &Drawing) -> Result<ShownAnswer> {
        self.read_with(Pointer::Mouse, drawing).await
    }

    /// Draws with this device, predicts and waits for a number.
    pub async fn read_with(&self, pointer: Pointer, drawing: &Drawing) -> Result<ShownAnswer> {
        self.draw_with(pointer, drawing).await?;
        self.predict().await?;
        self.wait_for_answer("ready").await
    }

    /// Draws a digit, predicts, and asserts that this digit is read.
    pub async fn read_digit(&self, value: u8) -> Result<ShownAnswer> {
        self.draw_digit(value).await?;
        self.predict_expecting(&value.to_string()).await
    }

    /// Draws these digits, each on a clear canvas, and asserts that each is read.
    pub async fn read_digits(&self, values: &[u8]) -> Result<()> {
        for &value in values {
            self.read_digit(value).await?;
            self.clear_canvas().await?;
        }
        Ok(())
    }

    /// Draws with the mouse, predicts and waits for a number or a rejection.
    pub async fn judge(&self, drawing: &Drawing) -> Result<ShownAnswer> {
        self.judge_with(Pointer::Mouse, drawing).await
    }

    /// Draws with this device, predicts and waits for a number or a rejection.
    pub async fn judge_with(&self, pointer: Pointer, drawing: &Drawing) -> Result<ShownAnswer> {
        self.draw_with(pointer, drawing).await?;
        self.predict().await?;
        self.wait_for(&format!(
            "{ANSWER}:is([data-state=ready], [data-state=rejected])"
        ))
        .await?;
        self.answer().await
    }
}
