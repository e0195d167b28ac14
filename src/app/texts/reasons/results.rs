//! What can be wrong with predictions, results and what is made of them.

use std::error::Error;

use super::data::{data_error, decode_error, overlay_error};
use super::network::{file_error, network_error};
use super::run::{config_error, run_folder_error};
use super::system;
use crate::charts::ChartError;
use crate::engine::KeepError;
use crate::predict::PredictError;
use crate::results::evaluation::EvaluationError;
use crate::results::report::ReportError;

pub(super) fn portuguese(error: &(dyn Error + 'static)) -> Option<String> {
    let predict = || error.downcast_ref().map(predict_error);
    let evaluation = || error.downcast_ref().map(evaluation_error);
    let report = || error.downcast_ref().map(report_error);
    let chart = || error.downcast_ref().map(chart_error);
    let keep = || error.downcast_ref().map(keep_error);
    predict().or_else(evaluation).or_else(report).or_else(chart).or_else(keep)
}

fn predict_error(error: &PredictError) -> String {
    match error {
        PredictError::NotARun(folder) => {
            format!("{} não é um treino: dê uma pasta que um treino deixou", folder.display())
        }
        PredictError::File(error) => file_error(error),
        PredictError::Metadata { file, key } => format!(
            "{}: seus metadados não têm \"{key}\" utilizável; use os outros pesos do treino, ou continue o treino",
            file.display()
        ),
        PredictError::Unfit { file, source } => format!("{}: {}", file.display(), network_error(source)),
        PredictError::Decode(error) => decode_error(error),
        PredictError::Network(error) => network_error(error),
        PredictError::Thread(source) => {
            format!("nenhuma thread para decodificar pode ser iniciada: {}", system(source))
        }
        PredictError::WorkersGone => "as threads que decodificam terminaram cedo demais".to_owned(),
    }
}

fn evaluation_error(error: &EvaluationError) -> String {
    match error {
        EvaluationError::Config(error) => config_error(error),
        EvaluationError::Run(error) => run_folder_error(error),
        EvaluationError::Data(error) => data_error(error),
        EvaluationError::Overlay(error) => overlay_error(error),
        EvaluationError::Predict(error) => predict_error(error),
        EvaluationError::Numbers(error) => file_error(error),
        EvaluationError::Gone { path, .. } => format!(
            "as fotografias deste treino estavam em {}, e não há nada lá; diga onde estão agora",
            path.display()
        ),
        EvaluationError::Unopened { source, .. } => {
            format!("as fotografias deste treino não podem ser abertas: {}; diga onde estão agora", data_error(source))
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

fn report_error(error: &ReportError) -> String {
    match error {
        ReportError::Config(error) => config_error(error),
        ReportError::Cancelled => "o relatório foi interrompido".to_owned(),
        ReportError::Read { path, source } => format!("{} não pode ser lido: {}", path.display(), system(source)),
    }
}

fn chart_error(error: &ChartError) -> String {
    match error {
        ChartError::Font => {
            "os gráficos não podem ser desenhados: a fonte do próprio programa está danificada".to_owned()
        }
        ChartError::Draw(problem) => format!("os gráficos não podem ser desenhados: {problem}"),
    }
}

fn keep_error(error: &KeepError) -> String {
    match error {
        KeepError::Write { path, source } => {
            format!("as alterações {} não podem ser gravadas: {}", path.display(), system(source))
        }
        KeepError::Changed { path } => format!(
            "{} foi alterado por outro programa desde que foi lido; guarde suas alterações em outro arquivo ou abra-o de \
             novo",
            path.display()
        ),
    }
}
