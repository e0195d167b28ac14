//! The decisions about the photographs that a gallery shows, by their places in it.

use std::collections::{BTreeMap, HashMap};

use crate::data::overlay::{Change, Overlay};

/// Decisions by photographs' places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks(HashMap<usize, Change>);

/// A kind of decision, to be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeFilter {
    /// Of any kind.
    Any,
    /// With another label.
    Relabelled,
    /// Left out.
    Excluded,
    /// To be looked at again.
    Flagged,
}

impl ChangeFilter {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Any, Self::Relabelled, Self::Excluded, Self::Flagged];

    /// Whether a decision is of this kind.
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
    /// The decisions about photographs in the order of their names.
    pub fn of_sorted(overlay: &Overlay, photos: &[(String, Option<u32>)]) -> Self {
        let place = |file: &str| photos.binary_search_by(|(name, _)| name.as_str().cmp(file)).ok();
        Self(overlay.iter().filter_map(|(file, change)| Some((place(file)?, change.clone()))).collect())
    }

    /// The decisions about photographs in any order.
    pub fn of(overlay: &Overlay, names: &[String]) -> Self {
        if overlay.is_empty() {
            return Self::default();
        }
        let decided = names.iter().enumerate().filter_map(|(place, name)| Some((place, overlay.get(name)?.clone())));
        Self(decided.collect())
    }

    /// Whether nothing is decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is decided about the photograph at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Change> {
        self.0.get(&place)
    }

    /// Whether the photograph at a place is left out.
    #[must_use]
    pub fn excludes(&self, place: usize) -> bool {
        ChangeFilter::Excluded.is(self.get(place))
    }

    /// The class that a photograph counts for: its new label where it has one.
    #[must_use]
    pub fn class(&self, place: usize, label: Option<u32>, classes: &[String]) -> Option<u32> {
        match self.get(place) {
            Some(Change::Relabel(new)) => {
                classes.iter().position(|class| class == new).map_or(label, |class| Some(class as u32))
            }
            _ => label,
        }
    }

    /// How many photographs each class has, new labels followed and excluded ones left out.
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

/// Names that an overlay has and the photographs have not, and labels that are none of their classes, by photograph.
#[must_use]
pub fn unfit<'a>(
    overlay: &'a Overlay,
    photos: &[(String, Option<u32>)],
    classes: &[String],
) -> (Vec<&'a str>, BTreeMap<&'a str, &'a str>) {
    let is_there = |file: &str| photos.binary_search_by(|(name, _)| name.as_str().cmp(file)).is_ok();
    let gone = overlay.iter().map(|(file, _)| file).filter(|file| !is_there(file)).collect();
    let unknown = overlay.iter().filter_map(|(file, change)| match change {
        Change::Relabel(label) if !classes.contains(label) => Some((file, label.as_str())),
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
