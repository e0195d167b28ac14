//! The threads, the instruction set and the reusable memory of all operations.
//!
//! Where the system has no memory left, these functions unwind with an [`OutOfMemory`](crate::memory::OutOfMemory), which
//! the network's methods catch.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use rayon::ThreadPool;
use rayon::iter::{IndexedParallelIterator, MaxLen};

use super::error::NetworkError;
use super::kernels::{AlignedFloats, Simd};
use super::reuse::FreeList;
pub use super::reuse::{Buffer, Matrix};

/// Threads, instruction set and reusable memory. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    pool: Arc<ThreadPool>,
    free: FreeList<Vec<f32>>,
    free_matrices: FreeList<AlignedFloats>,
    /// The instruction set of the kernels.
    pub simd: Simd,
}

impl Context {
    /// The process's pool of `threads` threads, with memory of its own.
    ///
    /// # Errors
    /// If the system provides no threads.
    pub fn new(threads: usize, simd: Simd) -> Result<Self, NetworkError> {
        Ok(Self {
            pool: shared_pool(threads.max(1))?,
            free: FreeList::default(),
            free_matrices: FreeList::default(),
            simd,
        })
    }

    /// The number of threads.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// Runs `work` on the pool's threads.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// Memory for `len` floats with unspecified values, all of which the caller overwrites.
    #[must_use]
    pub fn buffer(&self, len: usize) -> Buffer {
        Buffer::of(&self.free, len)
    }

    /// A matrix whose elements have unspecified values, all of which the caller overwrites; its padding is zero.
    #[must_use]
    pub fn matrix(&self, depth: usize, columns: usize) -> Matrix {
        Matrix::of(&self.free_matrices, self.simd, depth, columns)
    }

    /// A buffer that returns the memory of `data` to this context when it is dropped.
    #[must_use]
    pub fn adopt(&self, data: Vec<f32>) -> Buffer {
        Buffer::adopt(&self.free, data)
    }
}

/// The pool that all networks with so many threads share, as long as one of them is left: more threads than processors
/// would only wait for each other.
fn shared_pool(threads: usize) -> Result<Arc<ThreadPool>, NetworkError> {
    static POOLS: Mutex<BTreeMap<usize, Weak<ThreadPool>>> = Mutex::new(BTreeMap::new());
    let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(pool) = pools.get(&threads).and_then(Weak::upgrade) {
        return Ok(pool);
    }
    let pool = Arc::new(new_pool(threads)?);
    pools.insert(threads, Arc::downgrade(&pool));
    Ok(pool)
}

/// Named threads at the lowest priority, so that other programs stay responsive.
fn new_pool(threads: usize) -> Result<ThreadPool, NetworkError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|i| format!("network-{i}"))
        .start_handler(|_| {
            // Where the system refuses, the thread keeps its priority, which does no harm.
            let _ = thread_priority::set_current_thread_priority(thread_priority::ThreadPriority::Min);
        })
        .build()
        .map_err(|problem| NetworkError::Threads { reason: problem.to_string() })
}

/// Pieces of work that idle threads take over one at a time.
pub trait OneByOne: IndexedParallelIterator {
    /// Rayon by itself leaves several to a thread that no other can take any more, so that threads wait for the slowest.
    fn one_by_one(self) -> MaxLen<Self> {
        self.with_max_len(1)
    }
}

impl<Pieces: IndexedParallelIterator> OneByOne for Pieces {}

/// Calls `work` with `len` floats of the current thread's scratch memory, with unspecified values. Calls may nest.
pub fn with_scratch<T>(len: usize, work: impl FnOnce(&mut [f32]) -> T) -> T {
    thread_local! {
        static SCRATCH: RefCell<Vec<AlignedFloats>> = const { RefCell::new(Vec::new()) };
    }
    let mut data = SCRATCH.with_borrow_mut(Vec::pop).unwrap_or_default();
    if data.len() < len {
        data = AlignedFloats::zeros(len);
    }
    let result = work(&mut data[..len]);
    SCRATCH.with_borrow_mut(|free| free.push(data));
    result
}

/// Cuts `data` into consecutive pieces of these lengths.
pub fn pieces<T>(mut data: &mut [T], lengths: impl IntoIterator<Item = usize>) -> Vec<&mut [T]> {
    lengths
        .into_iter()
        .map(|len| {
            let (piece, rest) = std::mem::take(&mut data).split_at_mut(len);
            data = rest;
            piece
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;
    use crate::memory::caught;

    #[test]
    fn networks_with_equally_many_threads_share_a_pool() {
        let context = |threads| Context::new(threads, Simd::available()[0]).expect("threads");
        let (first, second) = (context(3), context(3));
        assert!(Arc::ptr_eq(&first.pool, &second.pool));
        assert_eq!((first.threads(), context(1).threads()), (3, 1));
    }

    #[test]
    fn memory_that_is_missing_is_caught_from_any_thread() {
        let context = Context::new(2, Simd::available()[0]).expect("threads");
        let most = isize::MAX as usize / 8;
        let buffer = caught(|| context.buffer(most).len());
        assert_eq!(buffer.map_err(|error| error.bytes), Err(4 * most));
        let scratch = caught(|| {
            context.run(|| (0..8).into_par_iter().for_each(|_| with_scratch(most, |_| unreachable!("there is none"))));
        });
        assert!(scratch.is_err());
        assert_eq!(context.run(|| context.buffer(3).len()), 3, "the pool goes on");
    }
}
