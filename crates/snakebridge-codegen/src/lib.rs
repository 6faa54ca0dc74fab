//! Generates typed SnakeBridge wrappers: scan, plan, introspect, resolve, emit, write.
