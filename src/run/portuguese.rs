//! The errors of this floor in Portuguese.

use super::{Damage, RunFolderError};
use crate::text::Localized;

impl Localized for RunFolderError {
    fn portuguese(&self) -> String {
        match self {
            RunFolderError::AlreadyARun { folder } => {
                format!("{} já tem um treino; continue com ele, ou dê outra pasta", folder.display())
            }
            RunFolderError::NotARun { folder } => {
                format!("{} não é a pasta de um treino: não tem config.ron", folder.display())
            }
            RunFolderError::InUse { folder } => format!("{} está em uso: outro treino roda ali", folder.display()),
            RunFolderError::Write { path, source } => {
                format!("{} não pode ser gravado: {}", path.display(), source.portuguese())
            }
            RunFolderError::Read { path, source } => {
                format!("{} não pode ser lido: {}", path.display(), source.portuguese())
            }
            RunFolderError::NotAFile { path } => {
                format!("{} não é um arquivo; um treino tem um arquivo com esse nome", path.display())
            }
            RunFolderError::TooLarge { path, mebibytes } => {
                format!(
                    "{} tem {mebibytes} MiB e não é lido: nenhum treino grava um arquivo tão grande",
                    path.display()
                )
            }
            RunFolderError::Unresumable { folder } => {
                format!("{} não pode continuar: não tem checkpoint.safetensors", folder.display())
            }
            RunFolderError::HoldsOthers { folder, path } => format!(
                "{} também tem {}, que não é um arquivo de treino; mova-o para outro lugar, ou exclua a pasta à mão",
                folder.display(),
                path.display()
            ),
            RunFolderError::OtherNotes { folder, name } => format!(
                "o nome ou a nota de {} foram alterados em outro lugar (o nome agora é “{name}”); os seus não foram salvos",
                folder.display()
            ),
            RunFolderError::LongName { bytes } => format!("o nome tem {bytes} bytes; um nome pode ter 255"),
            RunFolderError::LongNote { bytes } => format!("a nota tem {bytes} bytes; uma nota pode ter 65536"),
            RunFolderError::Damaged { path, damage } => {
                format!("{} está danificado: {}", path.display(), damage.portuguese())
            }
        }
    }
}

impl Localized for Damage {
    fn portuguese(&self) -> String {
        match self {
            Damage::CutOff => "a última linha está cortada".to_owned(),
            Damage::Changed => {
                "ele mudou desde que o treino o gravou; continue o treino, que o grava de novo, ou traga-o de uma cópia"
                    .to_owned()
            }
            Damage::Columns(expected) => format!("a primeira linha deveria ser {expected}"),
            Damage::Row { line, epoch, text } => format!("a linha {line} não é uma linha da época {epoch}: {text}"),
            Damage::Event { line, problem } => format!("linha {line}: {problem}"),
            Damage::Ron(problem) => problem.to_string(),
            Damage::Csv(problem) => format!("uma linha não pode ser lida: {problem}"),
        }
    }
}
