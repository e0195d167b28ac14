//! The threads, the instruction set and the reusable memory of all operations.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::ThreadPool;

use super::error::NetworkError;
use super::kernels::{AlignedFloats, Simd};

/// Threads, instruction set and reusable memory. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    pool: Arc<ThreadPool>,
    free: FreeList,
    /// The instruction set of the kernels.
    pub simd: Simd,
}

type FreeList = Arc<Mutex<Vec<Vec<f32>>>>;

impl Context {
    /// A pool of `threads` named threads at the lowest priority, so that other programs stay responsive.
    ///
    /// # Errors
    /// If the system provides no threads.
    pub fn new(threads: usize, simd: Simd) -> Result<Self, NetworkError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(|i| format!("network-{i}"))
            .start_handler(|_| {
                // Where the system refuses, the thread keeps its priority, which does no harm.
                let _ = thread_priority::set_current_thread_priority(thread_priority::ThreadPriority::Min);
            })
            .build()
            .map_err(|problem| NetworkError::Threads { reason: problem.to_string() })?;
        Ok(Self { pool: Arc::new(pool), free: FreeList::default(), simd })
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
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |v: &Vec<f32>| v.capacity() >= len && v.capacity() <= 2 * len + 4096;
        let best = (0..free.len()).filter(|&i| fits(&free[i])).min_by_key(|&i| free[i].capacity());
        let mut data = best.map_or_else(Vec::new, |i| free.swap_remove(i));
        drop(free);
        data.resize(len, 0.0);
        Buffer { data, home: self.free.clone() }
    }

    /// A buffer that returns the memory of `data` to this context when it is dropped.
    #[must_use]
    pub fn adopt(&self, data: Vec<f32>) -> Buffer {
        Buffer { data, home: self.free.clone() }
    }
}

/// Floats whose memory returns to its [`Context`] when dropped.
#[derive(Debug)]
pub struct Buffer {
    data: Vec<f32>,
    home: FreeList,
}

impl Buffer {
    /// The floats, whose memory does not return to the context.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<f32> {
        std::mem::take(&mut self.data)
    }
}

impl Deref for Buffer {
    type Target = [f32];
    fn deref(&self) -> &[f32] {
        &self.data
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.data
    }
}

/// Most vectors kept for reuse; more than a training step uses at once would waste memory.
const KEPT: usize = 32;

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.data.capacity() > 0 {
            let mut free = self.home.lock().unwrap_or_else(PoisonError::into_inner);
            if free.len() >= KEPT {
                free.remove(0);
            }
            free.push(std::mem::take(&mut self.data));
        }
    }
}

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
