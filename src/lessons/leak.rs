//! A leak between training and validation: photos of both sides make validation look better than it is.

use super::own::of_drawings;
use crate::nn::NetworkError;

/// What a small network, which has just learnt some drawings, makes of them and of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Leak {
    /// Whether each of the drawings that it was trained on is predicted right.
    pub known: Vec<bool>,
    /// Whether each of as many is that it has never seen.
    pub unseen: Vec<bool>,
}

impl Leak {
    /// Trains the network and asks it.
    ///
    /// # Errors
    /// If the system has no memory or threads.
    pub fn run() -> Result<Self, NetworkError> {
        let trained = of_drawings()?;
        Ok(Self { known: trained.known_drawings()?, unseen: trained.unseen_drawings()? })
    }

    /// Validation accuracy where so many of the validation photos are duplicates of training photos.
    #[must_use]
    pub fn accuracy(&self, duplicates: usize) -> f64 {
        let validation = self.known.iter().take(duplicates).chain(self.unseen.iter().skip(duplicates));
        share(validation)
    }

    /// Accuracy on photos that it has never seen.
    #[must_use]
    pub fn truth(&self) -> f64 {
        share(self.unseen.iter())
    }
}

fn share<'a>(right: impl Iterator<Item = &'a bool> + Clone) -> f64 {
    right.clone().filter(|is_right| **is_right).count() as f64 / right.count().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_make_validation_look_better_than_it_is() {
        let leak = Leak::run().expect("a small network");
        assert_eq!(leak.known.len(), leak.unseen.len());
        assert!((leak.accuracy(0) - leak.truth()).abs() < 1e-12);
        assert!((leak.accuracy(leak.known.len()) - share(leak.known.iter())).abs() < 1e-12);
        assert!(leak.accuracy(leak.known.len()) > leak.truth() + 0.05, "{leak:?}");
    }
}
