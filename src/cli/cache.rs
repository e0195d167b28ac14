//! `bigode cache`: what the cache of decoded photographs holds, and how to be rid of it.

use std::process::ExitCode;
use std::time::SystemTime;

use clap::ValueEnum;

use super::{Outcome, output};
use crate::data::cache::{self, Cached};
use crate::data::cache_folder;

/// The subcommand's arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Without it the cache is shown
    action: Option<Action>,
}

/// What to do with the cache.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Action {
    /// Remove all of it; what is needed is decoded again
    Clear,
}

/// Lists the cache's files, or removes them.
pub fn run(args: &Args) -> Outcome {
    let folder = cache_folder();
    let (files, all_of_it) = match args.action {
        None => {
            let files = cache::list(&folder)?;
            files.iter().try_for_each(|cached| output::line(&row(cached)))?;
            (files, "in")
        }
        Some(Action::Clear) => (cache::clear(&folder)?, "removed from"),
    };
    let bytes = files.iter().map(|cached| cached.bytes).sum();
    let plural = if files.len() == 1 { "" } else { "s" };
    output::line(&format!("{} file{plural}, {}, {all_of_it} {}", files.len(), megabytes(bytes), folder.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn row(cached: &Cached) -> String {
    let title = cached.title.as_deref().unwrap_or("unfinished or damaged");
    format!("{:>10}  used {:>11}  {title}", megabytes(cached.bytes), age(cached.used))
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// How long ago, in the largest unit that fits.
fn age(then: SystemTime) -> String {
    let seconds = then.elapsed().unwrap_or_default().as_secs();
    match seconds {
        0..60 => "just now".to_owned(),
        60..3600 => format!("{} min ago", seconds / 60),
        3600..86_400 => format!("{} h ago", seconds / 3600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}
