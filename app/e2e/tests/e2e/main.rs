//! Inkling's page in a real browser. Each file is one thing that people rely on.

mod accessibility;
mod blank;
mod boxes;
mod canvas;
mod clearing;
mod early;
mod history;
mod ink;
mod keyboard;
mod model_input;
mod numbers;
mod offline;
mod phone;
mod pointers;
mod privacy;
mod rejection;
mod selection;
mod sizes;
mod storage;
mod styles;
mod theme;
mod unsupported;
mod visit;
mod wide_pad;
mod words;
mod worker_death;
