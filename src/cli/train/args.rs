//! `bigode train`: what can be asked for.

use std::path::PathBuf;

use crate::cli::experiment::Experiment;
use crate::cli::number_of_threads;

/// What to train on, how, and where the run goes.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "bigode train [DATA] [--demo] [--preset NAME | --config FILE.ron] [--epochs N] [--batch-size N] \
                      [--seed N] [--threads N] [--overlay FILE] [--test-fraction F | --test-data DATA] \
                      [--leave-out-unlabelled] [--tensorboard FOLDER] [--out RUN_DIR]\n       \
                      bigode train --resume RUN_DIR [DATA] [--epochs N] [--threads N] [--tensorboard FOLDER]",
    after_help = "Photos are files named like cat.0.jpg and dog.0.jpg, or one folder for each class, or a CSV with \
                  the columns filename and category. The run's folder holds all that going on and predicting need; \
                  Ctrl-C saves the training at the batch where it is."
)]
pub struct Args {
    /// A folder, CSV or zip of labelled photos; with --resume: where they are now, if they have moved
    #[arg(value_name = "DATA", required_unless_present_any = ["demo", "resume"], conflicts_with = "demo")]
    pub(super) data: Option<PathBuf>,
    /// Train on 800 built-in drawings of cats and dogs, or on those that the experiment names
    #[arg(long)]
    pub(super) demo: bool,
    /// Go on with a run; everything is read from its folder
    #[arg(long, value_name = "RUN_DIR", conflicts_with_all = ["demo", "Experiment", "batch_size", "seed", "overlay", "test_fraction", "test_data", "leave_out_unlabelled", "out"])]
    pub(super) resume: Option<PathBuf>,
    #[command(flatten)]
    pub(super) experiment: Experiment,
    /// Passes over all training photos; with --resume: more than before
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(super) epochs: Option<usize>,
    /// Photos in each step
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(super) batch_size: Option<usize>,
    /// Seeds everything random; the same seed gives the same run
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Threads to work with; the run is the same at any number [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = number_of_threads)]
    pub(super) threads: Option<usize>,
    /// A CSV of new labels and exclusions with the columns `file,action,new_label`; an action is relabel, exclude or
    /// doubtful
    #[arg(long, value_name = "FILE")]
    pub(super) overlay: Option<PathBuf>,
    /// The share of photos held back as a test set: the network is neither trained nor chosen by them, and is evaluated on
    /// them once, when the training has ended
    #[arg(long, value_name = "F", value_parser = share, conflicts_with = "test_data")]
    pub(super) test_fraction: Option<f64>,
    /// Labelled photos that are the test set, such as DATA's own part for testing
    #[arg(long, value_name = "DATA")]
    pub(super) test_data: Option<PathBuf>,
    /// Leave out photos that a list gives no class, and say how many; otherwise they are refused
    #[arg(long)]
    pub(super) leave_out_unlabelled: bool,
    /// Keep event files for `TensorBoard` up to date in this folder: curves, augmented photos and confusion matrices
    #[arg(long, value_name = "FOLDER")]
    pub(super) tensorboard: Option<PathBuf>,
    /// The run's folder [default: runs/DATE-TIME-PRESET]
    #[arg(long, value_name = "RUN_DIR")]
    pub(super) out: Option<PathBuf>,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number >= 1).ok_or_else(|| "it must be a whole number, at least 1".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..1.0).contains(share))
        .ok_or_else(|| "it must be from 0 to less than 1".to_owned())
}
