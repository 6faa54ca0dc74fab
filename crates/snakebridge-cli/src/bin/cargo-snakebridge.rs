//! `cargo snakebridge`: the same as `snakebridge`, where Cargo finds it.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo passes the name of the subcommand on: `cargo-snakebridge snakebridge call ...`.
    let args = std::env::args_os().enumerate();
    let args = args.filter(|(position, arg)| *position != 1 || arg != "snakebridge");
    snakebridge_cli::run(args.map(|(_, arg)| arg))
}
