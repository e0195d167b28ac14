//! The command: opens the window, or runs a subcommand in the terminal.

use std::process::ExitCode;

use bigode::text::Localized as _;
use mimalloc::MiMalloc;

/// On Linux it asks for pages of 2 MB, of which tensors need few: a step translates a fraction of the addresses.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = match bigode::cli::parse() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let language = arguments.language();
    match arguments.command {
        Some(command) => bigode::cli::run(&command, language),
        None => match bigode::app::run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => bigode::cli::run_without_window(&reason.localized(language), language),
        },
    }
}
