//! Feeds readers with damaged files by the million and counts what becomes of them.
//!
//! `cargo run --release --example campaign -- run 100000` in the folder `fuzz`. Each file follows from the seed and its
//! number alone. A process reads them; where it ends, another continues behind the file that ended it.

#![expect(clippy::disallowed_macros, reason = "it writes to its own terminal")]

mod mutation;
mod seeds;
mod supervisor;
mod worker;
mod written;

use std::path::PathBuf;
use std::process::ExitCode;

use bigode::fuzzing::Reader;
use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read damaged files and count what becomes of them
    Run {
        /// How many files for each reader
        count: u64,
        /// The readers [default: all]
        readers: Vec<String>,
        #[command(flatten)]
        source: Source,
        /// Where files that end badly are kept
        #[arg(long, default_value = "crashes")]
        crashes: PathBuf,
    },
    /// Write damaged pictures, and beside each what is made of it, for a comparison with other decoders
    Write {
        /// How many pictures of each format
        count: u64,
        /// The folder
        folder: PathBuf,
        #[command(flatten)]
        source: Source,
    },
    /// Write the files of a small run into the corpus
    Corpus,
    #[command(hide = true)]
    Work {
        reader: String,
        from: u64,
        to: u64,
        state: PathBuf,
        #[command(flatten)]
        source: Source,
    },
}

/// Where damaged files come from.
#[derive(Args, Clone)]
struct Source {
    /// Equal seeds damage files equally
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Further folders of whole files to be damaged; pictures are recognised by their content
    #[arg(long)]
    seeds: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Run { count, readers, source, crashes } => {
            let chosen = |reader: &&Reader| readers.is_empty() || readers.iter().any(|name| name == reader.name());
            let mut all_well = true;
            for reader in Reader::ALL.iter().filter(chosen) {
                let tally = supervisor::run(*reader, count, &source, &crashes);
                println!("{:15} {tally}", reader.name());
                all_well &= tally.is_well();
            }
            if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Command::Write { count, folder, source } => {
            written::write(count, &folder, &source);
            ExitCode::SUCCESS
        }
        Command::Corpus => {
            seeds::write_own_files();
            ExitCode::SUCCESS
        }
        Command::Work { reader, from, to, state, source } => {
            let reader = Reader::ALL.into_iter().find(|known| known.name() == reader).expect("a reader");
            worker::work(reader, from..to, &state, &source);
            ExitCode::SUCCESS
        }
    }
}
