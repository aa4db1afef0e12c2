//! Page object: actions of a user, and the state that the page shows.

mod answer;
mod drawing;
mod engines;
mod explanation;
mod history;
mod own_model;
mod pictures;

pub use answer::{ShownAnswer, ShownDigit};
pub use engines::ComparedSide;
pub use explanation::ShownExplanation;

use crate::cdp::{self, Screen};
use crate::command::Command;
use crate::site::Instrumentation;
use crate::{Browser, Session};
use anyhow::{Context, Result};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Limit of every wait, generous for a slow machine that also builds.
const TIMEOUT: Duration = Duration::from_secs(60);
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
    instrumentation: Instrumentation,
}

impl Page {
    pub(crate) fn new(session: Session, url: String, instrumentation: Instrumentation) -> Self {
        Self {
            session,
            url,
            instrumentation,
        }
    }

    /// WebDriver connection.
    pub fn client(&self) -> &Client {
        self.session.client()
    }

    /// Opens the page, or opens it again, with all of its parts.
    pub async fn open(&self) -> Result<()> {
        self.open_url(&self.url).await
    }

    /// Opens the page at another address.
    pub async fn open_url(&self, url: &str) -> Result<()> {
        self.client().goto(url).await?;
        self.wait_until_open().await
    }

    /// Opens the page and waits for the pad alone, which is there before the app.
    pub async fn open_pad(&self) -> Result<()> {
        self.client().goto(&self.url).await?;
        self.wait_for(&format!("{PAD}:not([inert] *)")).await?;
        Ok(())
    }

    /// Waits until the page has all of its parts.
    pub async fn wait_until_open(&self) -> Result<()> {
        self.wait_for(PAD).await?;
        // The page loads what follows the pad at the first pointer event.
        let moved =
            "document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))";
        self.evaluate(moved).await?;
        self.wait_for("footer").await?;
        Ok(())
    }

    /// Waits until an element matches this CSS selector.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let wait = self.client().wait().at_most(TIMEOUT).every(POLL);
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
        let met = timeout(TIMEOUT, poll).await;
        met.with_context(|| format!("{expression} does not become true"))?
    }

    /// Waits until no element matches this CSS selector.
    pub async fn wait_for_no(&self, css: &str) -> Result<()> {
        self.wait_for(&format!("html:not(:has({css}))")).await?;
        Ok(())
    }

    /// Waits until an element contains this text.
    pub async fn wait_for_text(&self, css: &str, text: &str) -> Result<()> {
        let contains = format!("document.querySelector('{css}')?.textContent.includes('{text}')");
        self.wait_until(&contains).await
    }

    /// Visible text of an element, once there is one.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.wait_for(css).await?.text().await?)
    }

    /// Clicks the button of this name.
    pub async fn click(&self, button: &str) -> Result<()> {
        self.button(button).await?.click().await?;
        Ok(())
    }

    /// Clicks an element, once there is one.
    pub async fn click_on(&self, css: &str) -> Result<()> {
        Ok(self.wait_for(css).await?.click().await?)
    }

    /// Button of this name, preferably a visible one.
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
        self.press_repeatedly(key, 1).await
    }

    /// Presses a key several times.
    pub async fn press_repeatedly(&self, key: impl Into<char>, times: usize) -> Result<()> {
        let value = key.into();
        let mut keyboard = KeyActions::new("keyboard".into());
        for _ in 0..times {
            keyboard = keyboard
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.perform(keyboard).await
    }

    /// Presses a key while others are held.
    pub async fn press_chord(&self, held: &[Key], key: impl Into<char>) -> Result<()> {
        let held = held.iter().map(|&key| char::from(key));
        let keys: Vec<char> = held.chain([key.into()]).collect();
        let mut keyboard = KeyActions::new("keyboard".into());
        for &value in &keys {
            keyboard = keyboard.then(KeyAction::Down { value });
        }
        for &value in keys.iter().rev() {
            keyboard = keyboard.then(KeyAction::Up { value });
        }
        self.perform(keyboard).await
    }

    /// Moves the focus to an element.
    pub async fn focus(&self, element: &Element) -> Result<()> {
        let element = serde_json::to_value(element)?;
        let focus = "arguments[0].focus()";
        self.client().execute(focus, vec![element]).await?;
        Ok(())
    }

    /// Sets the value of a field and dispatches its "input" or "change" event.
    ///
    /// Typed keys could reach a field that is replaced meanwhile.
    pub async fn set_value(&self, css: &str, event: &str, value: impl Into<Value>) -> Result<()> {
        let field = serde_json::to_value(self.wait_for(css).await?)?;
        let set = "const [field, event, value] = arguments;
                   field.value = value;
                   field.dispatchEvent(new Event(event, { bubbles: true }))";
        let arguments = vec![field, event.into(), value.into()];
        self.client().execute(set, arguments).await?;
        Ok(())
    }

    /// Passes a file to a file field, which may be hidden.
    async fn choose_file(&self, css: &str, file: &Path) -> Result<()> {
        let field = self.client().find(Locator::Css(css)).await?;
        // WebDriver takes absolute paths only.
        let file = file.canonicalize()?;
        Ok(field.send_keys(&file.to_string_lossy()).await?)
    }

    /// Evaluates an expression in the page.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        let script = format!("return {expression}");
        Ok(self.client().execute(&script, vec![]).await?)
    }

    /// Evaluates an expression in the page as a value of this type.
    pub async fn evaluate_as<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        Ok(serde_json::from_value(self.evaluate(expression).await?)?)
    }

    /// Accessible name of an element.
    pub async fn accessible_name(&self, element: &Element) -> Result<String> {
        self.computed("computedlabel", element).await
    }

    /// Accessible role of an element.
    pub async fn accessible_role(&self, element: &Element) -> Result<String> {
        self.computed("computedrole", element).await
    }

    async fn computed(&self, property: &str, element: &Element) -> Result<String> {
        let path = format!("element/{}/{property}", &*element.element_id());
        let value = self.client().issue_cmd(Command::Get(path)).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Emulates a screen.
    pub async fn emulate_screen(&self, screen: Screen) -> Result<()> {
        cdp::emulate_screen(self.client(), screen).await
    }

    /// Asserts that the page does not scroll sideways on a screen of this width in CSS pixels.
    pub async fn assert_fits(&self, screen: Screen) -> Result<()> {
        let width = self
            .evaluate("document.documentElement.scrollWidth")
            .await?;
        assert_eq!(width, json!(screen.width));
        Ok(())
    }

    /// Runs a script in every later document, before the document's own scripts.
    pub async fn add_init_script(&self, script: &str) -> Result<()> {
        match self.session.browser() {
            Browser::Chromium => cdp::add_init_script(self.client(), script).await,
            Browser::Firefox | Browser::WebKit => {
                self.instrumentation.add_script(script);
                Ok(())
            }
        }
    }

    /// Takes the errors in the console since the last call.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        match self.session.browser() {
            Browser::Chromium => cdp::console_errors(self.client()).await,
            Browser::Firefox | Browser::WebKit => Ok(self.instrumentation.take_errors()),
        }
    }

    /// Waits until the last change of state is painted and the tasks after that have run.
    async fn wait_for_paint(&self) -> Result<()> {
        let painted = "const done = arguments[arguments.length - 1];
                       requestAnimationFrame(() => setTimeout(() => setTimeout(done)))";
        self.client().execute_async(painted, vec![]).await?;
        Ok(())
    }
}
