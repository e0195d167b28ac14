//! The split into training, validation and testing: scikit-learn's `train_test_split`, to the index.

mod mt19937;
mod stratified;
#[cfg(test)]
mod tests;

pub use mt19937::Mt19937;
pub use stratified::stratified;

use super::Photos;
use crate::config::DataConfig;

/// The sides of a split, as indices into the list that was split, in scikit-learn's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Photographs that train the network.
    pub train: Vec<u32>,
    /// Photographs that only measure it.
    pub validation: Vec<u32>,
    /// Photographs that are held back until the network is final.
    pub test: Vec<u32>,
}

impl Split {
    /// The split that a configuration describes; stratified only if every photograph has a label. Photographs without a
    /// label are on no side where the configuration leaves them out. The test set is split off first, and validation is a share of the rest:
    ///
    /// ```python
    /// rest, test = train_test_split(photos, test_size=test_share, random_state=seed)
    /// train, validation = train_test_split(rest, test_size=validation_share, random_state=seed)
    /// ```
    ///
    /// # Errors
    /// As [`train_test_split`] and [`stratified()`].
    pub fn of(photos: &Photos, data: &DataConfig) -> Result<Self, SplitError> {
        let is_used = |index: &u32| !data.leave_out_unlabelled || photos.label(*index as usize).is_some();
        let all: Vec<u32> = (0..photos.len() as u32).filter(is_used).collect();
        let has_labels = all.iter().all(|index| photos.label(*index as usize).is_some());
        let split = |some: &[u32], share: f64| {
            let Self { train, validation, .. } = if data.stratify && has_labels {
                let labels: Vec<u32> = some.iter().filter_map(|index| photos.label(*index as usize)).collect();
                stratified(&labels, share, data.split_seed)
            } else {
                train_test_split(some.len(), share, data.split_seed)
            }?;
            let of_some = |side: Vec<u32>| side.into_iter().map(|place| some[place as usize]).collect::<Vec<_>>();
            Ok((of_some(train), of_some(validation)))
        };
        let (rest, test) = if data.test_share > 0.0 { split(&all, data.test_share)? } else { (all, Vec::new()) };
        let (train, validation) = split(&rest, data.validation_share)?;
        Ok(Self { train, validation, test })
    }
}

/// Why a list cannot be split.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SplitError {
    /// The share is outside [0, 1).
    #[error("the validation share {0} is invalid: it must be at least 0 and below 1")]
    Share(f64),
    /// No photograph would be left to train.
    #[error("{photos} photos with a validation share of {share} leave none to train: add photos or lower the share")]
    NothingToTrain {
        /// How many there are.
        photos: usize,
        /// The validation share.
        share: f64,
    },
    /// A class with a single photograph, which cannot be on both sides.
    #[error(
        "a stratified split needs two photos of each class, and class number {class} has one: add photos or turn `stratify` off"
    )]
    SingleMember {
        /// The class's label.
        class: u32,
    },
    /// A side too small to hold each class.
    #[error(
        "a stratified split puts each of the {classes} classes on both sides, and one side would have only {side} photos: change the validation share or turn `stratify` off"
    )]
    TooFewForClasses {
        /// How many classes there are.
        classes: usize,
        /// The size of the smaller side.
        side: usize,
    },
}

/// `train_test_split(range(n), test_size=test_size, random_state=seed)` of scikit-learn's `model_selection/_split.py`.
///
/// A share of 0, which scikit-learn refuses, leaves everything to train.
///
/// # Errors
/// If the share is outside [0, 1) or leaves nothing to train.
pub fn train_test_split(n: usize, test_size: f64, seed: u32) -> Result<Split, SplitError> {
    let validation_count = validation_count(n, test_size)?;
    let mut validation = Mt19937::new(seed).permutation(n);
    let train = validation.split_off(validation_count);
    // It has room for all.
    validation.shrink_to_fit();
    Ok(Split { train, validation, test: Vec::new() })
}

/// ceil(share * n), as scikit-learn rounds.
fn validation_count(n: usize, share: f64) -> Result<usize, SplitError> {
    if !(0.0..1.0).contains(&share) {
        return Err(SplitError::Share(share));
    }
    let count = (share * n as f64).ceil() as usize;
    if count >= n { Err(SplitError::NothingToTrain { photos: n, share }) } else { Ok(count) }
}
