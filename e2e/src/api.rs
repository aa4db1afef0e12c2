use anyhow::Result;
use axum::Router;
use local_server::LocalServer;
use server::{Server, ServerOptions};
use std::path::PathBuf;

/// API of the real server at another origin than the page's; it can be killed and restarted.
pub struct Api {
    options: ServerOptions,
    server: LocalServer,
}

impl Api {
    /// Starts a server for pages of these origins; for those of this machine if the list is empty.
    pub fn start(allowed_origins: &[&str]) -> Result<Self> {
        let mut options = ServerOptions::new(PathBuf::new());
        options.allowed_origins = allowed_origins.iter().map(ToString::to_string).collect();
        let server = LocalServer::start(router(&options)?)?;
        Ok(Self { options, server })
    }

    /// Origin of the server.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Ends the server as a power cut would.
    pub fn kill(&self) {
        self.server.kill();
    }

    /// Starts a killed server again, at the same address.
    pub fn restart(&mut self) -> Result<()> {
        let router = router(&self.options)?;
        self.server = LocalServer::start_at(self.server.address(), router)?;
        Ok(())
    }
}

fn router(options: &ServerOptions) -> Result<Router> {
    Ok(Server::new(options)?.router())
}
