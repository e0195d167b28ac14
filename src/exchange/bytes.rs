//! Files of others on their way in: sizes before memory, and whatever a library does over a damaged file ends here.

use std::io::Read as _;
use std::panic::AssertUnwindSafe;
use std::path::Path;

use super::{ExchangeError, Unreadable};
use crate::files;
use crate::memory::{caught, with_capacity};
use crate::nn::NetworkError;
use crate::panics;

/// Bytes of a file that is imported, at most: weights of four billion numbers.
const MOST_BYTES: u64 = 16 << 30;

/// All bytes of a file, for which there is memory.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, ExchangeError> {
    let unread = |source| ExchangeError::read(path, source);
    let mut file = files::open(path).map_err(unread)?;
    let size = file.metadata().map_err(unread)?.len();
    if size > MOST_BYTES {
        let part = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Err(ExchangeError::unreadable(path, Unreadable::TooLarge { part, mebibytes: size >> 20 }));
    }
    let mut bytes = with_capacity(size as usize).map_err(NetworkError::from)?;
    file.read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

/// Runs a reader. A panic in a library is a damaged file, and missing memory an error.
pub(super) fn guarded<T, E: Into<Refusal>>(
    path: &Path,
    reader: impl FnOnce() -> Result<T, E>,
) -> Result<T, ExchangeError> {
    match panics::catch_silently(AssertUnwindSafe(|| caught(reader))) {
        None => Err(ExchangeError::damaged(path, "its reader gave up on it")),
        Some(Err(memory)) => Err(NetworkError::from(memory).into()),
        Some(Ok(read)) => read.map_err(|error| match error.into() {
            Refusal::File(problem) => ExchangeError::unreadable(path, problem),
            Refusal::Network(error) => error.into(),
        }),
    }
}

/// Why a file is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// What is wrong in the file.
    File(Unreadable),
    /// Why its layers are no network of this program.
    Network(NetworkError),
}

impl From<Unreadable> for Refusal {
    fn from(problem: Unreadable) -> Self {
        Self::File(problem)
    }
}

impl From<NetworkError> for Refusal {
    fn from(error: NetworkError) -> Self {
        Self::Network(error)
    }
}
