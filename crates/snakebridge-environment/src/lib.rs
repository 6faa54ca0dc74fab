//! Finds Python interpreters and provisions managed virtual environments for SnakeBridge.
