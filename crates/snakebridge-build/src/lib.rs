//! Generates SnakeBridge wrappers from a build script.
