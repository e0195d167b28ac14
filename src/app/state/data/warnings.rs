//! What is likely to spoil a training, seen from counts and equal files alone.

use super::DataState;

/// Something about the open photographs that the user should know before training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// So many groups of equal files lie on several sides of the split.
    DuplicatesAcross(usize),
    /// This class has fewer than [`FEW`] photographs.
    Few {
        /// The class.
        class: usize,
        /// Its photographs.
        count: usize,
    },
    /// Several classes have fewer than [`FEW`] photographs.
    SeveralFew {
        /// One of them.
        class: usize,
        /// How many.
        classes: usize,
    },
    /// One class has many times as many photographs as another.
    Imbalance {
        /// The largest class.
        many: usize,
        /// The smallest class.
        few: usize,
        /// How many times as many it has.
        times: usize,
    },
}

/// Fewer photographs of a class teach nothing but themselves.
const FEW: usize = 10;
/// From so many times as many on, always answering the larger class looks good.
const UNBALANCED: usize = 4;

impl DataState {
    /// What is likely to spoil a training, the worst first.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let across = self.duplicates_across();
        warnings.extend((across > 0).then_some(Warning::DuplicatesAcross(across)));
        let few: Vec<usize> = (0..self.counts.len()).filter(|class| self.counts[*class] < FEW).collect();
        warnings.extend(match few.as_slice() {
            [] => None,
            [class] => Some(Warning::Few { class: *class, count: self.counts[*class] }),
            [class, ..] => Some(Warning::SeveralFew { class: *class, classes: few.len() }),
        });
        let classes = || (0..self.counts.len()).filter(|class| self.counts[*class] > 0);
        let size = |class: &usize| self.counts[*class];
        if let (Some(many), Some(few)) = (classes().max_by_key(size), classes().min_by_key(size)) {
            let times = self.counts[many] / self.counts[few];
            warnings.extend((times >= UNBALANCED).then_some(Warning::Imbalance { many, few, times }));
        }
        warnings
    }

    /// So many groups of equal files lie on several sides of the split.
    #[must_use]
    pub fn duplicates_across(&self) -> usize {
        self.equal_files().iter().filter(|group| self.lies_across(group)).count()
    }

    fn lies_across(&self, group: &[usize]) -> bool {
        let mut sides = group.iter().filter_map(|place| self.side(*place));
        let first = sides.next();
        sides.any(|side| Some(side) != first)
    }
}
