//! Inkling's page.

fn main() {
    app::mount();
}
