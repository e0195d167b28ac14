//! The checksum that a file carries over all of its own bytes.
//!
//! The metadata hold `checksum`, the BLAKE3 of the whole file (length, header and numbers) in hexadecimal digits,
//! computed while these digits are zeros, and `checksum_kind`, which says so. Files of earlier versions and of other
//! programs have neither; a file with only one of them is damaged.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

/// The metadata's entry for the digits.
const DIGITS: &str = "checksum";
/// The metadata's entry that says what the digits are.
const KIND: &str = "checksum_kind";
/// The only kind there is.
const BLAKE3: &str = "blake3";
/// The digits while the checksum is computed.
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// What stands before the digits in a header. Quotation marks within JSON's texts are escaped, so it is the entry itself.
const BEFORE: &[u8] = br#""checksum":""#;

/// The entries of a file whose checksum is not computed yet.
pub(super) fn entries() -> [(String, String); 2] {
    [(DIGITS, ZEROS), (KIND, BLAKE3)].map(|(key, text)| (key.to_owned(), text.to_owned()))
}

/// Takes the entries out of a file's metadata and gives the digits; `None` where it has no checksum.
///
/// # Errors
/// What is wrong with the entries.
pub(super) fn take(metadata: &mut BTreeMap<String, String>) -> Result<Option<String>, &'static str> {
    match (metadata.remove(DIGITS), metadata.remove(KIND)) {
        (None, None) => Ok(None),
        (Some(digits), Some(kind)) if kind == BLAKE3 => Ok(Some(digits)),
        (Some(_), Some(_)) => Err("its checksum is of an unknown kind"),
        (_, None) => Err("its checksum_kind is missing"),
        (None, _) => Err("its checksum is missing"),
    }
}

/// Where the digits lie in a header.
pub(super) fn place(header: &[u8]) -> Option<Range<usize>> {
    let start = header.windows(BEFORE.len()).position(|bytes| bytes == BEFORE)? + BEFORE.len();
    let place = start..start + ZEROS.len();
    header.get(place.clone())?.iter().all(u8::is_ascii_hexdigit).then_some(place)
}

/// Replaces the digits in a header by zeros.
pub(super) fn clear(header: &mut [u8]) {
    if let Some(place) = place(header) {
        header[place].fill(b'0');
    }
}

/// A file whose bytes are digested as they are read or written.
pub(super) struct Digesting<T> {
    pub inner: T,
    pub digest: blake3::Hasher,
}

impl<T> Digesting<T> {
    pub fn new(inner: T) -> Self {
        Self { inner, digest: blake3::Hasher::new() }
    }

    /// The digest in hexadecimal digits.
    pub fn digits(&self) -> String {
        self.digest.finalize().to_hex().to_string()
    }
}

impl<T: io::Read> io::Read for Digesting<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.digest.update(&bytes[..count]);
        Ok(count)
    }
}

impl<T: io::Write> io::Write for Digesting<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.digest.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
