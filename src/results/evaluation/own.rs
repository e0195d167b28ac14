//! Whether photographs are those that validated a run during its training, whatever folder they lie in.

use std::collections::HashMap;
use std::path::Path;

use crate::results::{Predictions, epochs};

/// Probabilities of the same photograph differ by rounding alone, those of different photographs by far more.
const ROUNDING: f32 = 0.01;

/// Whether the network predicts for half of these photographs what it predicted after some epoch. Also true where the
/// run stored no predictions.
pub(super) fn is_own(run: &Path, predictions: &Predictions) -> bool {
    let Ok(stored) = epochs(run) else { return true };
    let Some(first) = stored.values().next() else { return true };
    let places: HashMap<&str, usize> =
        first.names().iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
    let both: Vec<(usize, usize)> = (predictions.names().iter().enumerate())
        .filter_map(|(now, name)| Some((now, *places.get(name.as_str())?)))
        .collect();
    stored.values().any(|then| {
        let is_same = |&&(now, before): &&(usize, usize)| {
            let pairs = predictions.probabilities(now).iter().zip(then.probabilities(before));
            pairs.into_iter().all(|(a, b)| (a - b).abs() < ROUNDING)
        };
        !both.is_empty() && 2 * both.iter().filter(is_same).count() >= both.len()
    })
}
