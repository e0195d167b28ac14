//! A set of photographs: where they are, what they are called, which class each belongs to.

use std::{
    fs, io,
    io::Read as _,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use super::{
    DataError, DecodeError, Note, Picture, csv,
    decode::{self, MAX_FILE_BYTES},
    drawings,
    layout::{self, Arrangement, Listing, has_extension},
    zip::Archive,
};
use crate::config::DataSource;

/// A list of photographs that are read when asked for. Shared freely between threads.
#[derive(Debug)]
pub struct Dataset {
    /// What was opened.
    pub source: DataSource,
    /// Sorted; empty if the photographs carry no labels.
    pub classes: Vec<String>,
    /// In byte order of their names.
    pub photos: Vec<Photo>,
    /// What was decided while opening it.
    pub notes: Vec<Note>,
    store: Store,
}

/// One photograph of a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Relative path with `/` between its parts; unique within the data set.
    pub name: String,
    /// Index into the data set's classes.
    pub label: Option<u32>,
}

/// What tells whether a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The file's size; 0 if it cannot be seen.
    pub size_bytes: u64,
    /// Since 1970; 0 if unknown.
    pub modified_ns: i128,
}

#[derive(Debug)]
enum Store {
    Folder(PathBuf),
    Zip(Archive),
    Drawings { seed: u64 },
}

impl Dataset {
    /// Opens a data set.
    ///
    /// # Errors
    /// If there is nothing that can be read, or no photograph in it.
    pub fn open(source: &DataSource) -> Result<Self, DataError> {
        Self::open_watched(source, &mut |_| ControlFlow::Continue(()))
    }

    /// Opens a folder, a `.csv`, a `.zip` or a single photograph.
    ///
    /// # Errors
    /// If there is nothing that can be read, or no photograph in it.
    pub fn open_path(path: &Path) -> Result<Self, DataError> {
        Self::open(&DataSource::Path(path.to_owned()))
    }

    /// As [`Self::open`], telling `progress` now and then how many files were found.
    ///
    /// # Errors
    /// As [`Self::open`], and [`DataError::Cancelled`] if `progress` breaks.
    pub fn open_watched(
        source: &DataSource,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        match source {
            DataSource::Path(path) => Self::open_file_or_folder(path, layout::arrange, progress),
            DataSource::Drawings { count, seed } => Ok(Self::of_drawings(*count, *seed)),
        }
    }

    fn of_drawings(count: usize, seed: u64) -> Self {
        Self {
            source: DataSource::Drawings { count, seed },
            classes: drawings::CLASSES.map(str::to_owned).to_vec(),
            photos: drawings::photos(count),
            notes: Vec::new(),
            store: Store::Drawings { seed },
        }
    }

    /// Opens all photographs below a folder, in a zip, in a CSV or in a single file, for prediction: without labels,
    /// and whatever the folders are called.
    ///
    /// # Errors
    /// As [`Self::open_watched`].
    pub fn open_unlabelled(path: &Path, progress: &mut dyn FnMut(usize) -> ControlFlow<()>) -> Result<Self, DataError> {
        let mut dataset = Self::open_file_or_folder(path, layout::unlabelled, progress)?;
        dataset.classes.clear();
        dataset.photos.iter_mut().for_each(|photo| photo.label = None);
        Ok(dataset)
    }

    fn open_file_or_folder(
        path: &Path,
        arrange: fn(Listing) -> Arrangement,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, DataError> {
        let metadata = fs::metadata(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => DataError::NotFound { path: path.to_owned() },
            _ => DataError::Unreadable { path: path.to_owned(), source },
        })?;
        let name = path.to_string_lossy();
        let (arrangement, store) = if metadata.is_dir() {
            open_folder(path, arrange, progress)?
        } else if !metadata.is_file() {
            return Err(DataError::UnknownKind { path: path.to_owned() });
        } else if has_extension(&name, "csv") {
            (csv::read(path)?, Store::Folder(path.parent().map(Path::to_owned).unwrap_or_default()))
        } else if has_extension(&name, "zip") {
            open_zip(path, arrange, progress)?
        } else {
            single(path)?
        };
        let Arrangement { classes, photos, notes } = arrangement;
        if photos.is_empty() {
            return Err(DataError::Empty { path: path.to_owned() });
        }
        Ok(Self { source: DataSource::Path(path.to_owned()), classes, photos, notes, store })
    }

    /// Whether this can be trained on: at least two classes, a label for each photograph.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub fn require_classes(&self) -> Result<(), DataError> {
        let origin = match &self.source {
            DataSource::Path(path) => path.display().to_string(),
            DataSource::Drawings { .. } => "the built-in drawings".to_owned(),
        };
        match self.classes.as_slice() {
            [] => Err(DataError::NoLabels { origin }),
            [class] => Err(DataError::OneClass { origin, class: class.clone() }),
            _ if self.photos.iter().any(|photo| photo.label.is_none()) => Err(DataError::NoLabels { origin }),
            _ => Ok(()),
        }
    }

    /// The encoded bytes of a photograph. Panics if there is no such index.
    ///
    /// # Errors
    /// If its file cannot be read, or is larger than any photograph.
    pub fn read(&self, index: usize) -> Result<Vec<u8>, DataError> {
        let name = &self.photos[index].name;
        match &self.store {
            Store::Folder(root) => read_file(&root.join(name), name),
            Store::Zip(archive) => archive.read(name),
            Store::Drawings { seed } => drawings::png(name, *seed)
                .ok_or_else(|| DataError::Read { name: name.clone(), source: io::ErrorKind::NotFound.into() }),
        }
    }

    /// A photograph's pixels. Panics if there is no such index.
    ///
    /// # Errors
    /// If its file cannot be read or decoded.
    pub fn decode(&self, index: usize, exif_orientation: bool) -> Result<Picture, DataError> {
        let bytes = self.read(index)?;
        decode::decode(&bytes, exif_orientation)
            .map_err(|source| DataError::Decode { name: self.photos[index].name.clone(), source })
    }

    /// A photograph's size and time of change. Panics if there is no such index.
    #[must_use]
    pub fn stamp(&self, index: usize) -> Stamp {
        match &self.store {
            Store::Folder(root) => stamp_of(&root.join(&self.photos[index].name)),
            Store::Zip(archive) => archive.stamp(&self.photos[index].name),
            Store::Drawings { .. } => Stamp::default(),
        }
    }

    /// Where a photograph lies as a file of its own, if it does. Panics if there is no such index.
    #[must_use]
    pub fn path(&self, index: usize) -> Option<PathBuf> {
        match &self.store {
            Store::Folder(root) => Some(root.join(&self.photos[index].name)),
            Store::Zip(_) | Store::Drawings { .. } => None,
        }
    }
}

/// Tells `progress` how many files were found.
pub(super) fn watch(progress: &mut dyn FnMut(usize) -> ControlFlow<()>, found: usize) -> Result<(), DataError> {
    if progress(found).is_break() { Err(DataError::Cancelled) } else { Ok(()) }
}

fn open_folder(
    path: &Path,
    arrange: fn(Listing) -> Arrangement,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<(Arrangement, Store), DataError> {
    let listing = layout::list_folder(path, progress)?;
    let Some(name) = listing.inner_archive().map(str::to_owned) else {
        return Ok((arrange(listing), Store::Folder(path.to_owned())));
    };
    let (mut arrangement, store) = open_zip(&path.join(&name), arrange, progress)?;
    arrangement.notes.insert(0, Note::EnteredArchive { name });
    Ok((arrangement, store))
}

fn open_zip(
    path: &Path,
    arrange: fn(Listing) -> Arrangement,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<(Arrangement, Store), DataError> {
    let (archive, listing) = Archive::open(path)?;
    let Some(name) = listing.inner_archive().map(str::to_owned) else {
        return Ok((arrange(listing), Store::Zip(archive)));
    };
    let (archive, listing) = archive.open_inner(path, &name, progress)?;
    let mut arrangement = arrange(listing);
    arrangement.notes.insert(0, Note::EnteredArchive { name });
    Ok((arrangement, Store::Zip(archive)))
}

fn single(path: &Path) -> Result<(Arrangement, Store), DataError> {
    let unknown = || DataError::UnknownKind { path: path.to_owned() };
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unknown)?.to_owned();
    let bytes = read_file(path, &name)?;
    if let Err(DecodeError::NotAPicture { .. }) = decode::describe(&bytes) {
        return Err(unknown());
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    Ok((Arrangement { photos: vec![Photo { name, label: None }], ..Arrangement::default() }, Store::Folder(folder)))
}

/// A file's bytes; `name` is what errors call it.
///
/// # Errors
/// If it cannot be read, is no regular file, or is larger than any photograph.
pub fn read_file(path: &Path, name: &str) -> Result<Vec<u8>, DataError> {
    let read = || {
        let file = fs::File::open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
        }
        let mut bytes = Vec::with_capacity(metadata.len().min(MAX_FILE_BYTES) as usize + 1);
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|source| DataError::Read { name: name.to_owned(), source })?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let source = DecodeError::TooManyBytes { bytes: bytes.len() as u64 };
        return Err(DataError::Decode { name: name.to_owned(), source });
    }
    Ok(bytes)
}

fn stamp_of(path: &Path) -> Stamp {
    let Ok(metadata) = fs::metadata(path) else { return Stamp::default() };
    Stamp { size_bytes: metadata.len(), modified_ns: modified_ns(&metadata) }
}

/// Since 1970; 0 if unknown.
pub(super) fn modified_ns(metadata: &fs::Metadata) -> i128 {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    modified.map_or(0, |since| since.as_nanos() as i128)
}
