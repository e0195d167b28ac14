//! Weighted sums of rows.

use super::lanes::{Kernel, Lanes, Simd, dispatch};

/// `to[i] = sum over the parts of weight * part[i]`, in their order.
///
/// # Panics
/// If a part is not as long as `to`.
pub fn combination(simd: Simd, parts: &[(f32, &[f32])], to: &mut [f32]) {
    assert!(parts.iter().all(|(_, part)| part.len() == to.len()), "parts of one length");
    dispatch(simd, Combination { parts, to });
}

struct Combination<'a> {
    parts: &'a [(f32, &'a [f32])],
    to: &'a mut [f32],
}

impl Kernel for Combination<'_> {
    type Output = ();
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        let Self { parts, to } = self;
        let whole = to.len() / L::N * L::N;
        for at in (0..whole).step_by(L::N) {
            // SAFETY: a register at `at` lies inside `to` and each part, which are equally long; the caller guarantees that the
            // processor supports `L`.
            unsafe {
                let mut sum = L::zero();
                for (weight, part) in parts {
                    sum = sum.fma(L::splat(weight), L::load(part.as_ptr().add(at)));
                }
                sum.store(to.as_mut_ptr().add(at));
            }
        }
        for (at, to) in to.iter_mut().enumerate().skip(whole) {
            *to = parts.iter().map(|(weight, part)| weight * part[at]).sum();
        }
    }
}
