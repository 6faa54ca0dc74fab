//! Wrappers of the modules in `python`, generated for what the tests beside use of them, and run by these.

snakebridge::bindings!();
