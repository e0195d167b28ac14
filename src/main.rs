//! The command: opens the window, or runs a subcommand in the terminal.

use std::process::ExitCode;

fn main() -> ExitCode {
    let command = bigode::cli::parse();
    match command {
        Some(command) => bigode::cli::run(command),
        None => match bigode::app::run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => bigode::cli::run_without_window(&reason.to_string()),
        },
    }
}
