//! Stochastic gradient descent in the form of Keras 3, `keras/src/optimizers/sgd.py`.

use super::flushed;

/// `w -= rate g`
#[inline]
pub fn plain(w: &mut [f32], g: &[f32], rate: f32) {
    for (w, g) in w.iter_mut().zip(g) {
        *w -= rate * g;
    }
}

/// `v = m v - rate g; w += v`
#[inline]
pub fn momentum(w: &mut [f32], g: &[f32], v: &mut [f32], rate: f32, m: f32) {
    for ((w, g), v) in w.iter_mut().zip(g).zip(v) {
        *v = flushed(m * *v - rate * g);
        *w += *v;
    }
}

/// `v = m v - rate g; w += m v - rate g`, with the new v
#[inline]
pub fn nesterov(w: &mut [f32], g: &[f32], v: &mut [f32], rate: f32, m: f32) {
    for ((w, g), v) in w.iter_mut().zip(g).zip(v) {
        *v = flushed(m * *v - rate * g);
        *w += m * *v - rate * g;
    }
}
