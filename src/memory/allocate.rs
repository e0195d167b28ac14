//! Allocations that can fail.
//!
//! Where the standard library finds no memory it aborts the process, with everything that a window holds. These
//! functions return an error instead, or unwind with one where an operation deep inside a network returns no `Result`.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use thiserror::Error;

use super::size;
use crate::text::Localized;

/// The system provides no more memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the system has no {} of memory left; close other programs, or choose smaller pictures, layers or batches",
    size(*bytes as u64)
)]
pub struct OutOfMemory {
    /// What was asked for.
    pub bytes: usize,
}

impl Localized for OutOfMemory {
    fn portuguese(&self) -> String {
        format!(
            "o sistema não tem mais {} de memória; feche outros programas, ou escolha imagens, camadas ou lotes menores",
            size(self.bytes as u64).replace('.', ",")
        )
    }
}

/// An empty vector with room for `len` elements.
///
/// # Errors
/// If there is no memory for them.
pub fn with_capacity<T>(len: usize) -> Result<Vec<T>, OutOfMemory> {
    let mut values = Vec::new();
    reserve(&mut values, len)?;
    Ok(values)
}

/// `len` default values, such as zeros.
///
/// # Errors
/// If there is no memory for them.
pub fn zeros<T: Clone + Default>(len: usize) -> Result<Vec<T>, OutOfMemory> {
    resized(Vec::new(), len)
}

/// `values` shortened to `len` elements, or extended to them by default values.
///
/// # Errors
/// If there is no memory for more.
pub fn resized<T: Clone + Default>(mut values: Vec<T>, len: usize) -> Result<Vec<T>, OutOfMemory> {
    let more = len.saturating_sub(values.len());
    reserve(&mut values, more)?;
    values.resize(len, T::default());
    Ok(values)
}

/// `len` copies of a value.
///
/// # Errors
/// If there is no memory for them.
pub fn filled<T: Clone>(len: usize, value: T) -> Result<Vec<T>, OutOfMemory> {
    let mut values = with_capacity(len)?;
    values.resize(len, value);
    Ok(values)
}

/// The values of an iterator, of which there are `len` at most.
///
/// # Errors
/// If there is no memory for `len` values.
pub fn collected<T>(len: usize, values: impl IntoIterator<Item = T>) -> Result<Vec<T>, OutOfMemory> {
    let mut all = with_capacity(len)?;
    all.extend(values.into_iter().take(len));
    Ok(all)
}

/// Whether a library that knows no errors of this kind will find `bytes` of memory, unless another thread is faster.
///
/// # Errors
/// If it will not.
pub fn ensure_available(bytes: usize) -> Result<(), OutOfMemory> {
    with_capacity::<u8>(bytes).map(drop)
}

fn reserve<T>(values: &mut Vec<T>, more: usize) -> Result<(), OutOfMemory> {
    let bytes = more.saturating_mul(size_of::<T>());
    values.try_reserve_exact(more).map_err(|_| OutOfMemory { bytes })
}

/// The value, or unwinding to the next [`caught`] without a word on standard error.
pub fn or_unwind<T>(result: Result<T, OutOfMemory>) -> T {
    result.unwrap_or_else(|error| resume_unwind(Box::new(error)))
}

/// Runs `work`. Other panics pass through.
///
/// # Errors
/// If [`or_unwind`] ended it.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, OutOfMemory> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| match panic.downcast::<OutOfMemory>() {
        Ok(error) => *error,
        Err(other) => resume_unwind(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More than any address space, in `f32`s.
    const TOO_MANY: usize = 1 << 61;

    #[test]
    fn an_allocation_that_fails_is_an_error_with_its_size() {
        assert_eq!(zeros::<f32>(3), Ok(vec![0.0; 3]));
        assert_eq!(resized(vec![1_u8, 2, 3], 2), Ok(vec![1, 2]));
        assert_eq!(resized(vec![1_u8, 2], 4), Ok(vec![1, 2, 0, 0]));
        assert_eq!(zeros::<f32>(TOO_MANY), Err(OutOfMemory { bytes: TOO_MANY * 4 }));
        assert_eq!(with_capacity::<f32>(usize::MAX), Err(OutOfMemory { bytes: usize::MAX }));
        assert_eq!(resized(vec![0_u8; 2], usize::MAX), Err(OutOfMemory { bytes: usize::MAX - 2 }));
        assert_eq!(filled(3, 7_u8), Ok(vec![7; 3]));
        assert_eq!(filled(TOO_MANY, 7.0_f32), Err(OutOfMemory { bytes: TOO_MANY * 4 }));
        assert_eq!(collected(3, 0_u8..), Ok(vec![0, 1, 2]));
        assert_eq!(collected(TOO_MANY, 0_u32..2), Err(OutOfMemory { bytes: TOO_MANY * 4 }));
        assert_eq!(ensure_available(3), Ok(()));
        assert_eq!(ensure_available(usize::MAX), Err(OutOfMemory { bytes: usize::MAX }));
    }

    #[test]
    fn only_missing_memory_is_caught() {
        assert_eq!(caught(|| or_unwind(zeros::<u8>(2))), Ok(vec![0, 0]));
        assert_eq!(caught(|| or_unwind(zeros::<u8>(usize::MAX)).len()), Err(OutOfMemory { bytes: usize::MAX }));
        let panic = catch_unwind(|| caught(|| resume_unwind(Box::new("another panic"))));
        let panic = panic.expect_err("it passes through");
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"another panic"));
    }
}
