//! From a path to photographs with their classes, and where they are read from.

use std::ops::ControlFlow;
use std::path::Path;
use std::{fs, io};

use super::layout::{self, Arrangement, Listing, has_extension};
use super::photos::Photos;
use super::store::{Store, read_file};
use super::zip::Archive;
use super::{DataError, DecodeError, Note, csv, decode};

/// Opens a list to be edited: it may lack classes in some rows, or be empty.
///
/// # Errors
/// If it cannot be read, or is no list.
pub(super) fn open_list(path: &Path) -> Result<(Arrangement, Store), DataError> {
    let mut arrangement = csv::read(path, csv::Purpose::Edit)?;
    layout::merge_unicode_forms(&mut arrangement);
    Ok((arrangement, Store::Folder(path.parent().map(Path::to_owned).unwrap_or_default())))
}

/// Opens a folder, a `.csv`, a `.zip` or a single photograph; `arrange` finds the classes of what is listed in a folder
/// or zip, and `purpose` says what a list may lack. `progress` is called now and then with the number of files found, and may break.
///
/// # Errors
/// If nothing can be read, there is no photograph, or `progress` breaks.
pub(super) fn open(
    path: &Path,
    arrange: fn(Listing) -> Arrangement,
    purpose: csv::Purpose,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<(Arrangement, Store), DataError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            return match inside_zip(path) {
                Some((zip, inside)) => finish(path, open_zip(zip, &inside, arrange, progress)?),
                None if error.kind() == io::ErrorKind::NotFound => Err(DataError::NotFound { path: path.to_owned() }),
                None => Err(DataError::Unreadable { path: path.to_owned(), source: error }),
            };
        }
    };
    let name = path.to_string_lossy();
    finish(
        path,
        if metadata.is_dir() {
            open_folder(path, arrange, progress)?
        } else if !metadata.is_file() {
            return Err(DataError::UnknownKind { path: path.to_owned() });
        } else if has_extension(&name, "csv") {
            (csv::read(path, purpose)?, Store::Folder(path.parent().map(Path::to_owned).unwrap_or_default()))
        } else if has_extension(&name, "zip") {
            open_zip(path, "", arrange, progress)?
        } else {
            open_photograph(path)?
        },
    )
}

/// What is common to all forms in which data come.
fn finish(path: &Path, (mut arrangement, store): (Arrangement, Store)) -> Result<(Arrangement, Store), DataError> {
    layout::merge_unicode_forms(&mut arrangement);
    if arrangement.photos.is_empty() {
        let left_out = arrangement.notes.into_iter().filter(|note| matches!(note, Note::LeftOut { .. }));
        return Err(DataError::Empty { path: path.to_owned(), left_out: left_out.max_by_key(Note::files) });
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
    let mut listing = layout::list_folder(path, progress)?;
    let name = listing.inner_archive().map(str::to_owned);
    listing.leave_out_archives(name.as_deref());
    let Some(name) = name else {
        return Ok((arrange(listing), Store::Folder(path.to_owned())));
    };
    let (mut arrangement, store) = open_zip(&path.join(&name), "", arrange, progress)?;
    arrangement.notes.splice(0..0, [Note::EnteredArchive { name }].into_iter().chain(listing.notes));
    Ok((arrangement, store))
}

/// The zip that a path leads into, and the folder inside of it.
fn inside_zip(path: &Path) -> Option<(&Path, String)> {
    let zip =
        path.ancestors().skip(1).find(|above| above.is_file() && has_extension(&above.to_string_lossy(), "zip"))?;
    let inside = path.strip_prefix(zip).ok()?;
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    Some((zip, parts?.join("/")))
}

/// Opens what a zip has in the folder `inside`; in all of it where that is empty.
fn open_zip(
    path: &Path,
    inside: &str,
    arrange: fn(Listing) -> Arrangement,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<(Arrangement, Store), DataError> {
    let (archive, mut listing) = Archive::open(path)?;
    path.clone_into(&mut listing.source);
    let chosen = if inside.is_empty() { listing.inner_archive() } else { listing.archive_above(inside) };
    let Some(name) = chosen.map(str::to_owned) else {
        return arranged(listing, archive, inside, arrange);
    };
    listing.leave_out_archives(Some(&name));
    let (archive, mut inner) = archive.open_inner(path, &name, progress)?;
    inner.source = path.join(&name);
    inner.notes.splice(0..0, [Note::EnteredArchive { name: name.clone() }].into_iter().chain(listing.notes));
    let inside = inside.strip_prefix(&name).unwrap_or_default().trim_start_matches('/');
    arranged(inner, archive, inside, arrange)
}

/// What lies in the folder `inside` of an archive.
fn arranged(
    mut listing: Listing,
    mut archive: Archive,
    inside: &str,
    arrange: fn(Listing) -> Arrangement,
) -> Result<(Arrangement, Store), DataError> {
    if !inside.is_empty() {
        archive.enter(inside);
        listing.keep_below(inside);
        if listing.files.is_empty() {
            return Err(DataError::NotFound { path: listing.source });
        }
    }
    listing.leave_out_archives(None);
    Ok((arrange(listing), Store::Zip(archive)))
}

fn open_photograph(path: &Path) -> Result<(Arrangement, Store), DataError> {
    let unknown = || DataError::UnknownKind { path: path.to_owned() };
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unknown)?.to_owned();
    let bytes = read_file(path, &name)?;
    if let Err(DecodeError::NotAPicture { .. }) = decode::describe(&bytes) {
        return Err(unknown());
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let photos = Photos::unlabelled([name].iter().collect());
    Ok((Arrangement { photos, ..Arrangement::default() }, Store::Folder(folder)))
}
