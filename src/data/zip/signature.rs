//! What a file under the name of a zip is by its first bytes.

use std::io::Read as _;

use super::ZipProblem;
use super::shared_file::SharedFile;
use crate::data::DecodeError;
use crate::data::decode::Format;

/// Refuses an empty file, other kinds of archives, pictures and pages. A program that unpacks itself passes.
pub(super) fn check(file: &SharedFile) -> Result<(), ZipProblem> {
    let bytes = first_bytes(file)?;
    match bytes.as_slice() {
        [] => Err(ZipProblem::Empty),
        [b'P', b'K', 7, 8, ..] => Err(ZipProblem::InParts),
        [b'P', b'K', ..] => Ok(()),
        bytes if bytes.iter().all(|&byte| byte == 0) => Err(ZipProblem::CutOff),
        bytes => match archive_kind(bytes) {
            Some(kind) => Err(ZipProblem::OtherArchive { kind }),
            None => match Format::of(bytes) {
                Ok(format) => Err(ZipProblem::OtherFile { kind: format.name() }),
                Err(DecodeError::NotAPicture { looks_like: Some(kind) }) => Err(ZipProblem::OtherFile { kind }),
                Err(_) => Ok(()),
            },
        },
    }
}

/// Whether the first file of a zip lies at the very beginning, as in all but those that unpack themselves.
pub(super) fn starts_with_a_file(file: &SharedFile) -> Result<bool, ZipProblem> {
    Ok(first_bytes(file)?.starts_with(b"PK\x03\x04"))
}

fn first_bytes(file: &SharedFile) -> Result<Vec<u8>, ZipProblem> {
    let mut bytes = Vec::new();
    file.part(0, 512).read_to_end(&mut bytes).map_err(ZipProblem::of_data)?;
    Ok(bytes)
}

fn archive_kind(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 6] = [
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x1f\x8b", "gzip"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
    ];
    let known = kinds.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    known.or_else(|| (bytes.get(257..262) == Some(b"ustar")).then_some("tar"))
}
