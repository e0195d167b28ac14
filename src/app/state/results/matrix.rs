//! How the confusion matrix and what follows from it are looked at.

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions};

use super::ResultsState;
use crate::results::{ConfusedPair, Scores};

/// What is shown beside the photographs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScoresPane {
    /// The confusion matrix.
    #[default]
    Matrix,
    /// The pairs of classes that are confused most.
    Pairs,
    /// Precision, recall and F1 of each class.
    Classes,
}

/// A column of the classes' table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClassColumn {
    /// The class, in the order of the network's outputs.
    #[default]
    Class,
    /// Precision.
    Precision,
    /// Recall.
    Recall,
    /// F1.
    F1,
    /// Photographs.
    Support,
}

/// Which figures are computed: the evaluation's number, the epoch, whether they are calibrated.
type Of = (u64, Option<usize>, bool);

/// The confusion matrix as the user looks at it.
#[derive(Default)]
pub struct MatrixState {
    /// What is shown beside the photographs.
    pub pane: ScoresPane,
    /// Whether the matrix takes the photographs' room, too.
    pub alone: bool,
    /// Whether shares of a label's photographs are shown, and not counts.
    pub by_share: bool,
    /// The cell that the keyboard points at, as label and predicted class.
    pub cursor: (usize, usize),
    /// The column by which the classes' table is sorted.
    pub sorted_by: ClassColumn,
    /// Whether the largest come first.
    pub descending: bool,
    pairs: Option<((Of, bool), Vec<ConfusedPair>)>,
    heat: Option<((Of, bool, usize), TextureHandle)>,
}

impl MatrixState {
    /// How it is looked at, for other figures.
    pub(super) fn kept(&mut self) -> Self {
        Self { cursor: (0, 0), pairs: None, heat: None, ..std::mem::take(self) }
    }

    /// Sorts the classes' table by a column, the best or most first; by the same again the other way round.
    pub fn sort_by(&mut self, column: ClassColumn) {
        self.descending = if self.sorted_by == column { !self.descending } else { column != ClassColumn::Class };
        self.sorted_by = column;
    }

    /// The classes in the table's order.
    #[must_use]
    pub fn sorted(&self, scores: &Scores) -> Vec<usize> {
        let mut order: Vec<usize> = (0..scores.classes.len()).collect();
        let key = |class: usize| {
            let score = &scores.classes[class];
            match self.sorted_by {
                ClassColumn::Class => class as f64,
                ClassColumn::Precision => score.precision,
                ClassColumn::Recall => score.recall,
                ClassColumn::F1 => score.f1,
                ClassColumn::Support => score.support as f64,
            }
        };
        let compare = |a: &usize, b: &usize| key(*a).total_cmp(&key(*b));
        order.sort_by(|a, b| if self.descending { compare(b, a) } else { compare(a, b) });
        order
    }
}

impl ResultsState {
    fn of(&self) -> Of {
        (self.generation, self.epoch, self.calibrated)
    }

    /// The pairs of classes that are confused most, by count or by share.
    pub fn confused_pairs(&mut self) -> &[ConfusedPair] {
        let key = (self.of(), self.matrix.by_share);
        if self.matrix.pairs.as_ref().is_none_or(|(of, _)| *of != key) {
            let pairs = self.figures().map(|figures| figures.scores.confused_pairs(key.1)).unwrap_or_default();
            self.matrix.pairs = Some((key, pairs));
        }
        self.matrix.pairs.as_ref().map_or(&[], |(_, pairs)| pairs)
    }

    /// The matrix as a picture of `side` x `side` pixels at most, painted anew where what it shows has changed.
    pub fn heat_picture(
        &mut self,
        context: &Context,
        dark: bool,
        side: usize,
        paint: impl FnOnce() -> ColorImage,
    ) -> TextureHandle {
        let key = (self.of(), dark, side);
        if let Some((of, texture)) = &self.matrix.heat
            && *of == key
        {
            return texture.clone();
        }
        let texture = context.load_texture("confusion matrix", paint(), TextureOptions::NEAREST);
        self.matrix.heat = Some((key, texture.clone()));
        texture
    }
}
