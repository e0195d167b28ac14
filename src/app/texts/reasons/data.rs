//! What can be wrong with photographs.

use std::error::Error;
use std::fmt::Display;

use super::system;
use crate::app::texts::{DataText, Language};
use crate::data::decode::{MAX_FILE_BYTES, MAX_PIXELS};
use crate::data::doctor::CannotBeRead;
use crate::data::overlay::OverlayError;
use crate::data::split::SplitError;
use crate::data::{DataError, DecodeError, LeftOut, Note};
use crate::engine::Absent;
use crate::predict::NotPhotographs;

pub(super) fn portuguese(error: &(dyn Error + 'static)) -> Option<String> {
    let data = || error.downcast_ref().map(data_error);
    let decode = || error.downcast_ref().map(decode_error);
    let split = || error.downcast_ref().map(split_error);
    let overlay = || error.downcast_ref().map(overlay_error);
    let unread = || error.downcast_ref().map(|CannotBeRead(source)| format!("não pode ser lido: {}", system(source)));
    let others = || error.downcast_ref().map(|NotPhotographs(found)| note(Language::Portuguese, found));
    let absent = || error.downcast_ref().map(|absent| absent_thing(*absent));
    data().or_else(decode).or_else(split).or_else(overlay).or_else(unread).or_else(others).or_else(absent)
}

fn absent_thing(absent: Absent) -> String {
    match absent {
        Absent::Photograph => "essa fotografia não existe",
        Absent::Network => "ainda não há rede treinada",
        Absent::Number => "esse número não existe nesta rede",
    }
    .to_owned()
}

pub(super) fn data_error(error: &DataError) -> String {
    match error {
        DataError::NotFound { path } => format!("não há arquivo nem pasta em {}", path.display()),
        DataError::Unreadable { path, source } => format!("{} não pode ser lido: {}", path.display(), system(source)),
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
        DataError::Read { name, source } => format!("{name} não pode ser lido: {}", system(source)),
        DataError::Decode { name, source } => format!("{name}: {}", decode_error(source)),
        DataError::Cache { path, source } => {
            format!("o cache {} não pode ser usado: {}", path.display(), system(source))
        }
        DataError::Write { path, source } => format!("{} não pode ser gravado: {}", path.display(), system(source)),
        DataError::Threads { source } => format!("nenhuma thread pode ser iniciada: {}", system(source)),
        DataError::Split(error) => split_error(error),
        DataError::Worker { reason } => format!("uma thread que prepara os lotes falhou: {reason}"),
        DataError::Cancelled => "parado".to_owned(),
    }
}

pub(super) fn decode_error(error: &DecodeError) -> String {
    match error {
        DecodeError::Empty => "o arquivo está vazio".to_owned(),
        DecodeError::NotAPicture { looks_like: None } => "não é uma imagem".to_owned(),
        DecodeError::NotAPicture { looks_like: Some(kind) } => format!("não é uma imagem: parece ser {kind}"),
        DecodeError::Unsupported { format } => {
            format!("imagens {format} não são aceitas: salve-a como JPEG ou PNG")
        }
        DecodeError::NotSupported { what } => format!("{what} não é aceito: salve a imagem como JPEG ou PNG"),
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

pub(super) fn split_error(error: &SplitError) -> String {
    match error {
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

pub(super) fn overlay_error(error: &OverlayError) -> String {
    match error {
        OverlayError::Read { path, source } => {
            format!("as correções em {} não podem ser lidas: {}", path.display(), system(source))
        }
        OverlayError::Line { path, line, problem } => format!("{}, linha {line}: {problem}", path.display()),
        OverlayError::UnknownLabel { path, file, label, classes } => format!(
            "{}: {file} recebe o rótulo {label:?}, e as classes são {classes}; corrija o rótulo",
            path.display()
        ),
    }
}

/// What was decided while photographs were opened.
#[must_use]
pub fn note(language: Language, note: &Note) -> String {
    match note {
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
