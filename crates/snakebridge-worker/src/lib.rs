//! The SnakeBridge engine that runs Python in isolated worker processes.
//!
//! A worker is a Python process of its own that inherits one end of a socket pair: nothing listens anywhere, nothing is linked,
//! and whatever a library does to its process, the host gets an error value and the next call a new worker. What crosses the
//! socket is written down in `docs/wire.md`; the crate `snakebridge-wire` is its sans-IO half.

#![cfg(unix)]

mod bell;
mod connection;
mod engine;
mod family;
mod farewell;
#[cfg(target_os = "linux")]
mod guardian;
mod handshake;
mod launch;
mod line;
mod nursery;
mod process;
#[cfg(target_os = "linux")]
mod segments;
#[cfg(not(target_os = "linux"))]
#[path = "segments/absent.rs"]
mod segments;
mod service;
mod timers;
mod worker;

pub use engine::WorkerEngine;
