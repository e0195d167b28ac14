//! Floats aligned to cache lines.

use std::ops::{Deref, DerefMut};
use std::slice;

use crate::memory::{OutOfMemory, or_unwind, zeros};

/// Floats in a cache line.
pub(super) const LINE: usize = 16;

#[derive(Debug, Clone, Copy, Default)]
#[repr(C, align(64))]
struct Line([f32; LINE]);

/// Floats that begin at a cache line, so that no load of a whole register straddles two lines.
#[derive(Debug, Clone, Default)]
pub struct AlignedFloats {
    lines: Vec<Line>,
    len: usize,
}

impl AlignedFloats {
    /// `len` zeros. Unwinds with an [`OutOfMemory`] if there is no memory for them.
    #[must_use]
    pub fn zeros(len: usize) -> Self {
        or_unwind(Self::try_zeros(len))
    }

    /// `len` zeros.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub fn try_zeros(len: usize) -> Result<Self, OutOfMemory> {
        Ok(Self { lines: zeros(len.div_ceil(LINE))?, len })
    }

    /// A copy of `floats`.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn copy_of(floats: &[f32]) -> Result<Self, OutOfMemory> {
        let mut copy = Self::try_zeros(floats.len())?;
        copy.copy_from_slice(floats);
        Ok(copy)
    }

    /// Its memory for `len` floats with unspecified values, or other memory where it is not enough.
    #[must_use]
    pub fn reused(self, len: usize) -> Self {
        if self.capacity() < len { Self::zeros(len) } else { Self { lines: self.lines, len } }
    }

    /// Floats that its memory holds.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.lines.len() * LINE
    }
}

impl Deref for AlignedFloats {
    type Target = [f32];
    fn deref(&self) -> &[f32] {
        // SAFETY: `lines` consists of at least `len` initialised floats.
        unsafe { slice::from_raw_parts(self.lines.as_ptr().cast(), self.len) }
    }
}

impl DerefMut for AlignedFloats {
    fn deref_mut(&mut self) -> &mut [f32] {
        // SAFETY: `lines` consists of at least `len` initialised floats and is borrowed mutably.
        unsafe { slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.len) }
    }
}
