//! Wrappers of libraries of the corpus, generated for what the tests beside use of them, and run by these.

snakebridge::bindings!();
