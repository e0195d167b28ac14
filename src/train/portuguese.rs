//! The errors of this floor in Portuguese.

use super::TrainError;
use super::callbacks::{CallbackError, NameFault};
use super::checkpoint::{CheckpointError, CheckpointFault};
use super::listing::ListingDifference;
use crate::config::DataSource;
use crate::text::Localized;

impl Localized for TrainError {
    fn portuguese(&self) -> String {
        match self {
            TrainError::Config(error) => error.portuguese(),
            TrainError::Data(error) => error.portuguese(),
            TrainError::Split(error) => error.portuguese(),
            TrainError::Network(error) => error.portuguese(),
            TrainError::Callback(error) => error.portuguese(),
            TrainError::RunFolder(error) => error.portuguese(),
            TrainError::Checkpoint(error) => error.portuguese(),
            TrainError::Weights(error) => error.portuguese(),
            TrainError::Overlay(error) => error.portuguese(),
            TrainError::NothingToTrainOn => {
                "não resta foto para treinar: todas as que caíram no lado de treino são inutilizáveis".to_owned()
            }
            TrainError::NoSource => "a configuração não diz onde estão as fotos (data.source)".to_owned(),
            TrainError::FewerEpochs { configured, asked } => {
                format!(
                    "o treino foi iniciado para {configured} épocas, e foram pedidas {asked}; o número só pode crescer"
                )
            }
            TrainError::PhotographsGone(path) => {
                format!("as fotos deste treino estavam em {}, e não há nada lá; diga onde estão agora", path.display())
            }
            TrainError::OtherPhotographs { data, difference } => {
                format!("{} não tem as fotos deste treino: {}", name_of(data), difference.portuguese())
            }
            TrainError::ConfigChanged(file) => format!(
                "{} já não diz com que este treino começou; uma configuração mudada precisa de um novo treino",
                file.display()
            ),
            TrainError::UnknownClass { class, classes } => {
                format!("training.class_weight: não há a classe {class:?} entre as fotos; há {}", classes.join(", "))
            }
            TrainError::StoppedWhileLoading => "parado antes de o treino começar; nada foi gravado".to_owned(),
            TrainError::Memory(error) => error.portuguese(),
            TrainError::Panicked(message) => format!("o treino falhou inesperadamente: {message}"),
        }
    }
}

impl Localized for CheckpointError {
    fn portuguese(&self) -> String {
        match self {
            CheckpointError::File(error) => error.portuguese(),
            CheckpointError::Content { path, fault } => {
                format!("não se pode continuar a partir de {}: {}", path.display(), fault.portuguese())
            }
        }
    }
}

impl Localized for CheckpointFault {
    fn portuguese(&self) -> String {
        match self {
            CheckpointFault::Unwritable(problem) => format!("o treino não pode ser escrito em RON: {problem}"),
            CheckpointFault::Missing(entry) => format!("os metadados não têm {entry}"),
            CheckpointFault::Entry { entry, problem } => format!("{entry} está danificado nos metadados: {problem}"),
            CheckpointFault::Iterations => "o número de iterações está danificado".to_owned(),
            CheckpointFault::UnknownTensor(name) => format!("ele tem um tensor desconhecido, {name}"),
            CheckpointFault::Network(error) => error.portuguese(),
        }
    }
}

impl Localized for ListingDifference {
    fn portuguese(&self) -> String {
        match self {
            ListingDifference::Count { run, found } => format!("o treino tem {run} fotos, e há {found} ali"),
            ListingDifference::Classes { run, found } => {
                format!("as classes do treino são {}, e estas são {}", run.join(", "), found.join(", "))
            }
            ListingDifference::NamesOrLabels => "nomes ou rótulos diferem daqueles no split.csv do treino".to_owned(),
            ListingDifference::NoLongerUsable(name) => {
                format!("{name} podia ser usada quando o treino começou e agora não pode")
            }
            ListingDifference::NowUsable(name) => {
                format!("{name} não podia ser usada quando o treino começou e agora pode")
            }
            ListingDifference::OrderOfUnusable => "a lista de fotos inutilizáveis tem outra ordem".to_owned(),
        }
    }
}

fn name_of(data: &DataSource) -> String {
    match data {
        DataSource::Path(path) => path.display().to_string(),
        DataSource::Drawings { .. } => "o conjunto de desenhos desta versão".to_owned(),
    }
}

impl Localized for CallbackError {
    fn portuguese(&self) -> String {
        match self {
            CallbackError::UnknownMetric { callback, name, known } => {
                let known: Vec<&str> = known.iter().map(|metric| metric.name()).collect();
                format!("{callback} observa \"{name}\", que não existe neste treino; há {}", known.join(", "))
            }
            CallbackError::FileName { callback, name, reason } => {
                format!("{callback} não pode gravar \"{name}\": {}", reason.portuguese())
            }
        }
    }
}

impl Localized for NameFault {
    fn portuguese(&self) -> String {
        match self {
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
}
