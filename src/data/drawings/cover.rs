//! What hides a part of the face, as in real photographs: a hat over the ears, dark glasses, a ball or a cloth in front.

use super::canvas::{At, Canvas, bent_polygon, blob, ellipse, line};
use super::colour::{COLLARS, CREAM, Colour, INK, WHITE};
use super::face::Pose;
use super::sampler::Sampler;

/// Paints, in most drawings, nothing; else one thing in front of the face, alike for both animals.
pub fn paint(canvas: &mut Canvas, pose: &Pose, sampler: &mut Sampler) {
    let colour = sampler.pick(&COLLARS).varied(sampler);
    if !sampler.chance(0.22) {
        return;
    }
    match sampler.count(0, 5) {
        0 | 1 => hat(canvas, pose, colour, sampler),
        2 => glasses(canvas, pose, sampler),
        3 => ball(canvas, colour, sampler),
        _ => cloth(canvas, colour, sampler),
    }
}

/// A knitted hat over ears and forehead.
fn hat(canvas: &mut Canvas, pose: &Pose, colour: Colour, sampler: &mut Sampler) {
    let (rim, height) = (sampler.between(-0.5, -0.3), sampler.between(1.45, 1.8));
    let at = |x: f32, y: f32| pose.outline((x, y));
    let shape = blob(&[
        at(-1.25, rim),
        at(-1.2, -0.95),
        at(-0.75, -height + 0.1),
        at(0.0, -height),
        at(0.75, -height + 0.1),
        at(1.2, -0.95),
        at(1.25, rim),
        at(0.0, rim - 0.12),
    ]);
    canvas.fill(&shape, colour, 1.0);
    canvas.clipped(&shape, |canvas| {
        for i in -5_i16..=5 {
            let x = f32::from(i) * 0.22;
            canvas.stroke(&line(&[at(x * 0.6, -height), at(x, rim + 0.1)]), 0.03, colour.darker(0.4), 0.6);
        }
    });
    canvas.stroke(&line(&[at(-1.22, rim), at(0.0, rim - 0.12), at(1.22, rim)]), 0.22, colour.darker(0.2), 1.0);
    canvas.fill(&ellipse(at(0.0, -height), 0.24, 0.22), colour.lighter(0.5), 1.0);
}

/// Glasses too dark to see the eyes.
fn glasses(canvas: &mut Canvas, pose: &Pose, sampler: &mut Sampler) {
    let (across, down) = (sampler.between(0.28, 0.36), sampler.between(0.22, 0.3));
    let bridge = [(-0.14, -0.14), (0.0, -0.18), (0.14, -0.14)].map(|point| pose.feature(point, 0.9));
    canvas.stroke(&line(&bridge), 0.06, INK, 1.0);
    for side in [-1.0, 1.0] {
        let centre = pose.feature((0.42 * side, -0.1), 0.9);
        canvas.fill(&ellipse(centre, across, down), INK, 1.0);
        let shine = [(centre.0 - 0.14, centre.1 + 0.04), (centre.0 - 0.02, centre.1 - 0.14)];
        canvas.stroke(&line(&shine), 0.04, WHITE, 0.5);
    }
}

/// A ball that hides the muzzle.
fn ball(canvas: &mut Canvas, colour: Colour, sampler: &mut Sampler) {
    let centre = (sampler.about_zero(0.25), sampler.between(0.5, 0.8));
    let radius = sampler.between(0.5, 0.68);
    let shape = ellipse(centre, radius, radius);
    canvas.fill(&shape, colour, 1.0);
    canvas.clipped(&shape, |canvas| {
        let seam: [At; 3] = [
            (centre.0 - radius, centre.1 - 0.2),
            (centre.0, centre.1 + sampler.about_zero(0.2)),
            (centre.0 + radius, centre.1 - 0.1),
        ];
        canvas.stroke(&line(&seam), 0.12, CREAM, 0.9);
        canvas.glow(&shape, (centre.0, centre.1 + radius), radius * 1.3, INK, 0.4);
    });
}

/// The edge of a blanket, from one side or from below.
fn cloth(canvas: &mut Canvas, colour: Colour, sampler: &mut Sampler) {
    let from_below = sampler.chance(0.4);
    let reach = if from_below { sampler.between(0.05, 0.35) } else { sampler.between(-0.15, 0.3) };
    let side = if sampler.chance(0.5) { 1.0 } else { -1.0 };
    let turned = |(x, y): At| if from_below { (y, x) } else { (x * side, y) };
    let corners = [(reach, -4.0), (6.0, -4.0), (6.0, 4.0), (reach + sampler.about_zero(0.3), 4.0)];
    let bends = [(3.0, -4.0), (6.0, 0.0), (3.0, 4.0), (reach - 0.3, 0.0)];
    let pairs: Vec<(At, At)> =
        corners.iter().zip(bends).map(|(corner, bend)| (turned(*corner), turned(bend))).collect();
    let shape = bent_polygon(&pairs);
    canvas.fill(&shape, colour.lighter(0.25), 1.0);
    canvas.clipped(&shape, |canvas| {
        for i in 1_u8..12 {
            let x = reach + f32::from(i) * 0.32;
            let stripe = [turned((x, -4.0)), turned((x - 0.15, 0.0)), turned((x, 4.0))];
            canvas.stroke(&line(&stripe), 0.07, colour.darker(0.25), 0.7);
        }
    });
}
