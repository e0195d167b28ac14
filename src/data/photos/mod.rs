//! The photographs of a data set: a million of them take little more memory than the letters of their names.

mod names;
#[cfg(test)]
mod tests;

use std::iter::repeat_n;
use std::ops::Range;

pub(super) use names::Names;

/// The label of a photograph without one.
const UNLABELLED: u32 = u32::MAX;

/// Photographs by place, each with its name and, if it has one, its label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Photos {
    names: Names,
    labels: Vec<u32>,
}

/// One photograph of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photo<'a> {
    /// Relative path with `/` between its parts; unique within the data set.
    pub name: &'a str,
    /// Index into the data set's classes.
    pub label: Option<u32>,
}

impl Photos {
    /// Photographs of these names without labels.
    pub(super) fn unlabelled(names: Names) -> Self {
        Self { labels: vec![UNLABELLED; names.len()], names }
    }

    /// Those of `names` that lie in one of the ranges, which ascend, each range with a label for all.
    pub(super) fn of_ranges(names: Names, ranges: &[(Range<usize>, Option<u32>)]) -> Self {
        let labels =
            ranges.iter().flat_map(|(places, label)| repeat_n(written(*label), places.len())).collect::<Vec<_>>();
        let is_all = labels.len() == names.len();
        Self {
            names: if is_all { names } else { names.chosen(ranges.iter().flat_map(|(places, _)| places.clone())) },
            labels,
        }
    }

    /// Adds a photograph at the end.
    pub fn push(&mut self, name: &str, label: Option<u32>) {
        self.names.push(name);
        self.labels.push(written(label));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// A photograph by its place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<Photo<'_>> {
        let label = *self.labels.get(place)?;
        Some(Photo { name: self.names.at(place), label: labelled(label) })
    }

    /// A photograph's name. Panics if there is no such place.
    #[must_use]
    pub fn name(&self, place: usize) -> &str {
        self.names.at(place)
    }

    /// A photograph's label, if it has one. Panics if there is no such place.
    #[must_use]
    pub fn label(&self, place: usize) -> Option<u32> {
        labelled(self.labels[place])
    }

    /// All photographs in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Photo<'_>> + Clone {
        self.names.iter().zip(&self.labels).map(|(name, label)| Photo { name, label: labelled(*label) })
    }

    /// The place of the photograph of a name, where they are in byte order of their names.
    #[must_use]
    pub fn place_of(&self, name: &str) -> Option<usize> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            if self.name(middle) < name { from = middle + 1 } else { to = middle }
        }
        (from < self.len() && self.name(from) == name).then_some(from)
    }

    /// Gives a photograph another label, or none. Panics if there is no such place.
    pub fn set_label(&mut self, place: usize, label: Option<u32>) {
        self.labels[place] = written(label);
    }

    /// Gives each photograph the label that follows from its own.
    pub fn map_labels(&mut self, label_of: impl Fn(Option<u32>) -> Option<u32>) {
        for label in &mut self.labels {
            *label = written(label_of(labelled(*label)));
        }
    }

    /// Keeps only the photographs that `is_kept`.
    pub fn retain(&mut self, is_kept: impl Fn(Photo<'_>) -> bool) {
        *self = self.iter().filter(|photo| is_kept(*photo)).collect();
    }

    /// In byte order of their names.
    #[must_use]
    pub fn sorted(self) -> Self {
        let Some(order) = self.names.order() else { return self };
        let labels = order.iter().map(|place| self.labels[*place]).collect();
        Self { names: self.names.chosen(order.into_iter()), labels }
    }
}

impl<'a> FromIterator<Photo<'a>> for Photos {
    fn from_iter<I: IntoIterator<Item = Photo<'a>>>(photos: I) -> Self {
        photos.into_iter().map(|photo| (photo.name, photo.label)).collect()
    }
}

impl<S: AsRef<str>> FromIterator<(S, Option<u32>)> for Photos {
    fn from_iter<I: IntoIterator<Item = (S, Option<u32>)>>(photos: I) -> Self {
        let mut all = Self::default();
        for (name, label) in photos {
            all.push(name.as_ref(), label);
        }
        all
    }
}

fn labelled(label: u32) -> Option<u32> {
    (label != UNLABELLED).then_some(label)
}

fn written(label: Option<u32>) -> u32 {
    label.unwrap_or(UNLABELLED)
}
