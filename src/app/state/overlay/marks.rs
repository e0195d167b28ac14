//! The changes of the photographs that a gallery shows, by their places in it.

use std::collections::{BTreeMap, HashMap};

use crate::data::class_of_name;
use crate::data::overlay::{Change, Overlay};

/// Changes by photographs' places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks(HashMap<usize, Change>);

/// A kind of change that a gallery can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeFilter {
    /// Of any kind.
    Any,
    /// A new label.
    Relabelled,
    /// Excluded.
    Excluded,
    /// Flagged for review.
    Flagged,
}

impl ChangeFilter {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Any, Self::Relabelled, Self::Excluded, Self::Flagged];

    /// Whether a photograph's change is of this kind.
    #[must_use]
    pub fn is(self, change: Option<&Change>) -> bool {
        match self {
            Self::Any => change.is_some(),
            Self::Relabelled => matches!(change, Some(Change::Relabel(_))),
            Self::Excluded => matches!(change, Some(Change::Exclude)),
            Self::Flagged => matches!(change, Some(Change::Flagged)),
        }
    }
}

impl Marks {
    /// The changes of photographs that are sorted by name.
    pub fn of_sorted(overlay: &Overlay, photos: &[(String, Option<u32>)]) -> Self {
        let place = |file: &str| photos.binary_search_by(|(name, _)| name.as_str().cmp(file)).ok();
        Self(overlay.iter().filter_map(|(file, change)| Some((place(file)?, change.clone()))).collect())
    }

    /// The changes of photographs in any order.
    pub fn of(overlay: &Overlay, names: &[String]) -> Self {
        if overlay.is_empty() {
            return Self::default();
        }
        let changed = names.iter().enumerate().filter_map(|(place, name)| Some((place, overlay.get(name)?.clone())));
        Self(changed.collect())
    }

    /// Whether no photograph is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The change of the photograph at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Change> {
        self.0.get(&place)
    }

    /// Whether the photograph at a place is excluded.
    #[must_use]
    pub fn excludes(&self, place: usize) -> bool {
        ChangeFilter::Excluded.is(self.get(place))
    }

    /// The class that a photograph counts for: its new label where it has one.
    #[must_use]
    pub fn class(&self, place: usize, label: Option<u32>, classes: &[String]) -> Option<u32> {
        match self.get(place) {
            Some(Change::Relabel(new)) => class_of_name(classes, new).or(label),
            _ => label,
        }
    }

    /// How many photographs each class has, by the new labels and without excluded ones.
    #[must_use]
    pub fn counts(&self, photos: &[(String, Option<u32>)], classes: &[String]) -> Vec<usize> {
        let mut counts = vec![0; classes.len()];
        for (place, (_, label)) in photos.iter().enumerate().filter(|(place, _)| !self.excludes(*place)) {
            let class = self.class(place, *label, classes);
            if let Some(count) = class.and_then(|class| counts.get_mut(class as usize)) {
                *count += 1;
            }
        }
        counts
    }
}

/// What of an overlay does not fit the photographs: names that they do not have, and by photograph labels that are
/// none of their classes.
#[must_use]
pub fn unfit<'a>(
    overlay: &'a Overlay,
    photos: &[(String, Option<u32>)],
    classes: &[String],
) -> (Vec<&'a str>, BTreeMap<&'a str, &'a str>) {
    let has = |file: &str| photos.binary_search_by(|(name, _)| name.as_str().cmp(file)).is_ok();
    let gone = overlay.iter().map(|(file, _)| file).filter(|file| !has(file)).collect();
    let unknown = overlay.iter().filter_map(|(file, change)| match change {
        Change::Relabel(label) if class_of_name(classes, label).is_none() => Some((file, label.as_str())),
        _ => None,
    });
    (gone, unknown.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_labels_and_exclusions() {
        let classes = ["cat".to_owned(), "dog".to_owned()];
        let photos: Vec<(String, Option<u32>)> =
            (0..6).map(|index| (format!("{index}.png"), Some(index % 2))).collect();
        let mut overlay = Overlay::default();
        overlay.set("0.png", Some(Change::Relabel("dog".to_owned())));
        overlay.set("1.png", Some(Change::Exclude));
        overlay.set("2.png", Some(Change::Flagged));
        overlay.set("gone.png", Some(Change::Relabel("horse".to_owned())));
        let marks = Marks::of_sorted(&overlay, &photos);
        assert_eq!(marks.counts(&photos, &classes), [2, 3]);
        assert_eq!(marks.class(0, Some(0), &classes), Some(1));
        let names: Vec<String> = photos.iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(Marks::of(&overlay, &names), marks);
        let (gone, unknown) = unfit(&overlay, &photos, &classes);
        assert_eq!((gone, unknown), (vec!["gone.png"], BTreeMap::from([("gone.png", "horse")])));
    }
}
