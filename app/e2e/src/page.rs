//! The page as a person sees it: what can be done there, and what it shows.

use crate::Session;
use crate::cdp;
use crate::command::Command;
use crate::pointer::{Path, Pointer};
use anyhow::{Context, Result};
use fantoccini::actions::Actions;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use recognizer::{Drawing, PAD_SIZE, Point};
use serde_json::Value;
use std::time::Duration;

/// No wait is that long, even on a slow machine that builds something beside the tests.
const DEADLINE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);

const PAD: &str = "[data-testid=drawing-pad]";
const ANSWER: &str = "[data-testid=answer]";
const HISTORY_ITEM: &str = "[data-testid=history-item]";
const NOTICE: &str = "[data-testid=notice]";

/// Inkling in a browser.
pub struct Page {
    session: Session,
    url: String,
}

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
    /// The page at this address; it is not opened yet.
    pub fn new(session: Session, url: String) -> Self {
        Self { session, url }
    }

    /// The connection to the browser.
    pub fn client(&self) -> &Client {
        self.session.client()
    }

    /// Opens the page, or opens it again.
    ///
    /// # Errors
    /// If the pad does not appear.
    pub async fn open(&self) -> Result<()> {
        self.client().goto(&self.url).await?;
        self.wait_for(PAD).await?;
        Ok(())
    }

    /// Waits until something fits this CSS selector.
    ///
    /// # Errors
    /// If nothing does for a minute.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let wait = self.client().wait().at_most(DEADLINE).every(POLL);
        let element = wait.for_element(Locator::Css(css)).await;
        element.with_context(|| format!("{css} does not appear"))
    }

    /// Waits until nothing fits this CSS selector.
    ///
    /// # Errors
    /// If something does for a minute.
    pub async fn wait_for_no(&self, css: &str) -> Result<()> {
        self.wait_for(&format!("html:not(:has({css}))")).await?;
        Ok(())
    }

    /// Draws on the pad.
    ///
    /// # Errors
    /// If there is no pad.
    pub async fn draw(&self, drawing: &Drawing, pointer: Pointer) -> Result<()> {
        let paths = self.paths(drawing).await?;
        self.act(pointer.draws(&paths)).await
    }

    /// Where the strokes of a drawing are in the window.
    ///
    /// # Errors
    /// If there is no pad.
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
        Ok(strokes.map(|stroke| stroke.points.iter().map(place).collect()).collect())
    }

    /// Moves pointers.
    ///
    /// # Errors
    /// If a movement is impossible.
    pub async fn act(&self, actions: impl Into<Actions>) -> Result<()> {
        Ok(self.client().perform_actions(actions).await?)
    }

    /// Asks what is drawn.
    ///
    /// # Errors
    /// If there is no such button.
    pub async fn predict(&self) -> Result<()> {
        self.click("Predict").await
    }

    /// Clears the canvas, and waits until nothing is said about it any more.
    ///
    /// # Errors
    /// If there is no such button, or it does not.
    pub async fn clear_canvas(&self) -> Result<()> {
        self.click("Clear canvas").await?;
        self.wait_for(&format!("{ANSWER}[data-state=blank]")).await?;
        Ok(())
    }

    /// Draws, asks and waits for the answer.
    ///
    /// # Errors
    /// If there is none.
    pub async fn read(&self, drawing: &Drawing, pointer: Pointer) -> Result<Answer> {
        self.draw(drawing, pointer).await?;
        self.predict().await?;
        self.answer_in("ready").await
    }

    /// Presses the button of this name.
    ///
    /// # Errors
    /// If there is none.
    pub async fn click(&self, button: &str) -> Result<()> {
        self.button(button).await?.click().await?;
        Ok(())
    }

    /// The button of this name.
    ///
    /// # Errors
    /// If there is none.
    pub async fn button(&self, name: &str) -> Result<Element> {
        let path = format!("//button[normalize-space()='{name}']");
        let button = self.client().find(Locator::XPath(&path)).await;
        button.with_context(|| format!("there is no button {name}"))
    }

    /// Presses a key, wherever the focus is.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn press(&self, key: Key) -> Result<()> {
        let focused = self.client().active_element().await?;
        focused.send_keys(&String::from(char::from(key))).await?;
        Ok(())
    }

    /// What the page says about the drawing, now.
    ///
    /// # Errors
    /// If it says nothing.
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
    ///
    /// # Errors
    /// If it does not come into it.
    pub async fn answer_in(&self, state: &str) -> Result<Answer> {
        let arrived = self.wait_for(&format!("{ANSWER}[data-state={state}]")).await;
        let answer = self.answer().await?;
        arrived.with_context(|| format!("the page says {answer:?}"))?;
        Ok(answer)
    }

    /// The numbers in the history, newest first.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn history(&self) -> Result<Vec<String>> {
        let numbers = "return [...document.querySelectorAll(arguments[0])]
                           .map((item) => item.dataset.number)";
        let numbers = self.client().execute(numbers, vec![HISTORY_ITEM.into()]).await?;
        Ok(serde_json::from_value(numbers)?)
    }

    /// Waits until the history has this many entries.
    ///
    /// # Errors
    /// If it does not get there.
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
    ///
    /// # Errors
    /// If it is not there.
    pub async fn sequence(&self) -> Result<String> {
        let sequence = self.client().find(Locator::Css(".sequence output")).await?;
        Ok(sequence.text().await?)
    }

    /// The notice that is open.
    ///
    /// # Errors
    /// If none opens.
    pub async fn notice(&self) -> Result<String> {
        let text = self.wait_for(&format!("{NOTICE} span")).await?;
        Ok(text.text().await?)
    }

    /// Waits until no notice is open.
    ///
    /// # Errors
    /// If one stays.
    pub async fn no_notice(&self) -> Result<()> {
        self.wait_for_no(NOTICE).await
    }

    /// Evaluates an expression in the page.
    ///
    /// # Errors
    /// If it throws.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        let script = format!("return {expression}");
        Ok(self.client().execute(&script, vec![]).await?)
    }

    /// The name by which assistive software calls an element.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn accessible_name(&self, element: &Element) -> Result<String> {
        let path = format!("element/{}/computedlabel", &*element.element_id());
        let name = self.client().issue_cmd(Command::Get(path)).await?;
        Ok(name.as_str().unwrap_or_default().to_owned())
    }

    /// The errors in the console since they were asked for last.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        cdp::console_errors(self.client()).await
    }
}
