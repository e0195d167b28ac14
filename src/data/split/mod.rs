//! Which photographs train and which validate: scikit-learn's `train_test_split`, to the index.

mod mt19937;
mod stratified;
#[cfg(test)]
mod tests;

pub use mt19937::Mt19937;
pub use stratified::stratified;

/// The two sides of a split, as indices into the list that was split, in scikit-learn's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Those that train the network.
    pub train: Vec<usize>,
    /// Those that only measure it.
    pub validation: Vec<usize>,
}

/// Why a list cannot be split as asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SplitError {
    /// The share lies outside [0, 1).
    #[error("a validation share of {0} is not possible: it must be at least 0 and below 1")]
    Share(f64),
    /// Nobody would be left to train.
    #[error(
        "{photos} photographs with a validation share of {share} leave none to train: add photographs or lower the share"
    )]
    NothingToTrain {
        /// How many there are.
        photos: usize,
        /// The share asked for.
        share: f64,
    },
    /// A class that cannot stand on both sides.
    #[error(
        "a stratified split needs two photographs of each class, and class number {class} has one: add photographs or turn `stratify` off"
    )]
    LonelyClass {
        /// The class's label.
        class: u32,
    },
    /// A side too small to hold each class.
    #[error(
        "a stratified split puts each of the {classes} classes on both sides, and one side would have only {side} photographs: change the validation share or turn `stratify` off"
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
/// The share lies outside [0, 1) or leaves nothing to train.
pub fn train_test_split(n: usize, test_size: f64, seed: u32) -> Result<Split, SplitError> {
    let validation_count = validation_count(n, test_size)?;
    let mut validation = Mt19937::new(seed).permutation(n);
    let train = validation.split_off(validation_count);
    Ok(Split { train, validation })
}

/// ceil(share * n), as scikit-learn rounds.
fn validation_count(n: usize, share: f64) -> Result<usize, SplitError> {
    if !(0.0..1.0).contains(&share) {
        return Err(SplitError::Share(share));
    }
    let count = (share * n as f64).ceil() as usize;
    if count >= n { Err(SplitError::NothingToTrain { photos: n, share }) } else { Ok(count) }
}
