//! A register of floats, three ways.
//!
//! Kernels are written once over [`Lanes`] and compiled for each instruction set.

use std::sync::OnceLock;

/// The instruction set that the kernels use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Simd {
    /// 16 floats a register, fused multiply-add.
    Avx512,
    /// 8 floats a register, fused multiply-add.
    Avx2,
    /// Plain Rust, 4 floats at a time, for every processor.
    Portable,
}

impl Simd {
    /// Its name, as the environment variable `BIGODE_SIMD` and `bigode bench` spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Avx512 => "avx512",
            Self::Avx2 => "avx2",
            Self::Portable => "portable",
        }
    }

    /// Whether this processor has it.
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

    /// The instruction sets that this processor has, the best first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        [Self::Avx512, Self::Avx2, Self::Portable].into_iter().filter(|simd| simd.is_available()).collect()
    }

    /// The set in use: the best one, or the one that `BIGODE_SIMD` names if the processor has it. Chosen once.
    #[must_use]
    pub fn chosen() -> Self {
        static CHOSEN: OnceLock<Simd> = OnceLock::new();
        *CHOSEN.get_or_init(|| {
            let available = Self::available();
            let wanted = std::env::var("BIGODE_SIMD").unwrap_or_default();
            available.iter().copied().find(|simd| simd.name() == wanted).unwrap_or(available[0])
        })
    }
}

/// `N` floats in one register.
///
/// # Safety
/// Every function may be called only where the processor has the instructions, and pointers must be valid for the
/// floats that are read or written: one for `splat`, `N` for `load` and `store`. No alignment is asked for.
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
}

#[cfg(target_arch = "x86_64")]
macro_rules! x86_lanes {
    ($name:ident, $register:ty, $n:literal, $zero:ident, $splat:ident, $load:ident, $store:ident, $fma:ident, $max:ident) => {
        #[derive(Clone, Copy)]
        pub(super) struct $name($register);

        // SAFETY: the trait's contract hands the duty to the caller; each body is the one instruction it names.
        impl Lanes for $name {
            const N: usize = $n;
            #[inline(always)]
            unsafe fn zero() -> Self {
                // SAFETY: as the trait asks.
                Self(unsafe { x86::$zero() })
            }
            #[inline(always)]
            unsafe fn splat(from: *const f32) -> Self {
                // SAFETY: as the trait asks.
                Self(unsafe { x86::$splat(*from) })
            }
            #[inline(always)]
            unsafe fn load(from: *const f32) -> Self {
                // SAFETY: as the trait asks.
                Self(unsafe { x86::$load(from) })
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut f32) {
                // SAFETY: as the trait asks.
                unsafe { x86::$store(to, self.0) }
            }
            #[inline(always)]
            unsafe fn fma(self, a: Self, b: Self) -> Self {
                // SAFETY: as the trait asks.
                Self(unsafe { x86::$fma(a.0, b.0, self.0) })
            }
            #[inline(always)]
            unsafe fn max(self, other: Self) -> Self {
                // SAFETY: as the trait asks.
                Self(unsafe { x86::$max(self.0, other.0) })
            }
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
    _mm512_max_ps
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
    _mm256_max_ps
);

/// Four floats that the compiler keeps in whatever the processor has.
#[derive(Clone, Copy)]
pub(super) struct Portable([f32; 4]);

impl Lanes for Portable {
    const N: usize = 4;
    #[inline(always)]
    unsafe fn zero() -> Self {
        Self([0.0; 4])
    }
    #[inline(always)]
    unsafe fn splat(from: *const f32) -> Self {
        // SAFETY: as the trait asks.
        Self([unsafe { *from }; 4])
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: as the trait asks.
        Self(unsafe { from.cast::<[f32; 4]>().read_unaligned() })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: as the trait asks.
        unsafe { to.cast::<[f32; 4]>().write_unaligned(self.0) }
    }
    #[inline(always)]
    unsafe fn fma(self, a: Self, b: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] + a.0[i] * b.0[i]))
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| if self.0[i] > other.0[i] { self.0[i] } else { other.0[i] }))
    }
}

/// Work that is compiled once for each instruction set.
pub(super) trait Kernel {
    type Output;
    /// Does the work. Implementations are `#[inline(always)]`, so that the instructions of `L` are at hand.
    ///
    /// # Safety
    /// The processor has the instructions of `L`.
    unsafe fn run<L: Lanes>(self) -> Self::Output;
}

/// Runs `kernel` with the instructions of `simd`.
pub(super) fn launch<K: Kernel>(simd: Simd, kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f")]
        unsafe fn avx512<K: Kernel>(kernel: K) -> K::Output {
            // SAFETY: this function's own contract.
            unsafe { kernel.run::<Avx512>() }
        }
        #[target_feature(enable = "avx2,fma")]
        unsafe fn avx2<K: Kernel>(kernel: K) -> K::Output {
            // SAFETY: this function's own contract.
            unsafe { kernel.run::<Avx2>() }
        }
        match simd {
            // SAFETY: the processor was asked.
            Simd::Avx512 if simd.is_available() => return unsafe { avx512(kernel) },
            // SAFETY: the processor was asked.
            Simd::Avx2 if simd.is_available() => return unsafe { avx2(kernel) },
            _ => {}
        }
    }
    let _ = simd;
    // SAFETY: plain Rust runs everywhere.
    unsafe { kernel.run::<Portable>() }
}
