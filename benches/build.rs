//! Generates the wrappers that are measured.

fn main() {
    snakebridge_build::generate();
}
