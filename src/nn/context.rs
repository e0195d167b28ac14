//! What every operation works with: the threads, the instruction set and the memory of the last step.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::ThreadPool;

use super::error::NetworkError;
use super::kernels::{Floats, Simd};

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
    /// A pool of `threads` named threads at the lowest priority, so that whatever else the computer does stays smooth.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(threads: usize, simd: Simd) -> Result<Self, NetworkError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(|i| format!("network-{i}"))
            .start_handler(|_| {
                // A system that refuses leaves the thread as it is, which is no harm.
                let _ = thread_priority::set_current_thread_priority(thread_priority::ThreadPriority::Min);
                dfdx::flush_denormals_to_zero();
            })
            .build()
            .map_err(|problem| NetworkError::Threads(problem.to_string()))?;
        Ok(Self { pool: Arc::new(pool), free: FreeList::default(), simd })
    }

    /// How many threads work.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// Runs `work` on the pool's threads.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// Memory for `len` floats with anything in it: whoever takes it writes all of it.
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

    /// Takes memory in, to be given out again later.
    #[must_use]
    pub fn adopt(&self, data: Vec<f32>) -> Buffer {
        Buffer { data, home: self.free.clone() }
    }
}

/// Floats whose memory goes back to its [`Context`] when dropped.
#[derive(Debug)]
pub struct Buffer {
    data: Vec<f32>,
    home: FreeList,
}

impl Buffer {
    /// The floats, kept from going back.
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

/// Vectors kept for reuse; more than a step needs at once would only hold memory.
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

/// Calls `work` with `len` floats that belong to the current thread, with anything in them. Calls nest.
pub fn with_scratch<T>(len: usize, work: impl FnOnce(&mut [f32]) -> T) -> T {
    thread_local! {
        static SCRATCH: RefCell<Vec<Floats>> = const { RefCell::new(Vec::new()) };
    }
    let mut data = SCRATCH.with_borrow_mut(Vec::pop).unwrap_or_default();
    if data.len() < len {
        data = Floats::zeros(len);
    }
    let result = work(&mut data[..len]);
    SCRATCH.with_borrow_mut(|free| free.push(data));
    result
}

/// Cuts `data` into consecutive pieces of the given lengths.
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
