//! What a run's photographs are recognised by when it is resumed.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::error::TrainError;
use crate::config::DataSource;
use crate::data::{Dataset, Fingerprint};

/// The photographs of a run, as its checkpoint keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The classes' names, sorted.
    pub classes: Vec<String>,
    /// How many are listed, unusable ones included.
    pub count: usize,
    /// A digest of all names and labels in order, and of the excluded photographs.
    pub digest: String,
    /// The names of the unusable ones.
    pub unusable: Vec<String>,
}

/// How the photographs that are there differ from those of a run.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ListingDifference {
    /// There are more or fewer.
    #[error("the run has {run} photos, and {found} are there")]
    Count {
        /// How many the run has.
        run: usize,
        /// How many are there.
        found: usize,
    },
    /// They have other classes.
    #[error("the run's classes are {}, and these are {}", run.join(", "), found.join(", "))]
    Classes {
        /// The run's classes.
        run: Vec<String>,
        /// The classes of the photographs that are there.
        found: Vec<String>,
    },
    /// A name, a label or an exclusion differs.
    #[error("names or labels differ from those in the run's split.csv")]
    NamesOrLabels,
    /// A photograph cannot be read any more.
    #[error("{0} could be used when the run was started and cannot be used now")]
    NoLongerUsable(String),
    /// A photograph that could not be read is readable now.
    #[error("{0} could not be used when the run was started and can be used now")]
    NowUsable(String),
    /// The same photographs are unusable, in another order.
    #[error("its list of unusable photos has another order")]
    OrderOfUnusable,
}

impl Listing {
    /// Lists a data set with the indices of `excluded` photographs.
    #[must_use]
    pub fn new(dataset: &Dataset, excluded: &[usize], unusable: Vec<String>) -> Self {
        let digest = digest(dataset, excluded);
        Self { classes: dataset.classes.clone(), count: dataset.photos.len(), digest, unusable }
    }

    /// Refuses photographs of `data` that are not those that a run was started with.
    ///
    /// # Errors
    /// The first difference.
    pub fn require_same(&self, run: &Self, data: &DataSource) -> Result<(), TrainError> {
        match self.difference(run) {
            None => Ok(()),
            Some(difference) => Err(TrainError::OtherPhotographs { data: data.clone(), difference }),
        }
    }

    fn difference(&self, run: &Self) -> Option<ListingDifference> {
        let only_in = |some: &[String], others: &[String]| some.iter().find(|name| !others.contains(name)).cloned();
        if self.count != run.count {
            Some(ListingDifference::Count { run: run.count, found: self.count })
        } else if self.classes != run.classes {
            Some(ListingDifference::Classes { run: run.classes.clone(), found: self.classes.clone() })
        } else if self.digest != run.digest {
            Some(ListingDifference::NamesOrLabels)
        } else if let Some(name) = only_in(&self.unusable, &run.unusable) {
            Some(ListingDifference::NoLongerUsable(name))
        } else if let Some(name) = only_in(&run.unusable, &self.unusable) {
            Some(ListingDifference::NowUsable(name))
        } else {
            (self != run).then_some(ListingDifference::OrderOfUnusable)
        }
    }
}

fn digest(dataset: &Dataset, excluded: &[usize]) -> String {
    let mut digest = Fingerprint::default();
    for class in &dataset.classes {
        digest.bytes(class.as_bytes()).bytes(b"\0");
    }
    for (name, label) in dataset.photos.iter().filter_map(|photo| Some((photo.name, photo.label?))) {
        digest.bytes(name.as_bytes()).bytes(b"\0").bytes(&label.to_le_bytes());
    }
    for index in excluded {
        digest.number(*index as u64);
    }
    digest.to_hex()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::text::Localized as _;

    fn listing() -> Listing {
        Listing {
            classes: vec!["cat".to_owned(), "dog".to_owned()],
            count: 4,
            digest: "0123".to_owned(),
            unusable: vec!["cat.1.jpg".to_owned(), "dog.1.jpg".to_owned()],
        }
    }

    #[test]
    fn the_first_difference_is_named_in_both_languages() {
        let data = DataSource::Path(PathBuf::from("photos"));
        assert!(listing().require_same(&listing(), &data).is_ok());
        let unusable = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        for (found, english, portuguese) in [
            (Listing { count: 5, ..listing() }, "4 photos, and 5", "4 fotos, e há 5"),
            (Listing { classes: vec!["cat".to_owned()], ..listing() }, "are cat, dog, and", "são cat, dog, e"),
            (Listing { digest: String::new(), ..listing() }, "names or labels", "nomes ou rótulos"),
            (
                Listing { unusable: unusable(&["cat.1.jpg", "cat.2.jpg", "dog.1.jpg"]), ..listing() },
                "cat.2.jpg could be used",
                "cat.2.jpg podia ser usada",
            ),
            (
                Listing { unusable: unusable(&["cat.1.jpg"]), ..listing() },
                "dog.1.jpg could not be used",
                "dog.1.jpg não podia ser usada",
            ),
            (Listing { unusable: unusable(&["dog.1.jpg", "cat.1.jpg"]), ..listing() }, "order", "ordem"),
        ] {
            let error = found.require_same(&listing(), &data).expect_err("they differ");
            let (in_english, in_portuguese) = (error.to_string(), error.portuguese());
            assert!(in_english.starts_with("photos does not hold") && in_english.contains(english), "{in_english}");
            assert!(
                in_portuguese.starts_with("photos não tem") && in_portuguese.contains(portuguese),
                "{in_portuguese}"
            );
        }
    }
}
