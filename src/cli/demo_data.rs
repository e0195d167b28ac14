//! `bigode demo-data`: the built-in drawings as files.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Outcome, output};
use crate::data::drawings;
use crate::text::{CliText, Language};

/// The demonstration's own seed, so that these are its drawings.
const SEED: u64 = 42;

/// The subcommand's arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to draw into; it is made if it is not there, and none of its files is overwritten
    dir: PathBuf,
    /// How many drawings, cats and dogs together
    #[arg(long, value_name = "N", default_value_t = 800, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    count: u32,
}

/// Writes drawings named as Kaggle names its photos.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    drawings::write(&args.dir, args.count as usize, SEED)?;
    output::line(&language.fill(CliText::Drawn, &[("n", &args.count), ("folder", &args.dir.display())]))?;
    Ok(ExitCode::SUCCESS)
}
