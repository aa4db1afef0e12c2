//! The server over real HTTP, as its clients use it.

mod agreement;
mod cors;
mod drawn_pictures;
mod environment;
mod fake_classifier;
mod limits;
mod malformed;
mod openapi;
#[cfg(feature = "own-model")]
mod own_model;
mod picture_memory;
mod predict;
mod prefix;
mod recognize;
mod shutdown;
mod static_files;
mod status;
mod test_server;
mod timeouts;
mod v2;
#[cfg(not(feature = "own-model"))]
mod without_own_model;
