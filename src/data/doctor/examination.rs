//! What is kept of one photograph.

use std::io;

use crate::data::{
    DataError, Dataset,
    decode::{self, Format, Orientation, exif},
    layout::extension_of,
};
use crate::reason::Reason;

/// The system does not give a photograph's file.
#[derive(Debug, thiserror::Error)]
#[error("it cannot be read: {0}")]
pub struct CannotBeRead(pub io::Error);

/// The few numbers of one photograph that a report is made of.
#[derive(Debug, Clone)]
pub(super) struct Examination {
    pub index: usize,
    pub file_bytes: u64,
    /// The same for equal files; none if the file cannot be read.
    pub digest: Option<[u8; 32]>,
    pub outcome: Result<Usable, Reason>,
}

/// A photograph that can be decoded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usable {
    pub height: usize,
    pub width: usize,
    pub format: Format,
    /// Whether EXIF turns it.
    pub is_turned: bool,
    /// Whether its extension promises another format.
    pub has_wrong_extension: bool,
}

impl Examination {
    pub(super) fn of(dataset: &Dataset, index: usize) -> Self {
        let bytes = match dataset.read(index) {
            Ok(bytes) => bytes,
            Err(error) => {
                let reason = match error {
                    DataError::Read { source, .. } => CannotBeRead(source).into(),
                    DataError::Decode { source, .. } => source.into(),
                    other => other.into(),
                };
                return Self { index, file_bytes: 0, digest: None, outcome: Err(reason) };
            }
        };
        let outcome = decode::decode(&bytes, false).map_err(Reason::from).and_then(|picture| {
            let format = Format::of(&bytes)?;
            let promised = extension_of(&dataset.photos[index].name).and_then(Format::of_extension);
            Ok(Usable {
                height: picture.height,
                width: picture.width,
                format,
                is_turned: exif::orientation(&bytes, format) != Orientation::Upright,
                has_wrong_extension: promised.is_some_and(|promised| promised != format),
            })
        });
        Self { index, file_bytes: bytes.len() as u64, digest: Some(*blake3::hash(&bytes).as_bytes()), outcome }
    }
}
