//! The order of the rows in the table of epochs.

use super::sorting::{SortColumn, Sorting};
use crate::run::EpochStats;

/// What epochs are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EpochColumn {
    /// Their numbers, the newest first.
    #[default]
    Epoch,
    /// Training loss.
    Loss,
    /// Training accuracy.
    Accuracy,
    /// Validation loss.
    ValLoss,
    /// Validation accuracy.
    ValAccuracy,
    /// The learning rate.
    Rate,
    /// How long they took.
    Seconds,
    /// Photographs per second.
    Speed,
}

impl EpochColumn {
    fn of(self, epoch: &EpochStats) -> Option<f64> {
        match self {
            Self::Epoch => Some(epoch.epoch as f64),
            Self::Loss => Some(epoch.loss),
            Self::Accuracy => Some(epoch.accuracy),
            Self::ValLoss => epoch.val_loss,
            Self::ValAccuracy => epoch.val_accuracy,
            Self::Rate => Some(f64::from(epoch.learning_rate)),
            Self::Seconds => Some(epoch.seconds),
            Self::Speed => Some(epoch.images_per_second),
        }
    }
}

impl SortColumn for EpochColumn {
    /// The best epoch comes first, by loss or accuracy.
    fn begins_descending(self) -> bool {
        !matches!(self, Self::Loss | Self::ValLoss | Self::Seconds)
    }
}

impl Sorting<EpochColumn> {
    /// The places of the epochs in this order; equal ones stay in their own order.
    #[must_use]
    pub fn places(self, epochs: &[EpochStats]) -> Vec<usize> {
        let mut places: Vec<usize> = (0..epochs.len()).collect();
        let value = |place: usize| self.column.of(&epochs[place]);
        places.sort_by(|a, b| self.numbers(value(*a), value(*b)));
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(epoch: usize, loss: f64, val_loss: Option<f64>) -> EpochStats {
        let (accuracy, val_accuracy) = (0.5, None);
        EpochStats {
            epoch,
            loss,
            accuracy,
            val_loss,
            val_accuracy,
            learning_rate: 0.1,
            seconds: 1.0,
            images_per_second: 9.0,
        }
    }

    #[test]
    fn epochs_without_a_number_come_last_in_either_direction() {
        let epochs = [epoch(1, 0.9, None), epoch(2, f64::NAN, Some(0.3)), epoch(3, 0.1, Some(0.7))];
        let mut sorting = Sorting::<EpochColumn>::default();
        assert_eq!(sorting.places(&epochs), [2, 1, 0], "the newest first");
        sorting.choose(EpochColumn::Epoch);
        assert_eq!(sorting.places(&epochs), [0, 1, 2]);
        for (column, ascending, descending) in
            [(EpochColumn::Loss, [2, 0, 1], [0, 2, 1]), (EpochColumn::ValLoss, [1, 2, 0], [2, 1, 0])]
        {
            sorting.choose(column);
            assert_eq!(sorting.places(&epochs), ascending);
            sorting.choose(column);
            assert_eq!(sorting.places(&epochs), descending);
        }
        sorting.choose(EpochColumn::Accuracy);
        assert_eq!(sorting.places(&epochs), [0, 1, 2], "equal ones stay in their order");
    }
}
