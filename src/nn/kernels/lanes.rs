//! Registers of floats for each instruction set, and the choice between instruction sets at run time.
//!
//! Kernels are written once over [`Lanes`] and compiled for each instruction set.

use std::sync::OnceLock;

use thiserror::Error;

use super::portable::Portable;

/// The instruction set that the kernels use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Simd {
    /// 16 floats a register, fused multiply-add.
    Avx512,
    /// 8 floats a register, fused multiply-add.
    Avx2,
    /// 4 floats at a time, for any processor: NEON on 64-bit ARM, plain Rust elsewhere.
    Portable,
}

impl Simd {
    /// Its name in the environment variable `BIGODE_SIMD` and in the output of `bigode bench`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Avx512 => "avx512",
            Self::Avx2 => "avx2",
            Self::Portable => "portable",
        }
    }

    /// Whether this processor supports it.
    #[must_use]
    pub fn is_available(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => is_x86_feature_detected!("avx512f"),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx512 | Self::Avx2 => false,
            Self::Portable => true,
        }
    }

    /// The instruction sets that this processor supports, the fastest first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        [Self::Avx512, Self::Avx2, Self::Portable].into_iter().filter(|simd| simd.is_available()).collect()
    }

    /// The instruction set with this name, or the fastest one if `name` is empty.
    ///
    /// # Errors
    /// If this processor supports no instruction set of this name.
    pub fn named(name: &str) -> Result<Self, UnknownSimd> {
        let available = Self::available();
        let found = available.iter().copied().find(|simd| name.is_empty() || simd.name() == name);
        found.ok_or_else(|| {
            let available = available.into_iter().map(Self::name).collect();
            UnknownSimd { name: name.to_owned(), available }
        })
    }

    /// The instruction set in use: the one that the environment variable `BIGODE_SIMD` names, or the fastest one if it
    /// is unset or empty. Chosen once.
    ///
    /// # Errors
    /// If this processor supports no instruction set of this name.
    pub fn chosen() -> Result<Self, UnknownSimd> {
        static CHOSEN: OnceLock<Result<Simd, UnknownSimd>> = OnceLock::new();
        let choose = || Self::named(&std::env::var_os("BIGODE_SIMD").unwrap_or_default().to_string_lossy());
        CHOSEN.get_or_init(choose).clone()
    }
}

/// `BIGODE_SIMD` names no instruction set that this processor supports.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "BIGODE_SIMD is \"{name}\", which names no instruction set of this processor; use {}, or unset it for the fastest",
    available.join(" or ")
)]
pub struct UnknownSimd {
    /// The variable's value.
    pub name: String,
    /// The names of the instruction sets that the processor supports, the fastest first.
    pub available: Vec<&'static str>,
}

/// `N` floats in one register.
///
/// # Safety
/// Every function may be called only on a processor that supports the instructions, and pointers must be valid for the
/// floats that are read or written: one for `splat`, `N` for `load` and `store`, half as many for their halves. No alignment is required.
pub(super) trait Lanes: Copy {
    /// Floats in the register.
    const N: usize;
    unsafe fn zero() -> Self;
    unsafe fn splat(from: *const f32) -> Self;
    unsafe fn load(from: *const f32) -> Self;
    unsafe fn store(self, to: *mut f32);
    /// `self + a * b`
    unsafe fn fma(self, a: Self, b: Self) -> Self;
    /// The larger, or `other` where one is NaN.
    unsafe fn max(self, other: Self) -> Self;
    /// The smaller, or `other` where one is NaN.
    unsafe fn min(self, other: Self) -> Self;
    unsafe fn add(self, other: Self) -> Self;
    /// As `fma` in the lower half of the lanes; the others are unspecified. It may take half the time.
    #[inline(always)]
    unsafe fn fma_half(self, a: Self, b: Self) -> Self {
        // SAFETY: the caller upholds the trait's contract.
        unsafe { self.fma(a, b) }
    }
    /// Loads `N / 2` floats into the lower half of the lanes; the others are unspecified.
    #[inline(always)]
    unsafe fn load_half(from: *const f32) -> Self {
        let mut lanes = [0.0f32; 16];
        // SAFETY: the caller guarantees the floats and the instructions; no register is wider.
        unsafe {
            std::ptr::copy_nonoverlapping(from, lanes.as_mut_ptr(), Self::N / 2);
            Self::load(lanes.as_ptr())
        }
    }
    /// Stores the lower half of the lanes.
    #[inline(always)]
    unsafe fn store_half(self, to: *mut f32) {
        let mut lanes = [0.0f32; 16];
        // SAFETY: the caller guarantees the room and the instructions; no register is wider.
        unsafe {
            self.store(lanes.as_mut_ptr());
            std::ptr::copy_nonoverlapping(lanes.as_ptr(), to, Self::N / 2);
        }
    }
}

#[cfg(target_arch = "x86_64")]
macro_rules! x86_lanes {
    ($name:ident, $register:ty, $n:literal, $zero:ident, $splat:ident, $load:ident, $store:ident, $fma:ident, $max:ident, $min:ident, $add:ident, {$($halves:item)*}) => {
        #[derive(Clone, Copy)]
        pub(super) struct $name($register);

        // SAFETY: each body is the single instruction that it names; callers uphold the trait's contract.
        impl Lanes for $name {
            const N: usize = $n;
            #[inline(always)]
            unsafe fn zero() -> Self {
                // SAFETY: the caller upholds the trait's contract.
                Self(unsafe { x86::$zero() })
            }
            #[inline(always)]
            unsafe fn splat(from: *const f32) -> Self {
                // SAFETY: the caller upholds the trait's contract.
                Self(unsafe { x86::$splat(*from) })
            }
            #[inline(always)]
            unsafe fn load(from: *const f32) -> Self {
                // SAFETY: the caller upholds the trait's contract.
                Self(unsafe { x86::$load(from) })
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut f32) {
                // SAFETY: the caller upholds the trait's contract.
                unsafe { x86::$store(to, self.0) }
            }
            #[inline(always)]
            unsafe fn fma(self, a: Self, b: Self) -> Self {
                // SAFETY: the caller upholds the trait's contract.
                Self(unsafe { x86::$fma(a.0, b.0, self.0) })
            }
            #[inline(always)]
            unsafe fn max(self, other: Self) -> Self {
                // SAFETY: the caller upholds the trait's contract.
                Self(unsafe { x86::$max(self.0, other.0) })
            }
            #[inline(always)]
            unsafe fn min(self, other: Self) -> Self {
                // SAFETY: the caller upholds the trait's contract.
                Self(unsafe { x86::$min(self.0, other.0) })
            }
            #[inline(always)]
            unsafe fn add(self, other: Self) -> Self {
                // SAFETY: the caller upholds the trait's contract.
                Self(unsafe { x86::$add(self.0, other.0) })
            }
            $($halves)*
        }
    };
}

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64 as x86;
#[cfg(target_arch = "x86_64")]
x86_lanes!(
    Avx512,
    x86::__m512,
    16,
    _mm512_setzero_ps,
    _mm512_set1_ps,
    _mm512_loadu_ps,
    _mm512_storeu_ps,
    _mm512_fmadd_ps,
    _mm512_max_ps,
    _mm512_min_ps,
    _mm512_add_ps,
    {
        // Where a register of 16 floats is computed as two of 8, half of it takes half the time.
        #[inline(always)]
        unsafe fn fma_half(self, a: Self, b: Self) -> Self {
            // SAFETY: the caller upholds the trait's contract.
            unsafe {
                let sum = x86::_mm512_castps512_ps256(self.0);
                let (a, b) = (x86::_mm512_castps512_ps256(a.0), x86::_mm512_castps512_ps256(b.0));
                Self(x86::_mm512_castps256_ps512(x86::_mm256_fmadd_ps(a, b, sum)))
            }
        }
        #[inline(always)]
        unsafe fn load_half(from: *const f32) -> Self {
            // SAFETY: the caller upholds the trait's contract.
            Self(unsafe { x86::_mm512_castps256_ps512(x86::_mm256_loadu_ps(from)) })
        }
        #[inline(always)]
        unsafe fn store_half(self, to: *mut f32) {
            // SAFETY: the caller upholds the trait's contract.
            unsafe { x86::_mm256_storeu_ps(to, x86::_mm512_castps512_ps256(self.0)) }
        }
    }
);
#[cfg(target_arch = "x86_64")]
x86_lanes!(
    Avx2,
    x86::__m256,
    8,
    _mm256_setzero_ps,
    _mm256_set1_ps,
    _mm256_loadu_ps,
    _mm256_storeu_ps,
    _mm256_fmadd_ps,
    _mm256_max_ps,
    _mm256_min_ps,
    _mm256_add_ps,
    {}
);

/// Asks the memory for the cache line at `from`, which is soon read, into the second-level cache; any address may be given.
#[inline(always)]
pub(super) fn fetch(from: *const f32) {
    // SAFETY: a prefetch reads nothing that the program sees, no address faults, and every processor of this architecture has it.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        x86::_mm_prefetch::<{ x86::_MM_HINT_T1 }>(from.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = from;
}

/// What a product applies to its sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clamp {
    /// Nothing.
    #[default]
    None,
    /// Negative values become 0.
    Relu,
    /// Negative values become 0, values above 6 become 6.
    Relu6,
}

impl Clamp {
    /// As [`Clamp::apply`], of one value.
    #[inline(always)]
    pub(super) fn of(self, value: f32) -> f32 {
        match self {
            Self::Relu | Self::Relu6 if value < 0.0 => 0.0,
            Self::Relu6 if value > 6.0 => 6.0,
            _ => value,
        }
    }

    /// NaN stays NaN.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`.
    #[inline(always)]
    pub(super) unsafe fn apply<L: Lanes>(self, value: L) -> L {
        // SAFETY: the caller guarantees the instructions; `splat` reads one float.
        unsafe {
            match self {
                Self::None => value,
                Self::Relu => L::zero().max(value),
                Self::Relu6 => L::splat(&raw const SIX).min(L::zero().max(value)),
            }
        }
    }
}

static SIX: f32 = 6.0;

/// A kernel that is compiled once for each instruction set.
pub(super) trait Kernel {
    type Output;
    /// Runs the kernel. Implementations are `#[inline(always)]`, so that they are compiled with the instructions of
    /// `L`.
    ///
    /// # Safety
    /// The processor supports the instructions of `L`.
    unsafe fn run<L: Lanes>(self) -> Self::Output;
}

/// Runs `kernel` with the instructions of `simd`, or the portable ones where the processor does not support them.
pub(super) fn dispatch<K: Kernel>(simd: Simd, kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f")]
        unsafe fn avx512<K: Kernel>(kernel: K) -> K::Output {
            // SAFETY: the caller has checked that the processor supports the instructions.
            unsafe { kernel.run::<Avx512>() }
        }
        #[target_feature(enable = "avx2,fma")]
        unsafe fn avx2<K: Kernel>(kernel: K) -> K::Output {
            // SAFETY: the caller has checked that the processor supports the instructions.
            unsafe { kernel.run::<Avx2>() }
        }
        match simd {
            // SAFETY: the guard has checked that the processor supports the instructions.
            Simd::Avx512 if simd.is_available() => return unsafe { avx512(kernel) },
            // SAFETY: the guard has checked that the processor supports the instructions.
            Simd::Avx2 if simd.is_available() => return unsafe { avx2(kernel) },
            _ => {}
        }
    }
    let _ = simd;
    // SAFETY: the portable lanes need no particular instructions.
    unsafe { kernel.run::<Portable>() }
}
