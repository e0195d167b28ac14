//! Adam (Kingma and Ba 2014) in the form of Keras 3, `keras/src/optimizers/adam.py`.

use super::flushed;

/// `rate * sqrt(1 - beta_2^t) / (1 - beta_1^t)` for step t = `iteration` + 1
#[inline]
pub fn corrected_rate(rate: f32, beta_1: f32, beta_2: f32, iteration: u64) -> f32 {
    let step = (iteration + 1) as f32;
    rate * (1.0 - beta_2.powf(step)).sqrt() / (1.0 - beta_1.powf(step))
}

/// `m += (g - m) (1 - beta_1); v += (g² - v) (1 - beta_2); w -= rate m / (sqrt(v) + epsilon)`
#[inline]
pub fn step(
    w: &mut [f32],
    g: &[f32],
    (m, v): (&mut [f32], &mut [f32]),
    rate: f32,
    (beta_1, beta_2): (f32, f32),
    epsilon: f32,
) {
    let (rest_1, rest_2) = (1.0 - beta_1, 1.0 - beta_2);
    for (((w, g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
        *m = flushed(*m + (g - *m) * rest_1);
        *v = flushed(*v + (g * g - *v) * rest_2);
        *w -= rate * *m / (v.sqrt() + epsilon);
    }
}
