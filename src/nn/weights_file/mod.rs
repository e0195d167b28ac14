//! Tensors in safetensors files.
//!
//! The format: <https://github.com/huggingface/safetensors#format>; a length, a header in JSON, the numbers. A file is
//! written under a temporary name and appears whole or not at all. It is read only after its header, lengths and
//! size agree, and used only if all of its bytes are those that were written (`checksum.rs`).

mod checksum;

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
};

use safetensors::{Dtype, tensor::Metadata};
use serde_json::{Map, Value, json};
use thiserror::Error;

use self::checksum::Digesting;
use super::tensors::{OwnedTensor, TensorView};
use crate::files::WholeFile;
use crate::files::positional::write_all_at;
use crate::memory::with_capacity;

/// Numbers that are converted at once.
const CHUNK: usize = 16 * 1024;

/// Bytes of a number, `f32`.
const NUMBER: usize = size_of::<f32>();

/// Longest header that is accepted, in bytes.
const MAX_HEADER: u64 = 100_000_000;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightsFile {
    /// In the order in which their numbers lie in the file.
    pub tensors: Vec<OwnedTensor>,
    /// Free words beside them, such as the classes' names, without the file's checksum.
    pub metadata: BTreeMap<String, String>,
}

/// A file of tensors that cannot be read or written. Always names the file.
#[derive(Debug, Error)]
pub enum FileError {
    /// The file cannot be opened or read.
    #[error("the weights {path} cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not what was once written.
    #[error("the weights {path} are damaged: {problem}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not agree.
        problem: String,
    },
    /// The file can be read, and some of its bytes are not those that were written.
    #[error(
        "the weights {path} are damaged: their checksum is not that of their content, which has changed since it was written"
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written; what was there before is untouched.
    #[error("the weights {path} cannot be written: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Writes tensors and metadata, with a checksum. The file appears whole or not at all, and is on the disk when this
/// returns. Equal arguments give equal bytes.
///
/// # Errors
/// [`FileError::Write`]; whatever had this name before is then still there.
pub fn write(path: &Path, tensors: &[TensorView<'_>], metadata: &BTreeMap<String, String>) -> Result<(), FileError> {
    let written = || -> io::Result<()> {
        let header = header(tensors, metadata)?;
        let mut writer = BufWriter::with_capacity(1 << 20, Digesting::new(WholeFile::create(path)?));
        let length = (header.len() as u64).to_le_bytes();
        writer.write_all(&length)?;
        writer.write_all(&header)?;
        let mut bytes = Vec::with_capacity(CHUNK * NUMBER);
        for numbers in tensors.iter().flat_map(|tensor| tensor.data.chunks(CHUNK)) {
            bytes.clear();
            bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
            writer.write_all(&bytes)?;
        }
        let written = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some(place) = checksum::place(&header) {
            let position = (length.len() + place.start) as u64;
            write_all_at(written.inner.as_file(), written.digits().as_bytes(), position)?;
        }
        written.inner.finish()
    };
    written().map_err(|source| FileError::Write { path: path.to_owned(), source })
}

/// Reads a file of `f32` tensors.
///
/// # Errors
/// [`FileError::Read`], or [`FileError::Damaged`] if the file is cut off or longer than its header says, if tensors
/// overlap or leave gaps, if a shape does not agree with its length, or if the numbers are not `f32`;
/// [`FileError::Changed`] if a checksum is there and another byte has changed.
pub fn read(path: &Path) -> Result<WeightsFile, FileError> {
    Ok(read_digested(path)?.0)
}

/// As [`read`], with the BLAKE3 of the very bytes that were read, in hexadecimal digits: another file may have taken
/// the name by then.
///
/// # Errors
/// As [`read`].
pub fn read_digested(path: &Path) -> Result<(WeightsFile, String), FileError> {
    let damaged = |problem: String| FileError::Damaged { path: path.to_owned(), problem };
    let unread = |source| FileError::Read { path: path.to_owned(), source };

    let file = File::open(path).map_err(unread)?;
    let size = file.metadata().map_err(unread)?.len();
    // The inner digest is of the file's bytes, the outer one is its checksum.
    let mut file = Digesting::new(Digesting::new(file));
    let mut length = [0; 8];
    if size < length.len() as u64 {
        return Err(damaged(format!("it has {size} bytes, too few for a header")));
    }
    file.read_exact(&mut length).map_err(unread)?;
    let header_length = u64::from_le_bytes(length);
    let after_length = size - length.len() as u64;
    if header_length > after_length.min(MAX_HEADER) {
        return Err(damaged(format!(
            "its header should have {header_length} bytes, and only {after_length} bytes follow"
        )));
    }
    let mut text = vec![0; header_length as usize];
    file.inner.read_exact(&mut text).map_err(unread)?;
    let header: Metadata =
        serde_json::from_slice(&text).map_err(|error| damaged(format!("its header cannot be read: {error}")))?;
    let mut metadata = header.metadata().iter().flatten().map(|(key, value)| (key.clone(), value.clone())).collect();
    let expected = checksum::take(&mut metadata).map_err(|problem| damaged(problem.to_owned()))?;
    if expected.is_some() {
        checksum::clear(&mut text);
    }
    file.digest.update(&text);
    drop(text);
    let (promised, found) = (header.data_len() as u64, after_length - header_length);
    if promised != found {
        return Err(damaged(format!("its header promises {promised} bytes of numbers, and {found} follow")));
    }

    let mut tensors = Vec::new();
    for name in header.offset_keys() {
        let Some(info) = header.info(&name) else { continue };
        if info.dtype != Dtype::F32 {
            return Err(damaged(format!("\"{name}\" holds {:?}, and only F32 is known", info.dtype)));
        }
        let count = (info.data_offsets.1 - info.data_offsets.0) / NUMBER;
        let data = numbers(&mut file, count).map_err(unread)?;
        tensors.push((name, info.shape.clone(), data));
    }
    if expected.is_some_and(|expected| expected != file.digits()) {
        return Err(FileError::Changed { path: path.to_owned() });
    }
    Ok((WeightsFile { tensors, metadata }, file.inner.digits()))
}

/// The header's JSON, filled up with spaces to a multiple of eight bytes.
fn header(tensors: &[TensorView<'_>], metadata: &BTreeMap<String, String>) -> io::Result<Vec<u8>> {
    let invalid = |problem: String| io::Error::new(io::ErrorKind::InvalidInput, problem);
    let mut header = Map::new();
    let mut entries = metadata.clone();
    entries.extend(checksum::entries());
    header.insert("__metadata__".to_owned(), json!(entries));
    let mut start = 0;
    for TensorView { name, shape, data, .. } in tensors {
        if shape.iter().product::<usize>() != data.len() {
            return Err(invalid(format!("\"{name}\" of shape {shape:?} has {} numbers", data.len())));
        }
        let end = start + data.len() * NUMBER;
        let info: Value = json!({ "dtype": "F32", "shape": shape, "data_offsets": [start, end] });
        if header.insert(name.clone(), info).is_some() {
            return Err(invalid(format!("there are two tensors \"{name}\"")));
        }
        start = end;
    }
    let mut bytes = serde_json::to_vec(&header)?;
    bytes.resize(bytes.len().next_multiple_of(8), b' ');
    Ok(bytes)
}

/// Reads so many numbers without a second copy of their bytes.
fn numbers(file: &mut impl io::Read, count: usize) -> io::Result<Vec<f32>> {
    let mut numbers = with_capacity(count).map_err(|error| io::Error::new(io::ErrorKind::OutOfMemory, error))?;
    let mut bytes = vec![0; CHUNK.min(count) * NUMBER];
    while numbers.len() < count {
        let bytes = &mut bytes[..CHUNK.min(count - numbers.len()) * NUMBER];
        file.read_exact(bytes)?;
        numbers.extend(bytes.as_chunks().0.iter().map(|&number| f32::from_le_bytes(number)));
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests;
