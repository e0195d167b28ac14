//! Memory that is kept for reuse: new memory would first be filled with zeros, on one thread.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use super::kernels::{AlignedFloats, PackedMatrix, Simd};
use crate::memory::{or_unwind, resized};

/// Memory for reuse.
#[derive(Debug)]
pub struct FreeList<T>(Arc<Mutex<Vec<T>>>);

/// Memory that holds so many floats.
pub trait Memory {
    /// Floats that it holds.
    fn capacity(&self) -> usize;
}

impl Memory for Vec<f32> {
    fn capacity(&self) -> usize {
        self.capacity()
    }
}

impl Memory for AlignedFloats {
    fn capacity(&self) -> usize {
        self.capacity()
    }
}

impl<T> Clone for FreeList<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for FreeList<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

/// Most pieces of memory kept for reuse: as many as a training step of a deep network uses at once.
const KEPT: usize = 128;

impl<T: Memory> FreeList<T> {
    /// The smallest memory for `len` floats that is not far larger.
    fn take(&self, len: usize) -> Option<T> {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |memory: &T| memory.capacity() >= len && memory.capacity() <= 2 * len + 4096;
        let best = (0..free.len()).filter(|&i| fits(&free[i])).min_by_key(|&i| free[i].capacity());
        best.map(|i| free.swap_remove(i))
    }

    fn give(&self, memory: T) {
        if memory.capacity() > 0 {
            let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if free.len() >= KEPT {
                free.remove(0);
            }
            free.push(memory);
        }
    }
}

/// Floats whose memory returns to its [`Context`](super::context::Context) when dropped.
#[derive(Debug)]
pub struct Buffer {
    /// At least `len` floats.
    data: Vec<f32>,
    len: usize,
    home: FreeList<Vec<f32>>,
}

impl Buffer {
    /// Memory for `len` floats with unspecified values. Unwinds with an [`OutOfMemory`](crate::memory::OutOfMemory) if there is none.
    pub fn of(free: &FreeList<Vec<f32>>, len: usize) -> Self {
        let data = free.take(len).unwrap_or_default();
        // Only what is new is filled with zeros: values of an earlier use may stay.
        let data = if data.len() < len { or_unwind(resized(data, len)) } else { data };
        Self { data, len, home: free.clone() }
    }

    /// These floats, whose memory is free afterwards.
    pub fn adopt(free: &FreeList<Vec<f32>>, data: Vec<f32>) -> Self {
        Self { len: data.len(), data, home: free.clone() }
    }

    /// The floats, whose memory does not return to the context.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<f32> {
        let mut data = std::mem::take(&mut self.data);
        data.truncate(self.len);
        data
    }
}

impl Deref for Buffer {
    type Target = [f32];
    fn deref(&self) -> &[f32] {
        &self.data[..self.len]
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.data[..self.len]
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.home.give(std::mem::take(&mut self.data));
    }
}

/// A matrix whose memory returns to its [`Context`](super::context::Context) when dropped.
#[derive(Debug)]
pub struct Matrix {
    matrix: PackedMatrix,
    home: FreeList<AlignedFloats>,
}

impl Matrix {
    /// A `depth` x `columns` matrix with unspecified values and a padding of zeros. Unwinds as [`Buffer::of`].
    pub fn of(free: &FreeList<AlignedFloats>, simd: Simd, depth: usize, columns: usize) -> Self {
        let memory = free.take(PackedMatrix::len_for(simd, depth, columns)).unwrap_or_default();
        Self { matrix: PackedMatrix::reusing(memory, simd, depth, columns), home: free.clone() }
    }
}

impl Deref for Matrix {
    type Target = PackedMatrix;
    fn deref(&self) -> &PackedMatrix {
        &self.matrix
    }
}

impl DerefMut for Matrix {
    fn deref_mut(&mut self) -> &mut PackedMatrix {
        &mut self.matrix
    }
}

impl Drop for Matrix {
    fn drop(&mut self) {
        self.home.give(self.matrix.take_memory());
    }
}
