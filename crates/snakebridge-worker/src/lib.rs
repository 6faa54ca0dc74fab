//! The SnakeBridge engine that runs Python in isolated worker processes.
