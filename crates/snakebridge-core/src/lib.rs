//! The core contract of SnakeBridge: expressions, values, objects, calls, sessions, engines and errors.
