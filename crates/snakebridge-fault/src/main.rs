//! `cargo xtask fault` and `cargo xtask soak`.

use clap::{Parser, Subcommand};
use snakebridge::Engine;
use snakebridge_fault::{Role, Setting, Soak, fault, play, report, soak};
use std::path::PathBuf;
use std::process::ExitCode;

/// Inject faults, or soak
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Inject faults, one after the other, and tell what became of each
    Fault {
        /// Write the findings to this file
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
        /// Only injections with this in their name
        #[arg(long, value_name = "SUBSTRING", default_value = "")]
        only: String,
        /// The interpreter
        #[arg(long, value_name = "PATH")]
        python: Option<PathBuf>,
    },
    /// Make many calls of all kinds and tell what grows
    Soak {
        /// How many
        #[arg(long, default_value_t = 1_000_000)]
        calls: u64,
        /// From how many threads
        #[arg(long, default_value_t = 4)]
        threads: usize,
        /// The engine
        #[arg(long, default_value = "worker", value_parser = engine)]
        engine: Engine,
        /// Write the samples to this file
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
        /// The interpreter
        #[arg(long, value_name = "PATH")]
        python: Option<PathBuf>,
    },
    /// A program of its own, for injections that need one
    #[command(hide = true)]
    Host {
        /// What it does
        role: Role,
        /// As `Role` says
        amount: usize,
    },
}

fn engine(name: &str) -> Result<Engine, &'static str> {
    Engine::from_name(name).ok_or("the engines are `worker` and `embed`")
}

fn main() -> ExitCode {
    if !cfg!(target_os = "linux") {
        report::failure("what processes have and leave is read from `/proc`, which is there on Linux only");
        return ExitCode::from(2);
    }
    let passed = match Arguments::parse().command {
        Command::Fault { json, only, python } => {
            let program =
                std::env::current_exe().map_err(|error| format!("no path to this program: {error}"));
            program.and_then(|program| {
                let findings = fault(&Setting::whole(program, python), &only, &mut report::finding);
                report::write_json(json.as_deref(), &findings)?;
                Ok(report::verdict(&findings))
            })
        }
        Command::Soak { calls, threads, engine, json, python } => {
            soak(&Soak { calls, threads, engine, python }, &mut report::sample).and_then(|soaked| {
                report::write_json(json.as_deref(), &soaked)?;
                Ok(report::soaked(&soaked))
            })
        }
        Command::Host { role, amount } => play(role, amount).map(|()| true),
    };
    match passed {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            report::failure(&trouble);
            ExitCode::from(2)
        }
    }
}
