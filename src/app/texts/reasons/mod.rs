//! The errors of the floors below, in the person's language.
//!
//! In English an error is its own sentence. In Portuguese it is said here, by its type; what another library or the
//! system reports inside it stays in their words.

mod data;
mod network;
mod results;
mod run;
mod values;

#[cfg(test)]
mod tests;

use std::error::Error;
use std::io;

use super::Language;
use crate::reason::Reason;

pub use data::note;

impl Language {
    /// An error's sentence.
    #[must_use]
    pub fn reason(self, reason: &Reason) -> String {
        match self {
            Self::English => reason.to_string(),
            Self::Portuguese => portuguese(reason.error()),
        }
    }
}

fn portuguese(error: &(dyn Error + 'static)) -> String {
    None.or_else(|| data::portuguese(error))
        .or_else(|| network::portuguese(error))
        .or_else(|| values::portuguese(error))
        .or_else(|| run::portuguese(error))
        .or_else(|| results::portuguese(error))
        .or_else(|| error.downcast_ref().map(system))
        .unwrap_or_else(|| error.to_string())
}

/// What the system says of a file.
fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "o arquivo ou a pasta não existe".to_owned(),
        io::ErrorKind::PermissionDenied => "falta permissão".to_owned(),
        io::ErrorKind::StorageFull => "o disco está cheio".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "o disco é somente para leitura".to_owned(),
        io::ErrorKind::IsADirectory => "é uma pasta".to_owned(),
        io::ErrorKind::NotADirectory => "não é uma pasta".to_owned(),
        _ => error.to_string(),
    }
}
