//! `snakebridge`: call Python from a shell, see what wrappers would be generated, generate them, find out what is wrong.

use std::process::ExitCode;

fn main() -> ExitCode {
    snakebridge_cli::run(std::env::args_os())
}
