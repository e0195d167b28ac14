//! What a report keeps of one photograph.

use crate::data::decode::{self, Format, Orientation, exif};
use crate::data::layout::extension_of;
use crate::data::unusable::attempt;
use crate::data::{DataError, Dataset};
use crate::shared_error::SharedError;

/// The few numbers of one photograph that a report is made of.
#[derive(Debug, Clone)]
pub(super) struct Findings {
    /// Size and digest of the file; `None` if it cannot be read.
    pub file: Option<(u64, [u8; 32])>,
    /// What the photograph is, or why it cannot be used.
    pub outcome: Result<Usable, SharedError>,
}

/// A photograph that can be decoded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usable {
    pub height: usize,
    pub width: usize,
    pub format: Format,
    /// Whether EXIF turns it.
    pub is_turned: bool,
    /// Whether its extension belongs to another format.
    pub has_wrong_extension: bool,
}

impl Findings {
    /// # Errors
    /// If there is no memory for the photograph.
    pub(super) fn of(dataset: &Dataset, index: usize) -> Result<Self, DataError> {
        Ok(match attempt(|| dataset.read(index))? {
            Ok(bytes) => Self {
                file: Some((bytes.len() as u64, blake3::hash(&bytes).into())),
                outcome: attempt(|| usable(dataset.photos.name(index), &bytes))?,
            },
            Err(reason) => Self { file: None, outcome: Err(reason) },
        })
    }
}

fn usable(name: &str, bytes: &[u8]) -> Result<Usable, DataError> {
    let failed = |source| DataError::Decode { name: name.to_owned(), source };
    let picture = decode::decode(bytes, false).map_err(failed)?;
    let format = Format::of(bytes).map_err(failed)?;
    let expected = extension_of(name).and_then(Format::of_extension);
    Ok(Usable {
        height: picture.height,
        width: picture.width,
        format,
        is_turned: exif::orientation(bytes, format) != Orientation::Upright,
        has_wrong_extension: expected.is_some_and(|expected| expected != format),
    })
}
