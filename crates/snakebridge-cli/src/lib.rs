//! The `snakebridge` command. All printing is in the module `ui`; each command is a module of its own.

mod arguments;
mod commands;
mod failure;
mod json;
mod page;
mod place;
mod ui;

use arguments::{Arguments, Command};
use clap::Parser;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line `args`, whose first item is the program's name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(usage) => return ui::usage(&usage),
    };
    let done = match arguments.command {
        Command::Call(call) => commands::call::run(&call),
        Command::Inspect(inspect) => commands::inspect::run(&inspect),
        Command::Generate(generate) => commands::generate::run(&generate),
        Command::Clean(clean) => commands::clean::run(&clean),
        Command::Coverage(coverage) => commands::coverage::run(&coverage),
        Command::Doctor(doctor) => commands::doctor::run(&doctor),
        Command::Serve(serve) => commands::serve::run(&serve),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ui::failure(&failure),
    }
}
