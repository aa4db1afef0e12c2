use super::{ANSWER, Answer, PAD, Page};
use crate::pointer::{Path, Pointer};
use anyhow::Result;
use fantoccini::actions::Actions;
use recognizer::{Drawing, PAD_SIZE, Point};

/// Whether the pad differs from a blank canvas of its size.
const HAS_INK: &str = "(() => {
    const pad = document.querySelector('[data-testid=drawing-pad]');
    const blank = document.createElement('canvas');
    [blank.width, blank.height] = [pad.width, pad.height];
    return pad.toDataURL() !== blank.toDataURL();
})()";

impl Page {
    /// Draws on the pad.
    pub async fn draw(&self, drawing: &Drawing, pointer: Pointer) -> Result<()> {
        let paths = self.paths(drawing).await?;
        self.act(pointer.draws(&paths)).await
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
        let pad = "const pad = document.querySelector(arguments[0]).getBoundingClientRect();
                   return [pad.left, pad.top, pad.width]";
        let pad = self.client().execute(pad, vec![PAD.into()]).await?;
        let [left, top, width]: [f64; 3] = serde_json::from_value(pad)?;
        let unit = width / f64::from(PAD_SIZE);
        let place = |point: &Point| {
            let (x, y) = (f64::from(point.x), f64::from(point.y));
            (left + x * unit, top + y * unit)
        };
        let strokes = drawing.strokes.iter();
        Ok(strokes
            .map(|stroke| stroke.points.iter().map(place).collect())
            .collect())
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

    /// Draws, asks and waits for the answer.
    pub async fn read(&self, drawing: &Drawing, pointer: Pointer) -> Result<Answer> {
        self.draw(drawing, pointer).await?;
        self.predict().await?;
        self.answer_in("ready").await
    }
}
