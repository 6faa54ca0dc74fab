//! The door for generated code.
