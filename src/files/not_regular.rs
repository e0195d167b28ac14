use std::io;

/// A pipe, a device or a socket where a file should be.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("it is no regular file, but a pipe, a device or a socket")]
pub struct NotRegular;

impl From<NotRegular> for io::Error {
    fn from(error: NotRegular) -> Self {
        Self::new(io::ErrorKind::InvalidInput, error)
    }
}
