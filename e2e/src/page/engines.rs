use super::Page;
use anyhow::{Context, Result};
use fantoccini::Locator;
use fantoccini::elements::Element;

const ENGINE: &str = "[data-testid=engine]";
const ADDRESS: &str = "[data-testid=server-address]";
const STATUS: &str = "[data-testid=server-status]";

/// What one of the two says, as it stands beside the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The number in digits.
    pub number: String,
    /// Milliseconds in all.
    pub total: f64,
    /// Milliseconds of inference.
    pub inference: f64,
}

impl Page {
    /// The name of the chosen engine.
    pub async fn engine(&self) -> Result<String> {
        let switch = self.client().find(Locator::Css(ENGINE)).await?;
        let engine = switch.attr("data-engine").await?;
        engine.context("no engine is chosen")
    }

    /// Chooses where drawings are read.
    pub async fn choose_engine(&self, name: &str) -> Result<()> {
        let path = format!("//*[@data-testid='engine']//label[normalize-space()='{name}']");
        self.client()
            .find(Locator::XPath(&path))
            .await?
            .click()
            .await?;
        self.wait_for(&format!("{ENGINE}[data-engine={name}]"))
            .await?;
        Ok(())
    }

    /// Enters the server's address.
    pub async fn enter_server(&self, address: &str) -> Result<()> {
        let field = serde_json::to_value(self.wait_for(ADDRESS).await?)?;
        // Keys would go into a field that may change while they are pressed.
        let enter = "arguments[0].value = arguments[1];
                     arguments[0].dispatchEvent(new Event('change', { bubbles: true }))";
        self.client()
            .execute(enter, vec![field, address.into()])
            .await?;
        Ok(())
    }

    /// What the page says about the server, once it is in this state.
    pub async fn server_in(&self, state: &str) -> Result<String> {
        let status = self
            .wait_for(&format!("{STATUS}[data-state={state}]"))
            .await;
        match status {
            Ok(status) => Ok(status.text().await?),
            Err(error) => {
                let status = self.client().find(Locator::Css(STATUS)).await?;
                let state = status.attr("data-state").await?;
                Err(error).with_context(|| format!("the server is {state:?}"))
            }
        }
    }

    /// Both answers, browser first, once both have come.
    pub async fn compared(&self) -> Result<[Compared; 2]> {
        self.wait_for("[data-testid=agreement][data-agree]").await?;
        let side = async |name| {
            let side = self.client().find(Locator::Css(name)).await?;
            compared(&side).await
        };
        Ok([
            side("[data-testid=compare-browser]").await?,
            side("[data-testid=compare-server]").await?,
        ])
    }

    /// Whether they agree, as the page says it: in an attribute, and in words.
    pub async fn agreement(&self) -> Result<(bool, String)> {
        let agreement = self.wait_for("[data-testid=agreement][data-agree]").await?;
        let agrees = agreement.attr("data-agree").await?;
        Ok((agrees.as_deref() == Some("true"), agreement.text().await?))
    }
}

async fn compared(side: &Element) -> Result<Compared> {
    let attribute = async |name| side.attr(name).await?.context("an attribute is missing");
    Ok(Compared {
        number: attribute("data-number").await?,
        total: attribute("data-total-ms").await?.parse()?,
        inference: attribute("data-inference-ms").await?.parse()?,
    })
}
