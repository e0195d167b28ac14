//! The best epoch in words: always with what it is best by, and with its accuracy.

use std::fmt::Display;

use crate::run::EpochStats;
use crate::text::{Language, TrainingText};

/// best by validation loss (0.802): epoch 2, 53.8 %
pub fn best_words(language: Language, best: &EpochStats) -> String {
    let accuracy = language.accuracy(best.val_accuracy.unwrap_or(best.accuracy));
    let loss = language.decimal(best.deciding_loss(), 3);
    let values: [(&str, &dyn Display); 3] = [("loss", &loss), ("epoch", &best.epoch), ("accuracy", &accuracy)];
    let by = if best.val_loss.is_some() { TrainingText::BestByValidation } else { TrainingText::BestByTraining };
    language.fill(by, &values)
}
