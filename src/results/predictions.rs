//! A network's predictions for labelled photographs.

use std::collections::HashMap;

use crate::nn::argmax;

/// Labelled photographs with the probabilities that a network predicted for them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Predictions {
    classes: Vec<String>,
    names: Vec<String>,
    labels: Vec<u32>,
    probabilities: Vec<f32>,
}

impl Predictions {
    /// Of photographs with `names` and `labels` (indices into `classes`), whose `probabilities` follow one another, one
    /// for each class; `None` where the lengths or labels do not fit each other.
    #[must_use]
    pub fn new(classes: Vec<String>, names: Vec<String>, labels: Vec<u32>, probabilities: Vec<f32>) -> Option<Self> {
        let fits = names.len() == labels.len()
            && probabilities.len() == labels.len() * classes.len()
            && labels.iter().all(|label| (*label as usize) < classes.len());
        fits.then_some(Self { classes, names, labels, probabilities })
    }

    /// The same photographs with other probabilities, a row made from each row.
    pub(super) fn map_probabilities(&self, change: impl Fn(&[f32]) -> Vec<f32>) -> Self {
        Self { probabilities: self.rows().flat_map(|(_, row)| change(row)).collect(), ..self.clone() }
    }

    /// The predictions for the photographs of these names, in their order; `None` where one is not among them.
    #[must_use]
    pub fn of_names(&self, names: &[String]) -> Option<Self> {
        if self.names == names {
            return Some(self.clone());
        }
        let places: HashMap<&str, usize> =
            self.names.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
        let places: Vec<usize> = names.iter().map(|name| places.get(name.as_str()).copied()).collect::<Option<_>>()?;
        let labels = places.iter().map(|place| self.labels[*place]).collect();
        let probabilities = places.iter().flat_map(|place| self.probabilities(*place).iter().copied()).collect();
        Self::new(self.classes.clone(), names.to_vec(), labels, probabilities)
    }

    /// The classes' names, sorted.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// How many photographs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The photographs' names in their data.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The photographs' labels, indices into [`Self::classes`].
    #[must_use]
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// A photograph's probabilities, one for each class; they sum to 1.
    #[must_use]
    pub fn probabilities(&self, photograph: usize) -> &[f32] {
        let classes = self.classes.len();
        &self.probabilities[photograph * classes..][..classes]
    }

    /// Each photograph's label and probabilities.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[f32])> {
        self.labels.iter().copied().zip(self.probabilities.chunks_exact(self.classes.len().max(1)))
    }

    /// The most probable class, the first of equals.
    #[must_use]
    pub fn predicted(&self, photograph: usize) -> u32 {
        argmax(self.probabilities(photograph)) as u32
    }

    /// Whether the most probable class is the label.
    #[must_use]
    pub fn is_right(&self, photograph: usize) -> bool {
        self.predicted(photograph) == self.labels[photograph]
    }

    /// A photograph's cross-entropy, in nats.
    #[must_use]
    pub fn loss(&self, photograph: usize) -> f64 {
        cross_entropy(self.labels[photograph], self.probabilities(photograph))
    }

    /// The largest probability, 0 to 1.
    #[must_use]
    pub fn confidence(&self, photograph: usize) -> f32 {
        self.probabilities(photograph)[self.predicted(photograph) as usize]
    }

    /// The largest probability minus the second largest, 0 to 1; 0 where both classes are equally probable.
    #[must_use]
    pub fn margin(&self, photograph: usize) -> f32 {
        let row = self.probabilities(photograph);
        let best = argmax(row);
        let others = row.iter().enumerate().filter(|(class, _)| *class != best);
        row[best] - others.map(|(_, value)| *value).fold(0.0, f32::max)
    }
}

/// `-ln(probability of the label)`, clipped at double precision's epsilon as scikit-learn's `log_loss`: 36.04 at most.
pub(super) fn cross_entropy(label: u32, row: &[f32]) -> f64 {
    -f64::from(row[label as usize]).clamp(f64::EPSILON, 1.0).ln()
}
