//! What a camera does to a picture: too little light, haze, noise.

use super::sampler::Sampler;

/// Darkens, fades and roughens the bytes of some drawings, alike for both animals.
pub fn expose(rgb: &mut [u8], sampler: &mut Sampler) {
    let light = if sampler.chance(0.12) { sampler.between(0.35, 0.6) } else { sampler.between(0.8, 0.94) };
    let haze = if sampler.chance(0.12) { sampler.between(0.25, 0.5) } else { 0.0 };
    let noise = if sampler.chance(0.12) { sampler.between(8.0, 20.0) } else { 0.0 };
    for level in rgb {
        let clear = f32::from(*level) * light;
        *level = (clear * (1.0 - haze) + 190.0 * light * haze + sampler.about_zero(noise)).round() as u8;
    }
}
