//! Thin wrappers around what the browser provides, and small helpers that know no feature.

pub(crate) mod dom;
pub(crate) mod indexed_db;
pub(crate) mod js_value;
pub(crate) mod local_storage;
