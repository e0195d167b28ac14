//! Examines a data set: which photographs cannot be used and why, which files are identical.
//!
//! [`examine()`] does so in the pass that decodes the photographs for training. [`report()`] also counts formats and sizes,
//! and needs no cache.

mod examine;
mod findings;
mod report;
#[cfg(test)]
mod tests;
mod text;

pub use examine::{Examination, examine};
pub use report::{ClassCount, Report, Spread, WrongExtension, report};
