use std::path::PathBuf;

use crate::charts::ChartError;
use crate::config::{self, Allowed, Fault};
use crate::data::overlay::Overlay;
use crate::data::split::SplitError;
use crate::data::{CannotBeRead, DataError, DecodeError, LeftOut, Note};
use crate::engine::{Absent, KeepError, Unwritable};
use crate::nn::shapes;
use crate::nn::weights_file::FileError;
use crate::predict::{NotPhotographs, PredictError};
use crate::results::evaluation::EvaluationError;
use crate::run::RunFolderError;
use crate::shared_error::SharedError;
use crate::text::Language;
use crate::train::TrainError;
use crate::train::callbacks::{CallbackError, NameFault};

fn gone() -> std::io::Error {
    std::io::ErrorKind::NotFound.into()
}

#[test]
fn every_type_of_error_has_a_portuguese_sentence_with_its_details() {
    let path = PathBuf::from("fotos/treino");
    let reasons: Vec<(SharedError, &str)> = vec![
        (DataError::NotFound { path: path.clone() }.into(), "fotos/treino"),
        (DecodeError::Truncated { format: "JPEG" }.into(), "JPEG"),
        (SplitError::SingleMember { class: 3 }.into(), "3"),
        (Overlay::read(&path).expect_err("there is no such file").into(), "fotos/treino"),
        (CannotBeRead(gone().into()).into(), "não existe"),
        (
            NotPhotographs(Note::LeftOut {
                reason: LeftOut::OtherKind,
                count: 2,
                example: "a.txt".into(),
                names: Vec::new(),
            })
            .into(),
            "a.txt",
        ),
        (Absent::Network.into(), "rede"),
        (FileError::Damaged { path: path.clone(), problem: "short".into() }.into(), "fotos/treino"),
        (FileError::Changed { path: path.clone() }.into(), "fotos/treino"),
        (TrainError::PhotographsGone(path.clone()).into(), "fotos/treino"),
        (RunFolderError::InUse { folder: path.clone() }.into(), "fotos/treino"),
        (Fault::Number { allowed: Allowed::UpTo(8), found: "9".into() }.into(), "de 1 a 8, mas é 9"),
        (CallbackError::FileName { callback: "CSVLogger", name: "a/".into(), reason: NameFault::NoFile }.into(), "a/"),
        (config::preset("nada").expect_err("there is no such preset").into(), "nada"),
        (PredictError::NotARun(path.clone()).into(), "fotos/treino"),
        (EvaluationError::Gone { path, set: "validation" }.into(), "fotos/treino"),
        (KeepError::Changed { path: PathBuf::from("fotos/treino") }.into(), "fotos/treino"),
        (ChartError::Draw("no room".into()).into(), "no room"),
        (Unwritable::NoFolder { folder: "fotos/treino".into() }.into(), "fotos/treino"),
        (gone().into(), "não existe"),
    ];
    for (reason, part) in reasons {
        let (english, portuguese) = (reason.localized(Language::English), reason.localized(Language::Portuguese));
        assert_eq!(english, reason.to_string());
        assert_ne!(english, portuguese);
        assert!(portuguese.contains(part), "{portuguese}");
    }
}

#[test]
fn an_invalid_layer_is_named_in_portuguese() {
    let mut network = config::preset("notebook").expect("a preset").network;
    network.input = (4, 4);
    let reason = SharedError::from(shapes::infer(&network, 2).expect_err("too small"));
    let sentence = reason.localized(Language::Portuguese);
    assert!(sentence.starts_with("camada ") && sentence.contains("pequena demais"), "{sentence}");
}

#[test]
fn a_system_error_without_a_translation_is_shown_as_it_is() {
    let reason = SharedError::from(std::io::Error::other("the tape is torn"));
    assert_eq!(reason.localized(Language::Portuguese), reason.to_string());
}
