//! The data page: the open photographs, which of them are shown, and the pictures in memory.

mod forms;
mod order;
mod photo;
mod selection;
mod warnings;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

pub use order::DataColumn;
pub use photo::{Growth, PhotoDetail, PhotoTextures};
pub use selection::{ClassFilter, Filter};
pub use warnings::Warning;

use self::forms::UnicodeForm;
use super::number::next_number;
use super::overlay::Marks;
use super::sorting::Sorting;
use super::thumbnails::Thumbnails;
use crate::config::DataSource;
use crate::data::Unusable;
use crate::data::list::List;
use crate::data::overlay::Overlay;
use crate::engine::{DatasetView, Side};
use crate::shared_error::SharedError;
use crate::text::Language;

/// Why photographs are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// They take the place of those that are open.
    Others,
    /// They are the same, and the user asks what has changed.
    Again,
    /// They are the same, and their list was edited.
    Edited,
}

/// An opening that is under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Loading {
    /// The opening's number, which its events carry.
    pub generation: u64,
    /// What is being opened.
    pub source: DataSource,
    /// Why.
    pub opening: Opening,
    /// Photographs found so far.
    pub found: usize,
    /// The run that was shown, which is shown again if these cannot be opened.
    pub from_run: Option<PathBuf>,
}

/// A class whose new name is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The class.
    pub class: String,
    /// The name typed so far.
    pub name: String,
    /// Whether its field has got the keyboard.
    pub focused: bool,
}

/// How the photographs are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Small pictures.
    #[default]
    Grid,
    /// Rows of a table.
    Table,
    /// Files that cannot be used.
    LeftOut,
    /// Pairs of near-duplicates.
    Duplicates,
}

/// The photographs.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each tells whether another thing is to be done or shown")]
pub struct DataState {
    /// The number of the opening that brought the open photographs.
    pub generation: u64,
    /// The newest opening, while it is under way.
    pub loading: Option<Loading>,
    /// The open photographs.
    pub dataset: Option<Arc<DatasetView>>,
    /// Each photograph's side, once it is known; `None` if it is left out.
    pub sides: Arc<Vec<Option<Side>>>,
    /// Examined so far and in all, while that is under way.
    pub examining: Option<(usize, usize)>,
    /// The photographs whose names differ from another's only by the form of their accents, by place.
    pub forms: Arc<BTreeMap<usize, UnicodeForm>>,
    /// Files that cannot be used, once all are examined.
    pub unusable: Option<Arc<Vec<Unusable>>>,
    /// The overlay's changes, by place.
    pub marks: Marks,
    /// Photographs in each class, with the overlay's changes.
    pub counts: Vec<usize>,
    /// Names of equal files, once all are examined.
    pub duplicates: Arc<Vec<Vec<String>>>,
    /// Which photographs are shown.
    pub filter: Filter,
    /// In which order.
    pub sorting: Sorting<DataColumn>,
    /// Their places in the data set, in this order.
    pub shown: Vec<usize>,
    /// How they are shown.
    pub view: View,
    /// The chosen photograph; of several, the last.
    pub selected: Option<usize>,
    /// Several chosen photographs, while the last one is among them.
    pub several: BTreeSet<usize>,
    /// Where a choice of several began.
    pub anchor: Option<usize>,
    /// The chosen photograph, large.
    pub detail: Option<PhotoDetail>,
    /// Small pictures.
    pub thumbnails: Thumbnails,
    /// The path typed by hand.
    pub path_field: String,
    /// Photographs in a row of the grid, as last painted.
    pub columns: usize,
    /// The movement of the chosen small picture, while it lasts.
    pub growth: Option<Growth>,
    /// The last choice that has moved, so that it does so once.
    pub grown: Option<usize>,
    /// Whether the grid scrolls to the choice at the next frame.
    pub reveal: bool,
    /// Whether the grid begins at its top at the next frame, since others are shown.
    pub to_top: bool,
    /// Whether small pictures name their classes, since they are given here.
    pub names_classes: bool,
    /// Whether training begins as soon as the photographs are open.
    pub train_when_open: bool,
    /// Whether others are being chosen, while these stay open.
    pub choosing_others: bool,
    /// Why the photographs could not be opened.
    pub problem: Option<SharedError>,
    /// Whether their list was edited since they were opened.
    pub is_outdated: bool,
    /// The name of a new class, as typed so far.
    pub new_class: String,
    /// The class whose new name is being typed.
    pub renaming: Option<Renaming>,
}

impl DataState {
    /// Begins to open photographs, while the open ones stay; gives the opening's number.
    pub fn begin_opening(&mut self, source: DataSource, opening: Opening) -> u64 {
        let generation = next_number();
        self.loading = Some(Loading { generation, source, opening, found: 0, from_run: None });
        self.is_outdated = false;
        // The engine examines one data set at a time.
        self.examining = None;
        generation
    }

    /// Whether others are being opened in the place of the open photographs.
    #[must_use]
    pub fn is_replaced(&self) -> bool {
        self.loading.as_ref().is_some_and(|loading| loading.opening == Opening::Others)
    }

    /// Whether this is the number of the opening that is under way.
    #[must_use]
    pub fn is_loading(&self, generation: u64) -> bool {
        self.loading.as_ref().is_some_and(|loading| loading.generation == generation)
    }

    /// Shows photographs that have just been opened.
    pub fn open(&mut self, generation: u64, dataset: Arc<DatasetView>) {
        *self = Self {
            generation,
            counts: dataset.counts.clone(),
            forms: forms_of(&dataset),
            examining: Some((0, dataset.photos.len())),
            dataset: Some(dataset),
            view: if self.view == View::Table { View::Table } else { View::Grid },
            train_when_open: self.train_when_open,
            sorting: self.sorting,
            columns: self.columns,
            ..Self::default()
        };
        self.apply_filter();
    }

    /// Takes in the open photographs as they are now. What is shown of them stays as it was; their pictures, too, unless
    /// they may have changed.
    pub fn reopen(&mut self, generation: u64, dataset: Arc<DatasetView>, opening: Opening) {
        let Some(before) = self.dataset.replace(Arc::clone(&dataset)) else { return self.open(generation, dataset) };
        (self.generation, self.loading, self.problem) = (generation, None, None);
        self.examining = Some((0, dataset.photos.len()));
        self.rename_filter(&before.classes);
        let is_same = before.photos.iter().map(|(name, _)| name).eq(dataset.photos.iter().map(|(name, _)| name));
        if !is_same {
            let places: HashMap<&str, usize> =
                dataset.photos.iter().enumerate().map(|(place, (name, _))| (name.as_str(), place)).collect();
            let moved = |place: usize| places.get(before.photos.get(place)?.0.as_str()).copied();
            self.selected = self.selected.and_then(moved);
            self.several = self.several.iter().filter_map(|place| moved(*place)).collect();
            self.anchor = self.anchor.and_then(moved);
            (self.growth, self.grown) = (None, self.selected);
            self.detail =
                self.detail.take().and_then(|detail| Some(PhotoDetail { index: moved(detail.index)?, ..detail }));
            self.thumbnails.move_to(moved);
            (self.sides, self.unusable, self.duplicates) = (Arc::default(), None, Arc::default());
            self.forms = forms_of(&dataset);
        }
        if opening == Opening::Again {
            self.thumbnails = Thumbnails::default();
        }
        self.counts.clone_from(&dataset.counts);
        self.apply_filter();
    }

    /// Shows the open photographs with the classes of their list.
    pub fn label(&mut self, list: &List) {
        let Some(before) = self.dataset.clone() else { return };
        self.dataset = Some(Arc::new(before.labelled(list)));
        self.rename_filter(&before.classes);
    }

    /// Lets the filter show the class of the same name, where the classes were others.
    fn rename_filter(&mut self, before: &[String]) {
        let Some(dataset) = &self.dataset else { return };
        if let ClassFilter::Of(class) = self.filter.class {
            let place = before.get(class as usize).and_then(|name| dataset.classes.binary_search(name).ok());
            self.filter.class = place.map_or(ClassFilter::All, |place| ClassFilter::Of(place as u32));
        }
    }

    /// The same photographs for another subject.
    #[must_use]
    pub fn share(&self) -> Self {
        let mut shared = Self {
            generation: self.generation,
            dataset: self.dataset.clone(),
            sides: Arc::clone(&self.sides),
            examining: self.examining,
            forms: Arc::clone(&self.forms),
            unusable: self.unusable.clone(),
            marks: self.marks.clone(),
            counts: self.counts.clone(),
            duplicates: Arc::clone(&self.duplicates),
            columns: self.columns,
            ..Self::default()
        };
        shared.apply_filter();
        shared
    }

    /// What is to be opened again, where an opening or an examination was ended by that of another subject, which has
    /// the number `newest`.
    #[must_use]
    pub fn cut_off(&self, newest: u64) -> Option<(DataSource, Opening)> {
        match (&self.loading, &self.dataset) {
            (Some(loading), _) => (loading.generation != newest).then(|| (loading.source.clone(), loading.opening)),
            (None, Some(dataset)) if self.examining.is_some() && self.generation != newest => {
                Some((dataset.source.clone(), Opening::Edited))
            }
            _ => None,
        }
    }

    /// A photograph's side, once it is known.
    #[must_use]
    pub fn side(&self, index: usize) -> Option<Side> {
        self.sides.get(index).copied().flatten()
    }

    /// How many photographs are used on a side.
    #[must_use]
    pub fn count(&self, side: Side) -> usize {
        let is_used = |index: usize| !self.marks.excludes(index) && self.is_usable(index);
        self.sides.iter().enumerate().filter(|(index, its)| **its == Some(side) && is_used(*index)).count()
    }

    /// Whether a photograph can be used, as far as that is known.
    #[must_use]
    pub fn is_usable(&self, index: usize) -> bool {
        let unusable = self.unusable.as_deref().map_or(&[][..], Vec::as_slice);
        unusable.binary_search_by_key(&index, |photo| photo.index).is_err()
    }

    /// How many photos are not known to be unusable.
    #[must_use]
    pub fn usable_count(&self) -> usize {
        let photos = self.dataset.as_ref().map_or(0, |dataset| dataset.photos.len());
        photos - self.unusable.as_ref().map_or(0, |unusable| unusable.len())
    }

    /// How many files are not used: those that are no photographs or have no place among them, and unusable ones.
    #[must_use]
    pub fn skipped(&self) -> usize {
        let notes = self.dataset.iter().flat_map(|dataset| &dataset.notes);
        let listed: usize =
            notes.filter_map(|note| note.left_out(Language::English)).map(|(names, _, more)| names.len() + more).sum();
        listed + self.unusable.as_ref().map_or(0, |unusable| unusable.len())
    }

    /// The photographs without a class.
    #[must_use]
    pub fn unlabelled(&self) -> usize {
        self.dataset.as_ref().map_or(0, |dataset| dataset.photos.iter().filter(|(_, label)| label.is_none()).count())
    }

    /// Groups of equal files, by place, without those that are excluded.
    #[must_use]
    pub fn equal_files(&self) -> Vec<Vec<usize>> {
        let places = |group: &Vec<String>| -> Vec<usize> {
            let places = group.iter().filter_map(|name| self.place(name));
            places.filter(|place| !self.marks.excludes(*place)).collect()
        };
        self.duplicates.iter().map(places).filter(|group| group.len() > 1).collect()
    }

    /// A photograph's place in the data set, by its name.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.dataset.as_ref()?.photos.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()
    }

    /// Takes the changes from the overlay of the open photographs.
    pub fn mark(&mut self, overlay: &Overlay) {
        let Some(dataset) = &self.dataset else { return };
        self.marks = Marks::of_sorted(overlay, &dataset.photos);
        self.counts = self.marks.counts(&dataset.photos, &dataset.classes);
        self.apply_filter();
    }
}

fn forms_of(dataset: &DatasetView) -> Arc<BTreeMap<usize, UnicodeForm>> {
    Arc::new(forms::forms_of(dataset.photos.iter().map(|(name, _)| name.as_str())))
}
