//! The errors of this floor in Portuguese.

use super::{Absent, KeepError, ListError, NotOpened, Panicked, ShelfError, Unwritable};
use crate::text::Localized;

impl Localized for Absent {
    fn portuguese(&self) -> String {
        match self {
            Absent::Photograph => "essa foto não existe",
            Absent::Validation => "nenhuma foto de validação deste treino pode ser lida: foram movidas ou apagadas?",
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

impl Localized for ListError {
    fn portuguese(&self) -> String {
        match self {
            ListError::Write { path, source } => {
                format!("a lista {} não pode ser gravada: {}", path.display(), source.portuguese())
            }
            ListError::Changed { path } => {
                format!("a lista {} foi alterada por outro programa desde que foi lida; leia de novo", path.display())
            }
            ListError::OtherFile { path } => format!("{} é outro arquivo; escolha outro nome", path.display()),
            ListError::NoFiles => {
                "uma lista cita arquivos, e estas fotos estão em um zip ou vêm embutidas; descompacte o \
                                   zip e abra a pasta"
                    .to_owned()
            }
        }
    }
}

impl Localized for ShelfError {
    fn portuguese(&self) -> String {
        match self {
            ShelfError::NoTrash { run, reason } => {
                format!("{} não pode ser movido para a lixeira: {reason}", run.display())
            }
            ShelfError::NotRestored { run, reason } => {
                format!("{} não pode ser tirado da lixeira: {reason}", run.display())
            }
            ShelfError::NotInTrash { run } => format!("{} não está mais na lixeira", run.display()),
            ShelfError::TrashKeeps { run } => format!(
                "a lixeira deste sistema não devolve nada a programas; recoloque {} pelo gerenciador de arquivos",
                run.display()
            ),
        }
    }
}

impl Localized for NotOpened {
    fn portuguese(&self) -> String {
        format!(
            "{} não pode ser aberto: nenhum programa para isso pôde ser iniciado ({})",
            self.path.display(),
            self.reason
        )
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
