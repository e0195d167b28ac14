//! RMSprop in the form of Keras 3, `keras/src/optimizers/rmsprop.py`: steps divided by the root of a moving mean of
//! squared gradients.

use super::flushed;

/// `v = rho v + (1 - rho) g²; w -= rate g / sqrt(v + epsilon)`
#[inline]
pub fn plain(w: &mut [f32], g: &[f32], v: &mut [f32], rate: f32, rho: f32, epsilon: f32) {
    let rest = 1.0 - rho;
    for ((w, g), v) in w.iter_mut().zip(g).zip(v) {
        *v = flushed(rho * *v + rest * (g * g));
        *w -= rate * g / (*v + epsilon).sqrt();
    }
}

/// As [`plain`], but `w -= m`, where `m = momentum m + the step`
#[inline]
pub fn momentum(
    w: &mut [f32],
    g: &[f32],
    (v, m): (&mut [f32], &mut [f32]),
    rate: f32,
    rho: f32,
    momentum: f32,
    epsilon: f32,
) {
    let rest = 1.0 - rho;
    for (((w, g), v), m) in w.iter_mut().zip(g).zip(v).zip(m) {
        *v = flushed(rho * *v + rest * (g * g));
        *m = flushed(momentum * *m + rate * g / (*v + epsilon).sqrt());
        *w -= *m;
    }
}
