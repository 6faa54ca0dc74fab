//! Generates typed wrappers for the Python that `src` uses.

fn main() {
    snakebridge_build::generate();
}
