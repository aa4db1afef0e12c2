//! Inkling's page in a real browser. Each file is one thing that people rely on.

mod styles;
mod visit;
