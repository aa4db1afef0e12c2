//! Thin wrappers around browser APIs; everything else builds on them.

pub(crate) mod after_paint;
pub(crate) mod canvas;
pub(crate) mod clock;
pub(crate) mod deferred;
pub(crate) mod dom;
pub(crate) mod download;
pub(crate) mod indexed_db;
pub(crate) mod js_value;
pub(crate) mod latest;
pub(crate) mod local_storage;
pub(crate) mod pointers;
