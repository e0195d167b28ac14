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
///
/// # Errors
/// If there is no memory: that says nothing about the photograph.
pub(super) fn attempt<T>(work: impl FnOnce() -> Result<T, DataError>) -> Result<Result<T, SharedError>, DataError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Err(error)) if error.is_out_of_memory() => Err(error),
        Ok(result) => Ok(result.map_err(without_name)),
        Err(_) => Ok(Err(DecoderFailed.into())),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DecodeError;
    use crate::memory::OutOfMemory;

    #[test]
    fn a_photograph_is_not_unusable_because_memory_is_missing() {
        let failing =
            |source: DecodeError| attempt::<()>(|| Err(DataError::Decode { name: "cat.png".to_owned(), source }));
        let reason = failing(DecodeError::Empty).expect("the work goes on").expect_err("it is unusable");
        assert_eq!(reason.to_string(), "the file is empty");
        let error = failing(OutOfMemory { bytes: 3_000_000 }.into()).expect_err("the work ends");
        assert!(error.to_string().starts_with("cat.png: the system has no 3.0 MB of memory left"), "{error}");
    }
}
