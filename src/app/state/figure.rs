//! A run's plots as a figure on paper, in the window's language.

use std::fmt::Display;

use super::RunView;
use crate::charts::{Figure, RunWords, of_run};
use crate::text::{Language, ShellText, TrainingText, preset_name};

impl RunView {
    /// All plots, to be saved.
    #[must_use]
    pub fn figure(&self, language: Language) -> Figure {
        let title = self.folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut note = language.fill(ShellText::Preset, &[("name", &preset_name(language, &self.config.preset))]);
        if let Some(info) = &self.info {
            let (training, validation) = (language.integer(info.training), language.integer(info.validation));
            let values: [(&str, &dyn Display); 2] = [("training", &training), ("validation", &validation)];
            note = format!("{note} · {}", language.fill(TrainingText::Counts, &values));
        }
        let words = RunWords {
            epoch: language.text(TrainingText::Epoch),
            accuracy: language.text(TrainingText::Accuracy),
            loss: language.text(TrainingText::Loss),
            learning_rate: language.text(TrainingText::LearningRate),
            training: language.text(TrainingText::SeriesTraining),
            validation: language.text(TrainingText::SeriesValidation),
            best: language.text(TrainingText::MarkBest),
            lower_rate: language.text(TrainingText::MarkRate),
            stop: language.text(TrainingText::MarkStop),
            decimal_point: language.decimal_point(),
        };
        of_run(title, note, &self.epochs, &self.callbacks, &words)
    }
}
