use super::Page;
use anyhow::{Context, Result};
use fantoccini::Locator;
use fantoccini::elements::Element;

const ENGINE: &str = "[data-testid=engine]";
const ADDRESS: &str = "[data-testid=server-address]";
const STATUS: &str = "[data-testid=server-status]";
const AGREEMENT: &str = "[data-testid=agreement][data-agree]";

/// Answer of one engine in a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedSide {
    /// Number in digits.
    pub number: String,
    /// Total latency in milliseconds.
    pub total: f64,
    /// Inference time in milliseconds.
    pub inference: f64,
}

impl Page {
    /// Name of the chosen engine.
    pub async fn engine(&self) -> Result<String> {
        let switch = self.client().find(Locator::Css(ENGINE)).await?;
        let engine = switch.attr("data-engine").await?;
        engine.context("no engine is chosen")
    }

    /// Chooses the engine: "Browser", "Server" or "Compare".
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

    /// Chooses an engine that needs the server, and waits until the server is ready.
    pub async fn connect(&self, engine: &str) -> Result<()> {
        self.choose_engine(engine).await?;
        self.wait_for_server("ready").await?;
        Ok(())
    }

    /// Enters the server's address.
    pub async fn enter_server(&self, address: &str) -> Result<()> {
        self.set_value(ADDRESS, "change", address).await
    }

    /// Text of the server's status, once it is in this state.
    pub async fn wait_for_server(&self, state: &str) -> Result<String> {
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

    /// Answers of browser and server, once both have arrived.
    pub async fn compared(&self) -> Result<[ComparedSide; 2]> {
        self.wait_for(AGREEMENT).await?;
        let side = async |name| {
            let side = self.client().find(Locator::Css(name)).await?;
            compared_side(&side).await
        };
        Ok([
            side("[data-testid=compare-browser]").await?,
            side("[data-testid=compare-server]").await?,
        ])
    }

    /// Whether browser and server agree, and the sentence that reports it.
    pub async fn agreement(&self) -> Result<(bool, String)> {
        let agreement = self.wait_for(AGREEMENT).await?;
        let agrees = agreement.attr("data-agree").await?;
        Ok((agrees.as_deref() == Some("true"), agreement.text().await?))
    }

    /// Waits until the statistics count this many comparisons and agreements.
    pub async fn wait_for_statistics(&self, compared: usize, agreed: usize) -> Result<()> {
        self.wait_for(&format!(
            "[data-testid=statistics][data-compared='{compared}'][data-agreed='{agreed}']"
        ))
        .await?;
        Ok(())
    }
}

async fn compared_side(side: &Element) -> Result<ComparedSide> {
    let attribute = async |name| side.attr(name).await?.context("an attribute is missing");
    Ok(ComparedSide {
        number: attribute("data-number").await?,
        total: attribute("data-total-ms").await?.parse()?,
        inference: attribute("data-inference-ms").await?.parse()?,
    })
}
