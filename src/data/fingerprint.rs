//! A digest by which photographs, or what was made of them, are recognised.

use super::Stamp;

/// Digests one part after another; equal parts in equal order give equal digests.
///
/// Cache files, kept predictions and checkpoints hold such digests: another encoding of the parts would invalidate them.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint(blake3::Hasher);

impl Fingerprint {
    /// Adds a text with its length before it, so that no two lists of texts run together into one.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.number(text.len() as u64).bytes(text.as_bytes())
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    /// Adds a file's size and time of change.
    pub fn stamp(&mut self, stamp: Stamp) -> &mut Self {
        self.number(stamp.size_bytes).bytes(&stamp.modified_ns.to_le_bytes())
    }

    /// Adds bytes as they are; where their number varies, the caller separates them.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(bytes);
        self
    }

    /// The digest of all parts.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.0.finalize().into()
    }

    /// [`Self::digest`] in hexadecimal.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}
