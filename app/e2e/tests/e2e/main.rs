//! Inkling's page in a real browser. Each file is one thing that people rely on.

mod accessibility;
mod blank;
mod canvas;
mod clearing;
mod early;
mod history;
mod ink;
mod keyboard;
mod model_input;
mod offline;
mod phone;
mod pointers;
mod privacy;
mod sizes;
mod storage;
mod styles;
mod theme;
mod unsupported;
mod visit;
mod worker_death;
