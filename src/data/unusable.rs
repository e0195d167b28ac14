//! Photographs that cannot be used, and why.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use super::{DataError, ReadError};
use crate::shared_error::SharedError;

/// A photograph that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unusable {
    /// Its index in the data set.
    #[serde(skip)]
    pub index: usize,
    /// Its name in the data set.
    pub name: String,
    /// What is wrong with it.
    pub reason: SharedError,
}

/// A photograph's file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("it cannot be read: {0}")]
pub struct CannotBeRead(pub ReadError);

/// A photograph's decoder panicked.
#[derive(Debug, thiserror::Error)]
#[error("its decoder failed")]
pub struct DecoderFailed;

/// Does some work on one photograph. Its error, or a decoder's panic, is the reason why the photograph cannot be used.
pub(super) fn attempt<T>(work: impl FnOnce() -> Result<T, DataError>) -> Result<T, SharedError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(without_name),
        Err(_) => Err(DecoderFailed.into()),
    }
}

/// The reason in an error that names the photograph, for lists that name it themselves.
fn without_name(error: DataError) -> SharedError {
    match error {
        DataError::Read { source, .. } => CannotBeRead(source).into(),
        DataError::Decode { source, .. } => source.into(),
        other => other.into(),
    }
}
