//! Generates wrappers of what the tests use.

fn main() {
    snakebridge_build::generate();
}
