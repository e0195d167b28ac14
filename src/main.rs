//! The command: opens the window, or runs a subcommand in the terminal.

use std::process::ExitCode;

fn main() -> ExitCode {
    match bigode::cli::parse() {
        Ok(Some(command)) => bigode::cli::run(command),
        Ok(None) => match bigode::app::run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => bigode::cli::run_without_window(&reason.to_string()),
        },
        Err(code) => code,
    }
}
