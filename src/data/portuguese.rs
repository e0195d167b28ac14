//! The errors of this floor in Portuguese.

use super::batches::BatchFailure;
use super::cache::CacheProblem;
use super::decode::{MAX_FILE_BYTES, MAX_PIXELS};
use super::overlay::{LineProblem, OverlayError};
use super::split::SplitError;
use super::{CannotBeRead, CsvProblem, DataError, DecodeError, DecoderFailed, ReadError, ZipProblem};
use crate::text::{Language, Localized};

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
            DataError::Csv { path, line, problem } => {
                format!("{}, linha {line}: {}", path.display(), problem.portuguese())
            }
            DataError::Zip { path, problem } => {
                format!("o zip {} não pode ser usado: {}", path.display(), problem.portuguese())
            }
            DataError::NoLabels { origin } => format!(
                "as fotografias em {origin} não têm rótulos: dê a elas nomes como cat.0.jpg e dog.0.jpg, ponha cada classe \
                 em uma pasta própria, ou liste-as em um .csv com as colunas filename e category"
            ),
            DataError::OneClass { origin, class } => format!(
                "todas as fotografias em {origin} são de uma só classe, {class}: o treino precisa de pelo menos duas classes"
            ),
            DataError::NoUsable { class, example } => format!(
                "nenhuma fotografia da classe {class} pode ser usada: {}: {}",
                example.name,
                example.reason.localized(Language::Portuguese)
            ),
            DataError::AllExcluded { class } => {
                format!("nenhuma fotografia da classe {class} pode ser usada: as alterações excluem todas")
            }
            DataError::Read { name, source } => format!("{name} não pode ser lido: {}", source.portuguese()),
            DataError::Decode { name, source } => format!("{name}: {}", source.portuguese()),
            DataError::Cache { path, problem } => {
                format!("o cache {} não pode ser usado: {}", path.display(), problem.portuguese())
            }
            DataError::Write { path, source } => {
                format!("{} não pode ser gravado: {}", path.display(), source.portuguese())
            }
            DataError::AlreadyThere { path } => {
                format!("{} não pode ser gravado: ele já existe, e nada é sobrescrito", path.display())
            }
            DataError::Threads { source } => format!("nenhuma thread pode ser iniciada: {}", source.portuguese()),
            DataError::Split(error) => error.portuguese(),
            DataError::Worker(failure) => format!("uma thread que prepara os lotes falhou: {}", failure.portuguese()),
            DataError::Cancelled => "parado".to_owned(),
        }
    }
}

impl Localized for ReadError {
    fn portuguese(&self) -> String {
        match self {
            ReadError::System(error) => error.portuguese(),
            ReadError::NotRegular => "não é um arquivo comum".to_owned(),
            ReadError::Zip(problem) => problem.portuguese(),
        }
    }
}

impl Localized for CsvProblem {
    fn portuguese(&self) -> String {
        match self {
            CsvProblem::Unparsable(message) => message.clone(),
            CsvProblem::Columns { found } => {
                format!("são esperadas as colunas filename e category, e há {found}")
            }
            CsvProblem::NoFilename => "filename está vazio".to_owned(),
            CsvProblem::NoCategory { filename } => format!("{filename} não tem category"),
            CsvProblem::OtherCategory { filename, line } => {
                format!("{filename} tem outra category que na linha {line}")
            }
        }
    }
}

impl Localized for ZipProblem {
    fn portuguese(&self) -> String {
        match self {
            ZipProblem::Encrypted => "está criptografado".to_owned(),
            ZipProblem::CutOff => "está incompleto".to_owned(),
            ZipProblem::Bomb { packed_mb, unpacked_mb } => {
                format!("{packed_mb} MB se tornariam {unpacked_mb} MB: isto não é um zip de fotografias")
            }
            ZipProblem::LargerThanStated => "é maior do que o zip diz".to_owned(),
            ZipProblem::Gone => "não está mais lá".to_owned(),
            ZipProblem::CannotBeUnpacked(error) => format!("não pode ser descompactado: {}", error.portuguese()),
            ZipProblem::Damaged(message) => message.clone(),
            ZipProblem::Inside { name, problem } => format!("{name} dentro dele: {}", problem.portuguese()),
        }
    }
}

impl Localized for CacheProblem {
    fn portuguese(&self) -> String {
        match self {
            CacheProblem::System(error) => error.portuguese(),
            CacheProblem::NoPixels { index } => format!("a fotografia número {index} não tem pixels nele"),
            CacheProblem::OtherSize { found, expected } => {
                format!("uma fotografia tem {found} bytes nele, não {expected}")
            }
            CacheProblem::Damaged => "ele foi danificado durante o uso; é refeito no próximo início".to_owned(),
        }
    }
}

impl Localized for BatchFailure {
    fn portuguese(&self) -> String {
        match self {
            BatchFailure::Panicked { message } => message.clone(),
            BatchFailure::Memory(error) => error.portuguese(),
            BatchFailure::WorkersGone => "as threads terminaram".to_owned(),
        }
    }
}

impl Localized for DecodeError {
    fn portuguese(&self) -> String {
        match self {
            DecodeError::Memory(error) => error.portuguese(),
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
            SplitError::SingleMember { class } => format!(
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
            OverlayError::Line { path, line, problem } => {
                format!("{}, linha {line}: {}", path.display(), problem.portuguese())
            }
            OverlayError::UnknownLabel { path, file, label, classes } => format!(
                "{}: {file} recebe o rótulo {label:?}, e as classes são {classes}; corrija o rótulo",
                path.display()
            ),
        }
    }
}

impl Localized for LineProblem {
    fn portuguese(&self) -> String {
        match self {
            LineProblem::Unparsable(message) => message.clone(),
            LineProblem::Columns => "as colunas devem ser file,action,new_label".to_owned(),
            LineProblem::NoFile => "não há arquivo".to_owned(),
            LineProblem::UnknownAction { file, action } => {
                format!("{file}: a ação é {action:?}; ela deve ser relabel, exclude ou doubtful")
            }
            LineProblem::NoNewLabel { file } => format!("{file} recebe outro rótulo, e não há rótulo novo"),
            LineProblem::UnexpectedLabel { file, label } => {
                format!("{file}: só relabel aceita um rótulo novo, e aqui está {label:?}")
            }
            LineProblem::Repeated { file } => format!("{file} aparece uma segunda vez; mantenha só uma das linhas"),
        }
    }
}

impl Localized for CannotBeRead {
    fn portuguese(&self) -> String {
        format!("não pode ser lido: {}", self.0.portuguese())
    }
}

impl Localized for DecoderFailed {
    fn portuguese(&self) -> String {
        "o decodificador falhou".to_owned()
    }
}
