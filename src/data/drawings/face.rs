//! What cats' and dogs' faces share: the pose, the body below, light and fur.

use super::canvas::{At, Canvas, Shape, blob, ellipse, line};
use super::colour::{BLACK, COLLARS, CREAM, Coat, Colour, INK, WHITE};
use super::sampler::Sampler;

/// How the head is turned. It is about one unit in radius around the frame's origin.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    /// How far the features are turned to the side and up or down.
    pub turn: At,
    /// Factors of the head's width and height.
    pub build: At,
}

impl Pose {
    pub fn draw(sampler: &mut Sampler) -> Self {
        let turn = (sampler.about_zero(0.16), sampler.about_zero(0.07));
        Self { turn, build: (sampler.between(0.9, 1.08), sampler.between(0.92, 1.06)) }
    }

    /// A point of the head's outline.
    pub fn outline(&self, (x, y): At) -> At {
        (x * self.build.0, y * self.build.1)
    }

    /// A point of the face, which `depth` units in front of the head's outline moves with the turn.
    pub fn feature(&self, (x, y): At, depth: f32) -> At {
        (x * self.build.0 + self.turn.0 * depth, y * self.build.1 + self.turn.1 * depth)
    }

    /// A symmetric outline from its right half, top to bottom.
    pub fn symmetric(&self, right: &[At]) -> Vec<At> {
        let left = right.iter().rev().filter(|(x, _)| *x > 0.0).map(|(x, y)| (-x, *y));
        right.iter().copied().chain(left).map(|point| self.outline(point)).collect()
    }
}

/// Shoulders and chest, and perhaps a collar.
pub fn body(canvas: &mut Canvas, pose: &Pose, coat: &Coat, shoulders: f32, sampler: &mut Sampler) {
    let lean = -pose.turn.0 * 0.8;
    let torso = blob(&[
        (lean, 0.55),
        (lean + 0.62, 0.75),
        (lean + shoulders, 1.45),
        (lean + shoulders * 1.08, 3.2),
        (lean - shoulders * 1.08, 3.2),
        (lean - shoulders, 1.45),
        (lean - 0.62, 0.75),
    ]);
    canvas.fill(&torso, coat.base.darker(0.14), 1.0);
    canvas.clipped(&torso, |canvas| {
        if sampler.chance(0.6) {
            canvas.fill(&ellipse((lean, 1.75), shoulders * 0.5, 0.85), coat.light, 0.85);
        }
        canvas.glow(&torso, (lean, 0.75), 0.95, BLACK, 0.4);
        if sampler.chance(0.45) {
            let colour = sampler.pick(&COLLARS);
            let collar =
                line(&[(lean - 0.9, 0.86), (lean - 0.45, 1.08), (lean, 1.16), (lean + 0.45, 1.08), (lean + 0.9, 0.86)]);
            canvas.stroke(&collar, 0.17, colour, 1.0);
            canvas.fill(&ellipse((lean, 1.29), 0.12, 0.12), Colour([0.95, 0.78, 0.3]), 1.0);
            canvas.fill(&ellipse((lean - 0.03, 1.26), 0.035, 0.035), WHITE, 0.8);
        }
    });
}

/// Light from above on one side, shadow below, and hairs, on a head of this outline.
pub fn light_and_hairs(canvas: &mut Canvas, head: &Shape, coat: &Coat, sampler: &mut Sampler) {
    let from = (sampler.about_zero(0.5), -0.6);
    canvas.glow(head, from, 1.25, CREAM, 0.28);
    canvas.glow(head, (-from.0, 1.15), 1.1, INK, 0.24);
    for _ in 0..sampler.count(30, 60) {
        let angle = sampler.between(0.0, std::f32::consts::TAU);
        let (away, length) = (sampler.between(0.35, 1.0), sampler.between(0.06, 0.14));
        let (x, y) = (angle.cos() * away, angle.sin() * away);
        let hair = line(&[(x, y), (x * (1.0 + length) + sampler.about_zero(0.03), y * (1.0 + length) + 0.04)]);
        let colour = if sampler.chance(0.5) { coat.base.darker(0.35) } else { coat.base.lighter(0.5) };
        canvas.stroke(&hair, 0.022, colour, 0.4);
    }
}

/// A darker edge.
pub fn edge(canvas: &mut Canvas, shape: &Shape, fur: Colour) {
    canvas.stroke(shape, 0.03, fur.darker(0.55), 0.55);
}

/// Two glints in an eye of this size.
pub fn glints(canvas: &mut Canvas, (x, y): At, size: f32) {
    canvas.fill(&ellipse((x - size * 0.28, y - size * 0.32), size * 0.24, size * 0.24), WHITE, 0.95);
    canvas.fill(&ellipse((x + size * 0.26, y + size * 0.3), size * 0.11, size * 0.11), WHITE, 0.7);
}

/// Markings that both animals may have, inside the head.
pub fn markings(canvas: &mut Canvas, head: &Shape, pose: &Pose, coat: &Coat, sampler: &mut Sampler) {
    canvas.clipped(head, |canvas| match sampler.count(0, 4) {
        0 => {
            let side = if sampler.chance(0.5) { 1.0 } else { -1.0 };
            let centre = pose.feature((0.45 * side, -0.2), 0.6);
            let patch: Vec<At> = (0..7)
                .map(|i| {
                    let angle = i as f32 * std::f32::consts::TAU / 7.0;
                    let reach = sampler.between(0.38, 0.62);
                    (centre.0 + angle.cos() * reach, centre.1 + angle.sin() * reach)
                })
                .collect();
            canvas.fill(&blob(&patch), coat.second, 0.95);
        }
        1 => {
            let width = sampler.between(0.08, 0.2);
            let blaze = [(0.0, -1.2), (width, -0.6), (width * 0.8, 0.0), (0.5, 0.5), (0.0, 1.2)];
            let right = blaze.map(|point| pose.feature(point, 0.8));
            let left = [(-0.5, 0.5), (-width * 0.8, 0.0), (-width, -0.6)].map(|point| pose.feature(point, 0.8));
            canvas.fill(&blob(&[&right[..], &left[..]].concat()), coat.light, 0.9);
        }
        2 => {
            let radius = sampler.between(0.75, 1.0);
            canvas.glow(head, pose.feature((0.0, 0.35), 0.8), radius, coat.second.darker(0.3), 0.85);
        }
        _ => {}
    });
}
