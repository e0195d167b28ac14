//! Errors as sentences in the user's language.

use std::error::Error;
use std::io;

use super::Language;
use crate::files::{IsLink, NotEmpty, NotRegular};

/// An error that has a sentence in every language of the program. Its `Display` is the English one; what another
/// library or the system reports inside it stays in their words.
pub trait Localized: Error {
    /// The sentence in Brazilian Portuguese.
    fn portuguese(&self) -> String;

    /// The sentence in a language.
    fn localized(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Portuguese => self.portuguese(),
        }
    }
}

/// Whether an error is one of this kind, wrapped for the system's functions.
fn is_a<E: Error + 'static>(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<E>)
}

/// The system's errors of files; other kinds stay in the system's words.
impl Localized for io::Error {
    fn portuguese(&self) -> String {
        if is_a::<NotRegular>(self) {
            return "não é um arquivo comum, mas um pipe, um dispositivo ou um socket".to_owned();
        }
        if is_a::<NotEmpty>(self) {
            return "já existe; dê o nome de uma pasta que não existe ou está vazia".to_owned();
        }
        if is_a::<IsLink>(self) {
            return "é um link, e links não são seguidos: indique o arquivo para o qual ele aponta".to_owned();
        }
        match self.kind() {
            io::ErrorKind::NotFound => "o arquivo ou a pasta não existe".to_owned(),
            io::ErrorKind::PermissionDenied => "falta permissão".to_owned(),
            io::ErrorKind::StorageFull => "o disco está cheio".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "o disco é somente para leitura".to_owned(),
            io::ErrorKind::IsADirectory => "é uma pasta".to_owned(),
            io::ErrorKind::NotADirectory => "não é uma pasta".to_owned(),
            _ => self.to_string(),
        }
    }
}
