//! The server over real HTTP, as its clients see it.

mod agreement;
mod cors;
mod description;
mod engines;
mod limits;
mod malformed;
mod own_model;
mod pages;
mod patience;
mod pictures;
mod predict;
mod recognize;
mod shutdown;
mod state;
mod test_server;
mod v2;
