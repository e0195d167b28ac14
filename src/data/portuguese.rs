//! The errors and notes of this floor in Portuguese.

use std::fmt::Display;

use super::decode::{MAX_FILE_BYTES, MAX_PIXELS};
use super::doctor::CannotBeRead;
use super::overlay::OverlayError;
use super::split::SplitError;
use super::{DataError, DecodeError, LeftOut, Note};
use crate::text::{DataText, Language, Localized};

impl Localized for DataError {
    fn portuguese(&self) -> String {
        match self {
            DataError::NotFound { path } => format!("não há arquivo nem pasta em {}", path.display()),
            DataError::Unreadable { path, source } => {
                format!("{} não pode ser lido: {}", path.display(), source.portuguese())
            }
            DataError::Empty { path } => format!(
                "não há fotografias em {}: são esperados arquivos com nomes como cat.0.jpg, ou uma pasta para cada classe",
                path.display()
            ),
            DataError::UnknownKind { path } => {
                format!("{} não é uma pasta, nem um .csv, nem um .zip, nem uma fotografia", path.display())
            }
            DataError::Csv { path, line, reason } => format!("{}, linha {line}: {reason}", path.display()),
            DataError::Zip { path, reason } => format!("o zip {} não pode ser usado: {reason}", path.display()),
            DataError::NoLabels { origin } => format!(
                "as fotografias em {origin} não têm rótulos: dê a elas nomes como cat.0.jpg e dog.0.jpg, ponha cada classe \
                 em uma pasta própria, ou liste-as em um .csv com as colunas filename e category"
            ),
            DataError::OneClass { origin, class } => format!(
                "todas as fotografias em {origin} são de uma só classe, {class}: o treino precisa de pelo menos duas classes"
            ),
            DataError::NoUsable { class, example } => {
                format!("nenhuma fotografia da classe {class} pode ser usada: {example}")
            }
            DataError::Read { name, source } => format!("{name} não pode ser lido: {}", source.portuguese()),
            DataError::Decode { name, source } => format!("{name}: {}", source.portuguese()),
            DataError::Cache { path, source } => {
                format!("o cache {} não pode ser usado: {}", path.display(), source.portuguese())
            }
            DataError::Write { path, source } => {
                format!("{} não pode ser gravado: {}", path.display(), source.portuguese())
            }
            DataError::Threads { source } => format!("nenhuma thread pode ser iniciada: {}", source.portuguese()),
            DataError::Split(error) => error.portuguese(),
            DataError::Worker { reason } => format!("uma thread que prepara os lotes falhou: {reason}"),
            DataError::Cancelled => "parado".to_owned(),
        }
    }
}

impl Localized for DecodeError {
    fn portuguese(&self) -> String {
        match self {
            DecodeError::Empty => "o arquivo está vazio".to_owned(),
            DecodeError::NotAPicture { looks_like: None } => "não é uma imagem".to_owned(),
            DecodeError::NotAPicture { looks_like: Some(kind) } => format!("não é uma imagem: parece ser {kind}"),
            DecodeError::Unsupported { format } => {
                format!("imagens {format} não são aceitas: salve-a como JPEG ou PNG")
            }
            DecodeError::Truncated { format } => format!("o {format} está incompleto"),
            DecodeError::Broken { format, reason } => format!("o {format} está corrompido: {reason}"),
            DecodeError::TooManyPixels { width, height } => {
                format!("{width} x {height} pixels são mais do que o limite de {} milhões", MAX_PIXELS / 1_000_000)
            }
            DecodeError::TooManyBytes { bytes } => {
                format!("{bytes} bytes são mais do que o limite de {} MB", MAX_FILE_BYTES / 1_000_000)
            }
        }
    }
}

impl Localized for SplitError {
    fn portuguese(&self) -> String {
        match self {
            SplitError::Share(share) => {
                format!("uma fração de validação de {share} não é possível: ela deve ser pelo menos 0 e menor que 1")
            }
            SplitError::NothingToTrain { photos, share } => format!(
                "{photos} fotografias com uma fração de validação de {share} não deixam nenhuma para treinar: acrescente \
                 fotografias ou diminua a fração"
            ),
            SplitError::LonelyClass { class } => format!(
                "uma divisão estratificada precisa de duas fotografias de cada classe, e a classe número {class} tem uma: \
                 acrescente fotografias ou desligue a estratificação"
            ),
            SplitError::TooFewForClasses { classes, side } => format!(
                "uma divisão estratificada põe cada uma das {classes} classes dos dois lados, e um lado teria só {side} \
                 fotografias: mude a fração de validação ou desligue a estratificação"
            ),
        }
    }
}

impl Localized for OverlayError {
    fn portuguese(&self) -> String {
        match self {
            OverlayError::Read { path, source } => {
                format!("as correções em {} não podem ser lidas: {}", path.display(), source.portuguese())
            }
            OverlayError::Line { path, line, problem } => format!("{}, linha {line}: {problem}", path.display()),
            OverlayError::UnknownLabel { path, file, label, classes } => format!(
                "{}: {file} recebe o rótulo {label:?}, e as classes são {classes}; corrija o rótulo",
                path.display()
            ),
        }
    }
}

impl Note {
    /// The sentence of the command line in a language; in English that of `Display`.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Portuguese => self.text(language),
        }
    }

    /// The sentence of the window in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Note::EnteredFolder { folder: name } | Note::EnteredArchive { name } => {
                language.fill(DataText::NoteEntered, &[("name", name)])
            }
            Note::UsedTrain { folder, instead_of } if instead_of.is_empty() => {
                language.fill(DataText::NoteEntered, &[("name", folder)])
            }
            Note::UsedTrain { folder, instead_of } => {
                let others = instead_of.join(", ");
                language.fill(DataText::NoteUsedTrain, &[("name", folder), ("others", &others)])
            }
            Note::LeftOut { reason, count, example } => {
                let (count, reason) = (language.integer(*count), language.text(left_out(*reason)));
                let values: [(&str, &dyn Display); 3] = [("n", &count), ("example", example), ("reason", &reason)];
                language.fill(DataText::NoteLeftOut, &values)
            }
        }
    }
}

fn left_out(reason: LeftOut) -> DataText {
    match reason {
        LeftOut::OtherKind => DataText::ReasonOtherKind,
        LeftOut::NoLabel => DataText::ReasonNoLabel,
        LeftOut::BesideClassFolders => DataText::ReasonBeside,
        LeftOut::BelowFlatFolder => DataText::ReasonBelow,
        LeftOut::SplitFolder => DataText::ReasonSplit,
        LeftOut::NotUnicode => DataText::ReasonUnicode,
        LeftOut::Unreadable => DataText::ReasonUnreadable,
        LeftOut::OutsideArchive => DataText::ReasonOutside,
        LeftOut::Repeated => DataText::ReasonRepeated,
    }
}

impl Localized for CannotBeRead {
    fn portuguese(&self) -> String {
        format!("não pode ser lido: {}", self.0.portuguese())
    }
}
