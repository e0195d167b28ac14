//! The errors of this floor in Portuguese.

use super::batches::BatchFailure;
use super::cache::CacheProblem;
use super::decode::{self, MAX_FILE_BYTES, MAX_PIXELS};
use super::overlay::{LineProblem, OverlayError};
use super::split::SplitError;
use super::{CannotBeRead, CsvProblem, DataError, DecodeError, DecoderFailed, ReadError, TableProblem, ZipProblem};
use crate::text::{Language, Localized, printable};

impl Localized for DataError {
    fn portuguese(&self) -> String {
        match self {
            DataError::NotFound { path } => format!("não há arquivo nem pasta em {}", path.display()),
            DataError::Unreadable { path, source } => {
                format!("{} não pode ser lido: {}", path.display(), source.portuguese())
            }
            DataError::Empty { path, left_out } => format!(
                "não há fotos em {}: são esperados arquivos com nomes como cat.0.jpg, ou uma pasta para cada classe{}",
                path.display(),
                left_out.as_ref().map(|note| format!("; {}", note.sentence(Language::Portuguese))).unwrap_or_default()
            ),
            DataError::UnknownKind { path } => {
                format!("{} não é uma pasta, nem um .csv, nem um .zip, nem uma foto", path.display())
            }
            DataError::Csv { path, line, problem } => {
                format!("{}, linha {line}: {}", path.display(), problem.portuguese())
            }
            DataError::Zip { path, problem } => {
                format!("o zip {} não pode ser usado: {}", path.display(), problem.portuguese())
            }
            DataError::NoLabels { origin } => format!(
                "as fotos em {origin} não têm rótulos: dê a elas nomes como cat.0.jpg e dog.0.jpg, ponha cada classe \
                 em uma pasta própria, ou liste-as em um .csv com as colunas filename e category"
            ),
            DataError::SomeUnlabelled { origin, count: 1, example } => format!(
                "1 foto em {origin} não tem classe, {example}: dê uma classe a ela, tire-a da lista, ou treine sem ela (no \
                 terminal: --leave-out-unlabelled)"
            ),
            DataError::SomeUnlabelled { origin, count, example } => format!(
                "{count} fotos em {origin} não têm classe, como {example}: dê uma classe a cada uma, tire-as da \
                 lista, ou treine sem elas (no terminal: --leave-out-unlabelled)"
            ),
            DataError::NoCategoryColumn { origin, found } => format!(
                "as fotos em {origin} não têm rótulos, pois nenhuma coluna é com certeza a da categoria: chame-a de \
                 category; há {found}"
            ),
            DataError::OneClass { origin, class } => format!(
                "todas as fotos em {origin} são de uma só classe, {class}: o treino precisa de pelo menos duas classes"
            ),
            DataError::NoUsable { class, example } => format!(
                "nenhuma foto da classe {class} pode ser usada: {}: {}",
                example.name,
                example.reason.localized(Language::Portuguese)
            ),
            DataError::AllExcluded { class } => {
                format!("nenhuma foto da classe {class} pode ser usada: as alterações excluem todas")
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
            DataError::Memory(error) => error.portuguese(),
            DataError::Cancelled => "parado".to_owned(),
        }
    }
}

impl Localized for ReadError {
    fn portuguese(&self) -> String {
        match self {
            ReadError::System(error) => error.portuguese(),
            ReadError::Zip(problem) => problem.portuguese(),
        }
    }
}

impl Localized for CsvProblem {
    fn portuguese(&self) -> String {
        match self {
            CsvProblem::Table(problem) => problem.portuguese(),
            CsvProblem::Columns { found } => {
                let found = if found.is_empty() { "nenhuma" } else { found };
                format!(
                    "são esperadas as colunas filename e category, e há {found}; uma lista começa com a linha \
                     filename,category e continua com linhas como img/cat.0.jpg,cat"
                )
            }
            CsvProblem::SeveralColumns { candidates } => {
                format!("cada uma das colunas {candidates} pode ser a dos arquivos: chame a certa de filename")
            }
            CsvProblem::NoneThere { example, looked_for } => format!(
                "nenhum dos arquivos da lista existe: {example} é procurado em {}. Os caminhos começam na pasta da própria \
                 lista",
                looked_for.display()
            ),
            CsvProblem::NoFilename => "filename está vazio".to_owned(),
            CsvProblem::NoCategory { filename } => format!("{filename} não tem category"),
            CsvProblem::OtherCategory { filename, line } => {
                format!("{filename} tem outra category que na linha {line}")
            }
        }
    }
}

impl Localized for TableProblem {
    fn portuguese(&self) -> String {
        match self {
            TableProblem::Encoding { encoding } => {
                format!("começa como {encoding} e não continua assim: salve de novo como CSV em UTF-8")
            }
            TableProblem::NotText => "isto não é texto: salve a tabela como CSV em UTF-8".to_owned(),
            TableProblem::OpenQuote => {
                "a aspa que abre aqui não é fechada antes do fim do campo: feche-a ou remova-a".to_owned()
            }
        }
    }
}

impl Localized for ZipProblem {
    fn portuguese(&self) -> String {
        match self {
            ZipProblem::Encrypted => "está criptografado: descompacte-o com a senha e abra a pasta".to_owned(),
            ZipProblem::CutOff => "está incompleto: carregue-o de novo".to_owned(),
            ZipProblem::Empty => "está vazio: carregue-o de novo".to_owned(),
            ZipProblem::NoFiles => "não há nenhum arquivo nele".to_owned(),
            ZipProblem::InParts => "é uma de várias partes: junte e descompacte as partes e abra a pasta".to_owned(),
            ZipProblem::OtherArchive { kind } => {
                format!("é um arquivo {kind} com nome de zip: descompacte-o e abra a pasta")
            }
            ZipProblem::OtherFile { kind } => {
                format!(
                    "não é um zip: parece ser {}; carregue-o de novo ou dê a ele o nome certo",
                    kind_in_portuguese(kind)
                )
            }
            ZipProblem::Compression { method } => {
                format!("os arquivos nele estão compactados com {method}, que não é lido: descompacte-o e abra a pasta")
            }
            ZipProblem::Outside { example } => {
                format!("os caminhos nele saem dele, entre eles {}: descompacte-o e abra a pasta", printable(example))
            }
            ZipProblem::Bomb { packed_mb, unpacked_mb } => {
                format!("{packed_mb} MB se tornariam {unpacked_mb} MB: isto não é um zip de fotos")
            }
            ZipProblem::LargerThanStated => "é maior do que o zip diz".to_owned(),
            ZipProblem::Unreadable(error) => format!("não pode ser lido: {}", error.portuguese()),
            ZipProblem::Gone => "não está mais lá".to_owned(),
            ZipProblem::CannotBeUnpacked(error) => format!("não pode ser descompactado: {}", error.portuguese()),
            ZipProblem::Damaged(message) => format!("está corrompido ({message}): carregue-o de novo"),
            ZipProblem::Inside { name, problem } => format!("{name} dentro dele: {}", problem.portuguese()),
        }
    }
}

/// What a file looks like that is none of the expected ones.
fn kind_in_portuguese(kind: &str) -> &str {
    match kind {
        "a web page" => "uma página da web",
        "a PDF" => "um PDF",
        "a zip" => "um zip",
        "a video" => "um vídeo",
        "text" => "texto",
        other => other,
    }
}

impl Localized for CacheProblem {
    fn portuguese(&self) -> String {
        match self {
            CacheProblem::System(error) => error.portuguese(),
            CacheProblem::NoPixels { index } => format!("a foto número {index} não tem pixels nele"),
            CacheProblem::OtherSize { found, expected } => {
                format!("uma foto tem {found} bytes nele, não {expected}")
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
            DecodeError::NotAPicture { looks_like: Some(kind) } => {
                format!("não é uma imagem: parece ser {}", kind_in_portuguese(kind))
            }
            DecodeError::Unsupported { format } => {
                format!("imagens {format} não são aceitas: salve-a como JPEG ou PNG")
            }
            DecodeError::NotSupported { what } => {
                format!("{} não é aceito: salve a imagem como JPEG ou PNG", decode::portuguese::kind(what))
            }
            DecodeError::Truncated { format } => format!("o {format} está incompleto"),
            DecodeError::Broken { format, reason } => {
                format!("o {format} está corrompido: {}", decode::portuguese::reason(reason))
            }
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
                format!("a fração de validação {share} é inválida: ela deve ser pelo menos 0 e menor que 1")
            }
            SplitError::NothingToTrain { photos, share } => format!(
                "{photos} fotos com uma fração de validação de {share} não deixam nenhuma para treinar: acrescente \
                 fotos ou diminua a fração"
            ),
            SplitError::SingleMember { class } => format!(
                "uma divisão estratificada precisa de duas fotos de cada classe, e a classe número {class} tem uma: \
                 acrescente fotos ou desligue a estratificação"
            ),
            SplitError::TooFewForClasses { classes, side } => format!(
                "uma divisão estratificada põe cada uma das {classes} classes no treino e na validação, e um deles teria \
                 só {side} fotos: mude a fração de validação ou desligue a estratificação"
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
            LineProblem::Table(problem) => problem.portuguese(),
            LineProblem::Columns { found } => format!(
                "as colunas devem ser file,action,new_label, com linhas como cat.92.jpg,relabel,dog; há {found}"
            ),
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
