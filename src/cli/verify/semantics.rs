//! `keras_semantics.json`: finds for each section the check that replays it.

use anyhow::Context as _;
use serde_json::Value;

use super::report::Report;
use super::{callbacks, numbers, pictures, split};
use crate::cli::failure::Failure;

type Check = fn(&str, &Value, &mut Report) -> anyhow::Result<()>;

/// Sections by the beginning of their names; the rest of a name holds the seed, the size or the like.
const CHECKS: [(&str, Check); 11] = [
    ("mt19937_", split::check_generator),
    ("split_test", split::check_split),
    ("kernel_split_", split::check_kernel_split),
    ("pil_nearest", pictures::check_nearest),
    ("params_", pictures::check_parameters),
    ("affine", pictures::check_affine),
    ("pipeline_", pictures::check_pipeline),
    ("batchnorm_", numbers::check_batch_normalization),
    ("optim", numbers::check_optimizers),
    ("cce", numbers::check_cross_entropy),
    ("callbacks", callbacks::check),
];

/// Entries that describe the file and hold nothing to check.
const REMARKS: [&str; 2] = ["made_with", "test_image_rule"];

fn check_of(section: &str) -> Option<Check> {
    CHECKS.iter().find(|(start, _)| section.starts_with(start)).map(|(_, check)| *check)
}

/// Whether any section is one that can be checked.
pub(super) fn is_of_this_form(content: &Value) -> bool {
    content.as_object().is_some_and(|sections| sections.keys().any(|section| check_of(section).is_some()))
}

/// Replays every section; one that is unknown counts as a failed check.
pub(super) fn check(content: &Value, report: &mut Report) -> anyhow::Result<()> {
    for (section, numbers) in content.as_object().into_iter().flatten() {
        match check_of(section) {
            Some(check) => check(section, numbers, report).with_context(|| format!("section {section}"))?,
            None if REMARKS.contains(&section.as_str()) => {}
            None => unknown(section, report)?,
        }
    }
    Ok(())
}

/// Counts something in the file that nobody here checks.
pub(super) fn unknown(name: &str, report: &mut Report) -> Result<(), Failure> {
    report.fail(name, "not a part that this program knows how to check")
}
