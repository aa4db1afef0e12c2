//! The page as a person sees it: what can be done there, and what it shows.

mod drawing;
mod engines;
mod explanation;
mod keepsakes;
mod own_model;
mod pictures;
mod reading;

pub use engines::Compared;
pub use explanation::Explanation;
pub use reading::{Answer, Digit};

use crate::cdp;
use crate::command::Command;
use crate::site::Guest;
use crate::{Browser, Session};
use anyhow::{Context, Result};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::Value;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// No wait is that long, even on a slow machine that builds something beside the tests.
const DEADLINE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);

const PAD: &str = "[data-testid=drawing-pad]";
const ANSWER: &str = "[data-testid=answer]";
const FRAME: &str = ".frame";
const DIGIT: &str = "[data-testid=digit]";
const DIGIT_BOX: &str = "[data-testid=digit-box]";
const HISTORY_ITEM: &str = "[data-testid=history-item]";
const NOTICE: &str = "[data-testid=notice]";

/// Inkling in a browser.
pub struct Page {
    session: Session,
    url: String,
    guest: Guest,
}

impl Page {
    pub(crate) fn new(session: Session, url: String, guest: Guest) -> Self {
        Self {
            session,
            url,
            guest,
        }
    }

    /// The connection to the browser.
    pub fn client(&self) -> &Client {
        self.session.client()
    }

    /// Opens the page, or opens it again.
    pub async fn open(&self) -> Result<()> {
        self.client().goto(&self.url).await?;
        self.is_open().await
    }

    /// Opens the page, and waits only until there is something to draw on.
    pub async fn open_pad(&self) -> Result<()> {
        self.client().goto(&self.url).await?;
        self.wait_for(&format!("{PAD}:not([inert] *)")).await?;
        Ok(())
    }

    /// Waits until there is something to draw on, and all that is shown after it.
    pub async fn is_open(&self) -> Result<()> {
        self.wait_for(PAD).await?;
        self.move_elsewhere().await?;
        self.wait_for("footer").await?;
        Ok(())
    }

    /// Moves a pointer where nobody draws: the page is to have all its parts.
    pub async fn move_elsewhere(&self) -> Result<()> {
        let moved =
            "document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))";
        self.evaluate(moved).await?;
        Ok(())
    }

    /// Waits until something fits this CSS selector.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let wait = self.client().wait().at_most(DEADLINE).every(POLL);
        let element = wait.for_element(Locator::Css(css)).await;
        element.with_context(|| format!("{css} does not appear"))
    }

    /// Waits until this expression is true in the page.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        let poll = async {
            while self.evaluate(expression).await? != true {
                sleep(POLL).await;
            }
            Ok(())
        };
        let met = timeout(DEADLINE, poll).await;
        met.with_context(|| format!("{expression} does not become true"))?
    }

    /// Waits until nothing fits this CSS selector.
    pub async fn wait_for_no(&self, css: &str) -> Result<()> {
        self.wait_for(&format!("html:not(:has({css}))")).await?;
        Ok(())
    }

    /// Presses the button of this name.
    pub async fn click(&self, button: &str) -> Result<()> {
        self.button(button).await?.click().await?;
        Ok(())
    }

    /// The button of this name: one that is shown, if there are several.
    pub async fn button(&self, name: &str) -> Result<Element> {
        let path = format!("//button[normalize-space()='{name}' or @aria-label='{name}']");
        let buttons = self.client().find_all(Locator::XPath(&path)).await?;
        for button in &buttons {
            if button.is_displayed().await? {
                return Ok(button.clone());
            }
        }
        let hidden = buttons.into_iter().next();
        hidden.with_context(|| format!("there is no button {name}"))
    }

    /// Presses a key, wherever the focus is.
    pub async fn press(&self, key: Key) -> Result<()> {
        let value = char::from(key);
        let keyboard = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.act(keyboard).await
    }

    /// Presses a key while others are held.
    pub async fn press_with(&self, held: &[Key], key: char) -> Result<()> {
        let mut keyboard = KeyActions::new("keyboard".into());
        let held: Vec<char> = held.iter().map(|&key| key.into()).collect();
        for &value in held.iter().chain([&key]) {
            keyboard = keyboard.then(KeyAction::Down { value });
        }
        for &value in held.iter().chain([&key]).rev() {
            keyboard = keyboard.then(KeyAction::Up { value });
        }
        self.act(keyboard).await
    }

    /// Moves the focus to an element.
    pub async fn focus(&self, element: &Element) -> Result<()> {
        let element = serde_json::to_value(element)?;
        let focus = "arguments[0].focus()";
        self.client().execute(focus, vec![element]).await?;
        Ok(())
    }

    /// Evaluates an expression in the page.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        let script = format!("return {expression}");
        Ok(self.client().execute(&script, vec![]).await?)
    }

    /// The name by which assistive software calls an element.
    pub async fn accessible_name(&self, element: &Element) -> Result<String> {
        self.computed("computedlabel", element).await
    }

    /// What assistive software takes an element for.
    pub async fn accessible_role(&self, element: &Element) -> Result<String> {
        self.computed("computedrole", element).await
    }

    async fn computed(&self, what: &str, element: &Element) -> Result<String> {
        let path = format!("element/{}/{what}", &*element.element_id());
        let answer = self.client().issue_cmd(Command::Get(path)).await?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a script in every document from now on, before the document's own scripts.
    pub async fn run_first(&self, script: &str) -> Result<()> {
        match self.session.browser() {
            Browser::Chromium => cdp::run_on_new_documents(self.client(), script).await,
            Browser::Firefox | Browser::WebKit => {
                self.guest.run_first(script);
                Ok(())
            }
        }
    }

    /// The errors in the console since they were asked for last.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        match self.session.browser() {
            Browser::Chromium => cdp::console_errors(self.client()).await,
            Browser::Firefox | Browser::WebKit => Ok(self.guest.take_errors()),
        }
    }
}
