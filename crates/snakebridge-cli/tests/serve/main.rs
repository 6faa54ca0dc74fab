//! `snakebridge serve`, the real one over real pipes, with real Pythons.

mod callbacks;
mod endings;
mod frames;
mod host;
mod requests;
mod sessions;
mod streams;
mod values;
