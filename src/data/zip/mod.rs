//! A zip of photographs, read in place: no file is unpacked under a name from the zip, and decompression bombs are
//! refused.

mod names;
mod problem;
mod shared_file;
mod signature;

use std::{
    collections::{HashMap, hash_map::Entry},
    fs::{self, File},
    io::{self, Read as _, Write as _},
    ops::ControlFlow,
    path::Path,
};

use zip::{SUPPORTED_COMPRESSION_METHODS, ZipArchive};

use self::names::{decoded, safe_name};
pub use self::problem::ZipProblem;
use self::shared_file::SharedFile;
use super::{
    DataError, DecodeError, LeftOut, Note, ReadError, Stamp, cache_folder,
    decode::MAX_FILE_BYTES,
    layout::{Listing, below},
    opening::report,
    store,
};
use crate::files;
use crate::memory::with_capacity;

/// Up to this size no zip is taken for a decompression bomb.
const UNCHECKED_BYTES: u64 = 64 << 20;
/// Beyond it, how many times its own size a zip may unpack to: pictures are compressed already.
const MAX_RATIO: u64 = 200;
/// Unpacked between two calls of the caller's `progress` while a zip inside another is unpacked.
const COPY_BYTES: usize = 1 << 20;

/// An open zip. Any number of threads may read from it.
#[derive(Debug)]
pub(super) struct Archive {
    zip: ZipArchive<SharedFile>,
    entries: HashMap<String, usize>,
    modified_ns: i128,
}

impl Archive {
    /// Opens a zip and lists the files in it.
    ///
    /// # Errors
    /// If it cannot be read, is no zip, or would unpack to far more than a zip of photographs does.
    pub(super) fn open(path: &Path) -> Result<(Self, Listing), DataError> {
        let unreadable = |source| DataError::Unreadable { path: path.to_owned(), source };
        let file = files::open(path).map_err(unreadable)?;
        let modified_ns = file.metadata().map(|metadata| store::stamp(&metadata).modified_ns).unwrap_or_default();
        Self::list(SharedFile::new(file).map_err(unreadable)?, modified_ns)
            .map_err(|problem| DataError::Zip { path: path.to_owned(), problem })
    }

    /// Opens a zip that lies in this one, which is at `path`: in place if it is stored, in a temporary file if it is
    /// compressed.
    ///
    /// # Errors
    /// As [`Self::open`], if there is no room for the temporary file, or if `progress` breaks.
    pub(super) fn open_inner(
        &self,
        path: &Path,
        name: &str,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<(Self, Listing), DataError> {
        let unusable = |problem: ZipProblem| {
            let problem = ZipProblem::Inside { name: name.to_owned(), problem: Box::new(problem) };
            DataError::Zip { path: path.to_owned(), problem }
        };
        let index = *self.entries.get(name).ok_or_else(|| unusable(ZipProblem::Gone))?;
        let mut zip = self.zip.clone();
        let mut entry = zip.by_index(index).map_err(|error| unusable(error.into()))?;
        let is_stored = entry.entry().compression() == zip::CompressionMethod::Stored;
        let inner = match entry.data_start() {
            Some(start) if is_stored => self.zip.clone().into_inner().part(start, entry.entry().compressed_size()),
            _ => {
                let (size, compressed) = (entry.entry().size(), entry.entry().compressed_size());
                check_ratio(size, compressed).map_err(&unusable)?;
                let failed = |error: io::Error| unusable(ZipProblem::CannotBeUnpacked(error));
                let mut file = temporary_file().map_err(failed)?;
                let mut unpacked = entry.by_ref().take(size);
                let mut buffer = vec![0; COPY_BYTES];
                loop {
                    let count = unpacked.read(&mut buffer).map_err(failed)?;
                    if count == 0 {
                        break;
                    }
                    file.write_all(&buffer[..count]).map_err(failed)?;
                    report(progress, 0)?;
                }
                SharedFile::new(file).map_err(failed)?
            }
        };
        Self::list(inner, self.modified_ns).map_err(unusable)
    }

    /// Goes into a folder: files have their names below it, and others are not there any more.
    pub(super) fn enter(&mut self, folder: &str) {
        let entries = self.entries.iter().filter_map(|(name, index)| Some((below(name, folder)?.to_owned(), *index)));
        self.entries = entries.collect();
    }

    fn list(file: SharedFile, modified_ns: i128) -> Result<(Self, Listing), ZipProblem> {
        let archive_bytes = file.length();
        signature::check(&file)?;
        let starts_with_a_file = signature::starts_with_a_file(&file)?;
        let zip = ZipArchive::new(file).map_err(|error| match ZipProblem::from(error) {
            ZipProblem::Damaged(_) if starts_with_a_file => ZipProblem::CutOff,
            problem => problem,
        })?;
        // The directory that was found belongs to a zip inside of this one, whose own is missing.
        if zip.offset() > 0 && starts_with_a_file {
            return Err(ZipProblem::CutOff);
        }
        let mut listing = Listing::default();
        let mut entries = HashMap::with_capacity(zip.len());
        let mut unpacked_bytes = 0_u64;
        let mut unreadable = None;
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index)?;
            if !entry.is_file() {
                continue;
            }
            let name = decoded(entry.name_raw(), entry.system());
            unpacked_bytes = unpacked_bytes.saturating_add(entry.size());
            let Some(path) = safe_name(&name) else {
                Note::count(&mut listing.notes, LeftOut::OutsideArchive, &name);
                unreadable.get_or_insert_with(|| ZipProblem::Outside { example: name.into_owned() });
                continue;
            };
            match entries.entry(path) {
                Entry::Occupied(known) => Note::count(&mut listing.notes, LeftOut::Repeated, known.key()),
                Entry::Vacant(new) if entry.encrypted() => {
                    Note::count(&mut listing.notes, LeftOut::Encrypted, new.key());
                    unreadable.get_or_insert(ZipProblem::Encrypted);
                }
                Entry::Vacant(new) if !SUPPORTED_COMPRESSION_METHODS.contains(&entry.compression()) => {
                    Note::count(&mut listing.notes, LeftOut::Compression, new.key());
                    unreadable.get_or_insert(ZipProblem::compression(entry.compression()));
                }
                Entry::Vacant(new) => {
                    listing.push(new.key());
                    new.insert(index);
                }
            }
        }
        match unreadable {
            Some(problem) if entries.is_empty() => return Err(problem),
            None if entries.is_empty() => return Err(ZipProblem::NoFiles),
            _ => {}
        }
        check_ratio(unpacked_bytes, archive_bytes)?;
        Ok((Self { zip, entries, modified_ns }, listing))
    }

    /// A file's bytes.
    ///
    /// # Errors
    /// If the zip is damaged there, the file is encrypted or compressed in an unusual way, or is larger than it says.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, DataError> {
        let unreadable = |source: ReadError| DataError::Read { name: name.to_owned(), source };
        let at_fault = |problem: ZipProblem| unreadable(problem.into());
        let index =
            *self.entries.get(name).ok_or_else(|| unreadable(io::Error::from(io::ErrorKind::NotFound).into()))?;
        let mut zip = self.zip.clone();
        let entry = zip.by_index(index).map_err(|error| at_fault(error.into()))?;
        let (size, compressed) = (entry.entry().size(), entry.entry().compressed_size());
        if size > MAX_FILE_BYTES {
            let source = DecodeError::TooManyBytes { bytes: size };
            return Err(DataError::Decode { name: name.to_owned(), source });
        }
        check_ratio(size, compressed).map_err(at_fault)?;
        let memory = with_capacity(size as usize);
        let mut bytes = memory.map_err(|error| DataError::Decode { name: name.to_owned(), source: error.into() })?;
        entry.take(size + 1).read_to_end(&mut bytes).map_err(|error| at_fault(ZipProblem::of_data(error)))?;
        if bytes.len() as u64 > size {
            return Err(at_fault(ZipProblem::LargerThanStated));
        }
        Ok(bytes)
    }

    /// A file's size, and the zip's time of change.
    pub(super) fn stamp(&self, name: &str) -> Stamp {
        let size = self.entries.get(name).and_then(|&index| Some(self.zip.by_index_data(index).ok()?.size()));
        Stamp { size_bytes: size.unwrap_or_default(), modified_ns: self.modified_ns }
    }
}

/// A nameless file in the cache's folder, since many systems keep their folder for temporary files in memory.
fn temporary_file() -> io::Result<File> {
    let folder = cache_folder();
    fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder)).or_else(|_| tempfile::tempfile())
}

fn check_ratio(unpacked: u64, packed: u64) -> Result<(), ZipProblem> {
    if unpacked > UNCHECKED_BYTES && unpacked / MAX_RATIO > packed {
        return Err(ZipProblem::Bomb { packed_mb: packed >> 20, unpacked_mb: unpacked >> 20 });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
