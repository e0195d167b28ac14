//! The errors of this floor in Portuguese.

use super::evaluation::{EvaluationError, Set};
use super::report::ReportError;
use crate::text::{Language, Localized};

impl Localized for EvaluationError {
    fn portuguese(&self) -> String {
        match self {
            EvaluationError::Config(error) => error.portuguese(),
            EvaluationError::Run(error) => error.portuguese(),
            EvaluationError::Data(error) => error.portuguese(),
            EvaluationError::Overlay(error) => error.portuguese(),
            EvaluationError::Predict(error) => error.portuguese(),
            EvaluationError::Numbers(error) => error.portuguese(),
            EvaluationError::Gone { path, set } => format!(
                "as fotos deste treino estavam em {}, e não há nada lá; diga onde estão agora: bigode evaluate RUN_DIR \
                 DATA --set {set}",
                path.display()
            ),
            EvaluationError::Unopened { source, set } => format!(
                "as fotos deste treino não podem ser abertas: {}; diga onde estão agora: bigode evaluate RUN_DIR DATA \
                 --set {set}",
                source.portuguese()
            ),
            EvaluationError::Missing { missing, count, place, example } => format!(
                "{missing} das {count} fotos do treino não estão em {}, entre elas {example}; dê a pasta, o CSV ou o zip \
                 com que o treino foi feito",
                place.text(Language::Portuguese)
            ),
            EvaluationError::NoSource => {
                "o config.ron do treino não diz onde estão suas fotos (data.source); diga onde estão".to_owned()
            }
            EvaluationError::OtherClasses { place, found, known } => format!(
                "as classes em {} são {found}, e a rede distingue {known}; renomeie ou retire o que difere",
                place.text(Language::Portuguese)
            ),
            EvaluationError::EmptySet(Set::Validation) => "o treino não tem fotos de validação".to_owned(),
            EvaluationError::EmptySet(Set::Test) => "o treino não tem fotos de teste".to_owned(),
            EvaluationError::EmptySet(Set::Training) => "o treino não tem fotos de treino".to_owned(),
            EvaluationError::Nothing { example: None } => "nenhuma foto pode ser usada".to_owned(),
            EvaluationError::Nothing { example: Some(example) } => {
                format!("nenhuma foto pode ser usada: {}", example.text(Language::Portuguese))
            }
            EvaluationError::Epochs(epoch) => format!(
                "o validation.safetensors do treino não combina com seu split.csv na época {epoch}; continue o treino para \
                 gravar os dois de novo"
            ),
            EvaluationError::Memory(error) => error.portuguese(),
            EvaluationError::Unfit => "as respostas da rede não combinam com as fotos".to_owned(),
        }
    }
}

impl Localized for ReportError {
    fn portuguese(&self) -> String {
        match self {
            ReportError::Config(error) => error.portuguese(),
            ReportError::Cancelled => "o relatório foi interrompido".to_owned(),
            ReportError::Read { path, source } => {
                format!("{} não pode ser lido: {}", path.display(), source.portuguese())
            }
        }
    }
}
