//! The errors of this floor in Portuguese.

use super::evaluation::EvaluationError;
use super::report::ReportError;
use crate::text::Localized;

impl Localized for EvaluationError {
    fn portuguese(&self) -> String {
        match self {
            EvaluationError::Config(error) => error.portuguese(),
            EvaluationError::Run(error) => error.portuguese(),
            EvaluationError::Data(error) => error.portuguese(),
            EvaluationError::Overlay(error) => error.portuguese(),
            EvaluationError::Predict(error) => error.portuguese(),
            EvaluationError::Numbers(error) => error.portuguese(),
            EvaluationError::Gone { path, .. } => format!(
                "as fotografias deste treino estavam em {}, e não há nada lá; diga onde estão agora",
                path.display()
            ),
            EvaluationError::Unopened { source, .. } => {
                format!(
                    "as fotografias deste treino não podem ser abertas: {}; diga onde estão agora",
                    source.portuguese()
                )
            }
            EvaluationError::Missing { missing, count, place, example } => format!(
                "{missing} das {count} fotografias do treino não estão em {place}, entre elas {example}; dê a pasta, o CSV \
                 ou o zip com que o treino foi feito"
            ),
            EvaluationError::NoSource => {
                "o config.ron do treino não diz onde estão suas fotografias (data.source); diga onde estão".to_owned()
            }
            EvaluationError::OtherClasses { place, found, known } => {
                format!("{place} tem as classes {found}, e a rede distingue {known}; renomeie ou retire o que difere")
            }
            EvaluationError::EmptySet(set) => format!("o treino não tem fotografias para \"{set}\""),
            EvaluationError::Nothing { example: None } => "nenhuma fotografia pode ser usada".to_owned(),
            EvaluationError::Nothing { example: Some(example) } => {
                format!("nenhuma fotografia pode ser usada: {example}")
            }
            EvaluationError::Epochs(epoch) => format!(
                "o validation.safetensors do treino não combina com seu split.csv na época {epoch}; continue o treino para \
                 gravar os dois de novo"
            ),
            EvaluationError::Unfit => "as respostas da rede não combinam com as fotografias".to_owned(),
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
