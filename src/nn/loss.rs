//! The loss that training minimises: categorical cross-entropy with Keras's `label_smoothing` and `class_weight`.

use super::probabilities::softmax_cross_entropy;

/// How the cross-entropy is smoothed and weighted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loss {
    /// The share of each label that is spread evenly over all classes, from 0 to less than 1.
    pub label_smoothing: f32,
    /// What each class's training loss is multiplied by; empty where all are 1.
    pub class_weight: Vec<f32>,
}

impl Loss {
    /// The targets of a training step, `[labels, classes]`: smoothed, and multiplied by their class's weight.
    #[must_use]
    pub(super) fn targets(&self, labels: &[u32], classes: usize) -> Vec<f32> {
        let mut targets = vec![self.label_smoothing / classes as f32; labels.len() * classes];
        for (row, label) in targets.chunks_exact_mut(classes).zip(labels) {
            row[*label as usize] += 1.0 - self.label_smoothing;
            if let Some(weight) = self.class_weight.get(*label as usize) {
                for target in row {
                    *target *= weight;
                }
            }
        }
        targets
    }

    /// Each picture's validation loss from rows of `classes` logits: smoothed, not weighted.
    ///
    /// # Panics
    /// If a label is not below `classes`.
    #[must_use]
    pub fn of_validation(&self, logits: &[f32], labels: &[u32], classes: usize) -> Vec<f32> {
        let mut losses = softmax_cross_entropy(logits, labels, classes);
        if self.label_smoothing > 0.0 {
            for ((loss, row), label) in losses.iter_mut().zip(logits.chunks_exact(classes)).zip(labels) {
                // Another class's cross-entropy differs by the difference of the logits.
                let logit = row[*label as usize];
                let more: f32 = row.iter().map(|other| logit - other).sum();
                *loss += self.label_smoothing / classes as f32 * more;
            }
        }
        losses
    }
}
