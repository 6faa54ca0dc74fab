//! Generates wrappers of the toys that the tests use.

fn main() {
    snakebridge_build::generate();
}
