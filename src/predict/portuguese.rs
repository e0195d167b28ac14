//! The errors of this floor in Portuguese.

use super::{NotPhotographs, PredictError};
use crate::text::{Language, Localized};

impl Localized for PredictError {
    fn portuguese(&self) -> String {
        match self {
            PredictError::NotARun(folder) => {
                format!("{} não é um treino: dê uma pasta que um treino deixou", folder.display())
            }
            PredictError::File(error) => error.portuguese(),
            PredictError::Metadata { file, key } => format!(
                "{}: seus metadados não têm \"{key}\" utilizável; use os outros pesos do treino, ou continue o treino",
                file.display()
            ),
            PredictError::Unfit { file, source } => format!("{}: {}", file.display(), source.portuguese()),
            PredictError::NoBest(run) => format!(
                "{}: as previsões da rede não são números (NaN), pois nenhuma época teve uma perda que seja um número; \
                 treine-a de novo com uma taxa de aprendizado menor",
                run.display()
            ),
            PredictError::InputSize { file, pictures, input } => format!(
                "{}: seus metadados não combinam: fotos de {}x{} não servem para uma rede de {}x{}; use os outros \
                 pesos do treino, ou continue o treino",
                file.display(),
                pictures.0,
                pictures.1,
                input.0,
                input.1
            ),
            PredictError::Decode(error) => error.portuguese(),
            PredictError::Network(error) => error.portuguese(),
            PredictError::Thread(source) => {
                format!("nenhuma thread para decodificar pode ser iniciada: {}", source.portuguese())
            }
            PredictError::DecoderPanicked(message) => format!("o decodificador falhou: {message}"),
            PredictError::WorkersGone => "as threads que decodificam terminaram cedo demais".to_owned(),
        }
    }
}

impl Localized for NotPhotographs {
    fn portuguese(&self) -> String {
        self.0.text(Language::Portuguese)
    }
}
