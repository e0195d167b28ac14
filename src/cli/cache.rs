//! `bigode cache`: what the cache of decoded photographs holds, and how to remove it.

use std::process::ExitCode;
use std::time::SystemTime;

use clap::ValueEnum;

use super::{Outcome, output};
use crate::data::cache::{self, Cached};
use crate::data::cache_folder;
use crate::text::{CliText, Language};

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
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let folder = cache_folder();
    let (files, text) = match args.action {
        None => {
            let files = cache::list(&folder)?;
            files.iter().try_for_each(|cached| output::line(&row(cached, language)))?;
            (files, CliText::CacheHolds)
        }
        Some(Action::Clear) => (cache::clear(&folder)?, CliText::CacheCleared),
    };
    let size = megabytes(files.iter().map(|cached| cached.bytes).sum(), language);
    let text = language.count_and_fill(text, files.len(), &[("size", &size), ("folder", &folder.display())]);
    output::line(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn row(cached: &Cached, language: Language) -> String {
    let title = cached.title.as_deref().unwrap_or_else(|| language.text(CliText::CacheDamaged));
    let (size, used) = (megabytes(cached.bytes, language), language.text(CliText::CacheUsed));
    format!("{size:>10}  {used} {:>11}  {title}", age(cached.used, language))
}

fn megabytes(bytes: u64, language: Language) -> String {
    format!("{} MB", language.decimal(bytes as f64 / 1e6, 1))
}

/// How long ago, in the largest unit that fits.
fn age(then: SystemTime, language: Language) -> String {
    let seconds = then.elapsed().unwrap_or_default().as_secs();
    let (text, n) = match seconds {
        0..60 => return language.text(CliText::JustNow).to_owned(),
        60..3600 => (CliText::MinutesAgo, seconds / 60),
        3600..86_400 => (CliText::HoursAgo, seconds / 3600),
        _ => (CliText::DaysAgo, seconds / 86_400),
    };
    language.fill(text, &[("n", &n)])
}
