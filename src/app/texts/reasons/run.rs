//! What can be wrong with an experiment or a run.

use std::error::Error;

use super::data::{data_error, overlay_error, split_error};
use super::network::{file_error, network_error};
use super::system;
use super::values::fault;
use crate::config::{ConfigError, PRESETS, TextProblem};
use crate::engine::Unwritable;
use crate::train::TrainError;
use crate::train::callbacks::{CallbackError, NameFault};
use crate::train::checkpoint::CheckpointError;
use crate::train::run_folder::RunFolderError;

pub(super) fn portuguese(error: &(dyn Error + 'static)) -> Option<String> {
    let train = || error.downcast_ref().map(train_error);
    let config = || error.downcast_ref().map(config_error);
    let callback = || error.downcast_ref().map(callback_error);
    let folder = || error.downcast_ref().map(run_folder_error);
    let file = || error.downcast_ref().map(unwritable);
    train().or_else(config).or_else(callback).or_else(folder).or_else(file)
}

fn train_error(error: &TrainError) -> String {
    match error {
        TrainError::Config(error) => config_error(error),
        TrainError::Data(error) => data_error(error),
        TrainError::Split(error) => split_error(error),
        TrainError::Network(error) => network_error(error),
        TrainError::Callback(error) => callback_error(error),
        TrainError::RunFolder(error) => run_folder_error(error),
        TrainError::Checkpoint(error) => checkpoint_error(error),
        TrainError::Weights(error) => file_error(error),
        TrainError::Overlay(error) => overlay_error(error),
        TrainError::NothingToTrainOn => {
            "não resta fotografia para treinar: todas as que caíram no lado de treino são inutilizáveis".to_owned()
        }
        TrainError::NoSource => "a configuração não diz onde estão as fotografias (data.source)".to_owned(),
        TrainError::FewerEpochs { configured, asked } => {
            format!("o treino foi iniciado para {configured} épocas, e foram pedidas {asked}; o número só pode crescer")
        }
        TrainError::PhotographsGone(path) => format!(
            "as fotografias deste treino estavam em {}, e não há nada lá; diga onde estão agora",
            path.display()
        ),
        TrainError::OtherPhotographs { source_name, difference } => {
            format!("{source_name} não tem as fotografias deste treino: {difference}")
        }
        TrainError::ConfigChanged(file) => format!(
            "{} já não diz com que este treino começou; uma configuração mudada precisa de um novo treino",
            file.display()
        ),
        TrainError::StoppedWhileLoading => "parado antes de o treino começar; nada foi gravado".to_owned(),
        TrainError::Panicked(message) => format!("o treino falhou inesperadamente: {message}"),
    }
}

pub(super) fn config_error(error: &ConfigError) -> String {
    match error {
        ConfigError::Read { path, source } => {
            format!("a configuração {} não pode ser lida: {}", path.display(), system(source))
        }
        ConfigError::Text { origin, line, column, field, problem } => {
            let field = if field.is_empty() { String::new() } else { format!("{field}: ") };
            let problem = match problem {
                TextProblem::Unreadable(said) => said.clone(),
                TextProblem::Value(value) => fault(value),
            };
            format!("{origin}, linha {line}, coluna {column}: {field}{problem}")
        }
        ConfigError::Value(problem) => {
            format!("a configuração não pode ser usada: {}: {}", problem.field, fault(&problem.fault))
        }
        ConfigError::UnknownPreset(name) => {
            format!("não há configuração pronta \"{name}\"; há {}", PRESETS.join(", "))
        }
    }
}

pub(super) fn run_folder_error(error: &RunFolderError) -> String {
    match error {
        RunFolderError::AlreadyARun { folder } => {
            format!("{} já tem um treino; continue com ele, ou dê outra pasta", folder.display())
        }
        RunFolderError::NotARun { folder } => {
            format!("{} não é a pasta de um treino: não tem config.ron", folder.display())
        }
        RunFolderError::InUse { folder } => format!("{} está em uso: outro treino roda ali", folder.display()),
        RunFolderError::Write { path, source } => {
            format!("{} não pode ser gravado: {}", path.display(), system(source))
        }
        RunFolderError::Read { path, source } => format!("{} não pode ser lido: {}", path.display(), system(source)),
        RunFolderError::Damaged { path, reason } => format!("{} está danificado: {reason}", path.display()),
    }
}

fn unwritable(error: &Unwritable) -> String {
    match error {
        Unwritable::NoFolder { folder } => format!("não há a pasta {}; escolha uma que exista", folder.display()),
        Unwritable::System { path, source } => format!("{} não pode ser gravado: {}", path.display(), system(source)),
    }
}

fn checkpoint_error(error: &CheckpointError) -> String {
    match error {
        CheckpointError::File(error) => file_error(error),
        CheckpointError::Content { path, reason } => {
            format!("não se pode continuar a partir de {}: {reason}", path.display())
        }
    }
}

fn callback_error(error: &CallbackError) -> String {
    match error {
        CallbackError::UnknownMetric { callback, name, known } => {
            let known: Vec<&str> = known.iter().map(|metric| metric.name()).collect();
            format!("{callback} observa \"{name}\", que não existe neste treino; há {}", known.join(", "))
        }
        CallbackError::FileName { callback, name, reason } => {
            format!("{callback} não pode gravar \"{name}\": {}", name_fault(reason))
        }
    }
}

fn name_fault(fault: &NameFault) -> String {
    match fault {
        NameFault::NotSafetensors => {
            "os pesos são gravados como safetensors; termine o nome em .safetensors".to_owned()
        }
        NameFault::Braces => "suas chaves não combinam".to_owned(),
        NameFault::Place(place) => format!(
            "{{{place}}} não pode ser preenchido; use {{epoch}}, {{epoch:02d}} ou uma métrica como {{val_loss:.4f}}"
        ),
        NameFault::NoFile => "não há nome de arquivo".to_owned(),
        NameFault::Outside => "ele deve ficar dentro da pasta do treino: um caminho relativo sem '..'".to_owned(),
        NameFault::OwnFile => "o próprio treino grava um arquivo com esse nome".to_owned(),
    }
}
