//! Networks of other programs.

use super::{Verdict, folder, put, refused};
use crate::exchange::{ImportOptions, import};
use crate::predict::{Classifier, Weights};

/// Classes of the corpus's networks.
const CLASSES: [&str; 3] = ["a", "b", "c"];

/// Imports a file of Keras 3; what is imported is a run that opens.
pub(super) fn keras(bytes: &[u8]) -> Verdict {
    imported("model.keras", bytes)
}

/// Imports a file of the old format of Keras; what is imported is a run that opens.
pub(super) fn keras_legacy(bytes: &[u8]) -> Verdict {
    imported("model.h5", bytes)
}

/// Imports an ONNX file; what is imported is a run that opens.
pub(super) fn onnx(bytes: &[u8]) -> Verdict {
    imported("model.onnx", bytes)
}

fn imported(name: &str, bytes: &[u8]) -> Verdict {
    let folder = folder();
    let file = put(folder.path(), name, bytes);
    let run = folder.path().join("run");
    let options = ImportOptions { classes: CLASSES.map(str::to_owned).to_vec(), ..ImportOptions::default() };
    match import(&file, &run, &options) {
        Ok(imported) => {
            let classifier = Classifier::open(&run, Weights::Best, 1).expect("an imported run opens");
            assert_eq!(classifier.classes(), imported.classes, "it has the classes that were named");
            Verdict::Read
        }
        Err(error) => {
            assert!(!run.exists(), "a refused file leaves no run");
            refused(&error)
        }
    }
}
