//! The errors of this floor in Portuguese.

use super::{Absent, KeepError, Panicked, Unwritable};
use crate::text::Localized;

impl Localized for Absent {
    fn portuguese(&self) -> String {
        match self {
            Absent::Photograph => "essa fotografia não existe",
            Absent::Network => "ainda não há rede treinada",
            Absent::Number => "esse número não existe nesta rede",
        }
        .to_owned()
    }
}

impl Localized for KeepError {
    fn portuguese(&self) -> String {
        match self {
            KeepError::Write { path, source } => {
                format!("as alterações {} não podem ser gravadas: {}", path.display(), source.portuguese())
            }
            KeepError::Changed { path } => format!(
                "{} foi alterado por outro programa desde que foi lido; guarde suas alterações em outro arquivo ou abra-o de \
                 novo",
                path.display()
            ),
        }
    }
}

impl Localized for Unwritable {
    fn portuguese(&self) -> String {
        match self {
            Unwritable::NoFolder { folder } => format!("não há a pasta {}; escolha uma que exista", folder.display()),
            Unwritable::System { path, source } => {
                format!("{} não pode ser gravado: {}", path.display(), source.portuguese())
            }
        }
    }
}

impl Localized for Panicked {
    fn portuguese(&self) -> String {
        // A panic speaks the code's own language.
        self.to_string()
    }
}
