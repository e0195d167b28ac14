//! `bigode summary`: the network's layers as Keras prints them.

use super::failure::Failure;
use super::output;
use crate::config::RunConfig;
use crate::nn::summary::summarize;

/// Classes that a network is shown with where there are no photos to count them.
const CLASSES: usize = 2;

/// Prints the network's layers with shapes, parameters, multiply-adds and memory.
///
/// # Errors
/// If the layers do not fit each other, or standard output cannot be written.
pub(crate) fn run(config: &RunConfig) -> Result<(), Failure> {
    let summary = summarize(&config.network, CLASSES)?;
    let (height, width) = config.network.input;
    output::line(&format!("Model: \"{}\", pictures of {height}x{width}x3", config.preset))?;
    output::lines(summary.to_string().trim_end())
}
