//! From a path to photographs with their classes, and where they are read from.

use std::ops::ControlFlow;
use std::path::Path;
use std::{fs, io};

use super::dataset::Photo;
use super::layout::{self, Arrangement, Listing, has_extension};
use super::store::{Store, read_file};
use super::zip::Archive;
use super::{DataError, DecodeError, Note, csv, decode};

/// Opens a folder, a `.csv`, a `.zip` or a single photograph; `arrange` finds the classes of what is listed in a folder
/// or zip. `progress` is called now and then with the number of files found, and may break.
///
/// # Errors
/// If nothing can be read, there is no photograph, or `progress` breaks.
pub(super) fn open(
    path: &Path,
    arrange: fn(Listing) -> Arrangement,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<(Arrangement, Store), DataError> {
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
        open_photograph(path)?
    };
    if arrangement.photos.is_empty() {
        return Err(DataError::Empty { path: path.to_owned() });
    }
    Ok((arrangement, store))
}

/// Calls `progress` with the number of files found.
///
/// # Errors
/// [`DataError::Cancelled`] if it breaks.
pub(super) fn report(progress: &mut dyn FnMut(usize) -> ControlFlow<()>, found: usize) -> Result<(), DataError> {
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

fn open_photograph(path: &Path) -> Result<(Arrangement, Store), DataError> {
    let unknown = || DataError::UnknownKind { path: path.to_owned() };
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unknown)?.to_owned();
    let bytes = read_file(path, &name)?;
    if let Err(DecodeError::NotAPicture { .. }) = decode::describe(&bytes) {
        return Err(unknown());
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    Ok((Arrangement { photos: vec![Photo { name, label: None }], ..Arrangement::default() }, Store::Folder(folder)))
}
