//! A cat's face: mostly pointed ears, slit pupils, a small nose, whiskers.

use super::canvas::{At, Canvas, Shape, bent_polygon, blob, ellipse, line};
use super::colour::{Coat, Colour, INK, PINK, WHITE};
use super::face::{self, Pose};
use super::sampler::Sampler;

const EYES: [Colour; 5] = [
    Colour([0.62, 0.74, 0.28]),
    Colour([0.93, 0.72, 0.22]),
    Colour([0.42, 0.66, 0.82]),
    Colour([0.82, 0.52, 0.18]),
    Colour([0.36, 0.66, 0.5]),
];

/// Paints a cat into the current frame; returns its pose.
pub fn paint(canvas: &mut Canvas, sampler: &mut Sampler) -> Pose {
    let (pose, coat) = (Pose::draw(sampler), Coat::draw(sampler));
    face::body(canvas, &pose, &coat, sampler.between(0.8, 1.05), sampler);
    let ears = Ears::draw(&coat, sampler);
    ears.paint(canvas, &pose, -1.0, &coat);
    ears.paint(canvas, &pose, 1.0, &coat);

    let cheek = sampler.between(0.96, 1.1);
    let head = blob(&pose.symmetric(&[
        (0.0, -0.8),
        (0.46, -0.74),
        (0.82, -0.4),
        (0.97, 0.04),
        (cheek, 0.36),
        (0.78, 0.66),
        (0.38, 0.84),
        (0.0, 0.88),
    ]));
    canvas.fill(&head, coat.base, 1.0);
    face::markings(canvas, &head, &pose, &coat, sampler);
    if sampler.chance(0.5) {
        tabby(canvas, &head, &pose, &coat, sampler);
    }
    canvas.clipped(&head, |canvas| face::light_and_hairs(canvas, &head, &coat, sampler));
    face::edge(canvas, &head, coat.base);
    muzzle(canvas, &pose, &coat, sampler);
    eyes(canvas, &pose, sampler);
    if sampler.chance(0.8) {
        whiskers(canvas, &pose, &coat, sampler);
    }
    pose
}

struct Ears {
    height: f32,
    spread: f32,
    folded: bool,
    fur: Colour,
}

impl Ears {
    fn draw(coat: &Coat, sampler: &mut Sampler) -> Self {
        let fur = if sampler.chance(0.35) { coat.second } else { coat.base.darker(0.06) };
        let (height, spread) = (sampler.between(1.2, 1.62), sampler.between(0.5, 0.85));
        Self { height, spread, folded: sampler.chance(0.1), fur }
    }

    fn paint(&self, canvas: &mut Canvas, pose: &Pose, side: f32, coat: &Coat) {
        let lean = -pose.turn.0 * 0.4;
        let at = |x: f32, y: f32| pose.outline((x * side + lean, y));
        if self.folded {
            let ear = blob(&[at(0.3, -0.8), at(0.66, -0.98), at(0.96, -0.72), at(0.98, -0.34), at(0.72, -0.46)]);
            canvas.fill(&ear, self.fur, 1.0);
            face::edge(canvas, &ear, self.fur);
            return;
        }
        let outer = bent_polygon(&[
            (at(0.12, -0.66), at(0.28, -1.12)),
            (at(self.spread, -self.height), at(0.98, -0.95)),
            (at(0.95, -0.12), at(0.5, -0.3)),
        ]);
        let inner = bent_polygon(&[
            (at(0.3, -0.68), at(0.4, -1.05)),
            (at(self.spread - 0.01, -self.height + 0.2), at(0.84, -0.9)),
            (at(0.8, -0.36), at(0.5, -0.5)),
        ]);
        canvas.fill(&outer, self.fur, 1.0);
        canvas.fill(&inner, PINK.mixed(self.fur, 0.3), 0.95);
        canvas.clipped(&inner, |canvas| {
            for i in 0..4 {
                let x = 0.34 + 0.07 * i as f32;
                let hair = line(&[at(x, -0.55), at(x + 0.04, -0.85), at(x + 0.12, -1.02)]);
                canvas.stroke(&hair, 0.035, coat.light, 0.7);
            }
        });
        face::edge(canvas, &outer, self.fur);
    }
}

fn tabby(canvas: &mut Canvas, head: &Shape, pose: &Pose, coat: &Coat, sampler: &mut Sampler) {
    let (width, colour) = (sampler.between(0.06, 0.1), coat.second);
    let strokes: [&[At]; 5] = [
        &[(0.0, -0.9), (0.0, -0.42)],
        &[(0.2, -0.86), (0.17, -0.5), (0.3, -0.36)],
        &[(0.4, -0.8), (0.36, -0.52)],
        &[(1.15, 0.02), (0.86, 0.12), (0.66, 0.1)],
        &[(1.15, 0.3), (0.88, 0.34), (0.7, 0.28)],
    ];
    canvas.clipped(head, |canvas| {
        for stroke in strokes {
            for side in [-1.0, 1.0] {
                let points: Vec<At> = stroke.iter().map(|(x, y)| pose.feature((x * side, *y), 0.5)).collect();
                canvas.stroke(&line(&points), width, colour, 0.85);
            }
        }
    });
}

fn muzzle(canvas: &mut Canvas, pose: &Pose, coat: &Coat, sampler: &mut Sampler) {
    let at = |x: f32, y: f32| pose.feature((x, y), 1.0);
    canvas.fill(&ellipse(at(0.0, 0.66), 0.2, 0.15), coat.light, 0.9);
    for side in [-1.0, 1.0] {
        canvas.fill(&ellipse(at(0.18 * side, 0.48), 0.25, 0.19), coat.light, 0.95);
    }
    let nose =
        if coat.base.lightness() < 0.45 && sampler.chance(0.6) { INK.lighter(0.15) } else { PINK.varied(sampler) };
    let size = sampler.between(0.85, 1.1);
    let tip = bent_polygon(&[
        (at(-0.13 * size, 0.29), at(0.0, 0.25)),
        (at(0.13 * size, 0.29), at(0.1 * size, 0.4)),
        (at(0.0, 0.42), at(-0.1 * size, 0.4)),
    ]);
    canvas.fill(&tip, nose, 1.0);
    canvas.stroke(&tip, 0.025, nose.darker(0.5), 0.8);
    let smile = sampler.between(0.52, 0.6);
    for side in [-1.0, 1.0] {
        let lip = line(&[at(0.0, 0.42), at(0.0, 0.5), at(0.1 * side, 0.58), at(0.24 * side, smile)]);
        canvas.stroke(&lip, 0.035, INK, 0.8);
        for (x, y) in [(0.16, 0.44), (0.26, 0.5), (0.15, 0.53)] {
            canvas.fill(&ellipse(at(x * side, y), 0.017, 0.017), INK, 0.55);
        }
    }
}

fn eyes(canvas: &mut Canvas, pose: &Pose, sampler: &mut Sampler) {
    let (iris, slit) = (sampler.pick(&EYES).varied(sampler), sampler.between(0.05, 0.13));
    let (open, tilt) = (sampler.between(0.17, 0.23), sampler.between(0.03, 0.09));
    let happy = sampler.chance(0.07);
    for side in [-1.0, 1.0] {
        let centre = pose.feature((0.42 * side, -0.02), 0.8);
        let at = |x: f32, y: f32| (centre.0 + x * side, centre.1 + y);
        if happy {
            canvas.stroke(&line(&[at(-0.2, 0.05), at(0.0, -0.09), at(0.2, 0.03)]), 0.055, INK, 0.95);
            continue;
        }
        let almond =
            bent_polygon(&[(at(-0.25, tilt), at(-0.02, -open * 2.0)), (at(0.25, -tilt), at(0.03, open * 1.9))]);
        canvas.fill(&almond, iris, 1.0);
        canvas.clipped(&almond, |canvas| {
            canvas.glow(&almond, (centre.0, centre.1 + 0.12), 0.3, WHITE, 0.35);
            canvas.fill(&ellipse(centre, slit, 0.2), INK, 1.0);
            face::glints(canvas, centre, 0.2);
        });
        canvas.stroke(&almond, 0.045, INK, 0.95);
    }
}

fn whiskers(canvas: &mut Canvas, pose: &Pose, coat: &Coat, sampler: &mut Sampler) {
    let colour = if coat.base.lightness() > 0.62 { INK } else { WHITE };
    let (length, droop) = (sampler.between(0.95, 1.25), sampler.about_zero(0.12));
    for side in [-1.0, 1.0] {
        for (number, rise) in [-0.16, 0.02, 0.2].into_iter().enumerate() {
            let root = pose.feature((0.26 * side, 0.43 + 0.055 * number as f32), 1.0);
            let reach = length * sampler.between(0.88, 1.05);
            let bend = (root.0 + side * reach * 0.5, root.1 + rise * 0.45 - 0.05);
            let tip = (root.0 + side * reach, root.1 + rise + droop + sampler.about_zero(0.04));
            canvas.stroke(&line(&[root, bend, tip]), 0.026, colour, 0.85);
        }
    }
}
