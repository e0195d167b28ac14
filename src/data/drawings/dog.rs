//! A dog's face: mostly hanging or folded ears, a broad muzzle, a large nose, often the tongue.

use super::canvas::{At, Canvas, blob, ellipse, line};
use super::colour::{BLACK, Coat, Colour, INK, MOUTH, TONGUE, WHITE};
use super::face::{self, Pose};
use super::sampler::Sampler;

const EYES: [Colour; 4] =
    [Colour([0.33, 0.2, 0.12]), Colour([0.22, 0.14, 0.1]), Colour([0.5, 0.3, 0.14]), Colour([0.36, 0.26, 0.2])];

/// Paints a dog into the current frame; returns its pose.
pub fn paint(canvas: &mut Canvas, sampler: &mut Sampler) -> Pose {
    let (pose, coat) = (Pose::draw(sampler), Coat::draw(sampler));
    face::body(canvas, &pose, &coat, sampler.between(0.95, 1.2), sampler);

    let jaw = sampler.between(0.5, 0.68);
    let head = blob(&pose.symmetric(&[
        (0.0, -0.88),
        (0.5, -0.82),
        (0.82, -0.5),
        (0.86, -0.08),
        (0.74, 0.36),
        (jaw, 0.74),
        (0.3, 0.98),
        (0.0, 1.03),
    ]));
    canvas.fill(&head, coat.base, 1.0);
    face::markings(canvas, &head, &pose, &coat, sampler);
    canvas.clipped(&head, |canvas| {
        if sampler.chance(0.12) {
            spots(canvas, &coat, sampler);
        }
        face::light_and_hairs(canvas, &head, &coat, sampler);
    });
    face::edge(canvas, &head, coat.base);
    ears(canvas, &pose, &coat, sampler);
    muzzle(canvas, &pose, &coat, sampler);
    eyes(canvas, &pose, &coat, sampler);
    pose
}

fn spots(canvas: &mut Canvas, coat: &Coat, sampler: &mut Sampler) {
    for _ in 0..sampler.count(8, 16) {
        let centre = (sampler.about_zero(0.9), sampler.about_zero(0.9));
        canvas.fill(
            &ellipse(centre, sampler.between(0.05, 0.12), sampler.between(0.05, 0.1)),
            coat.second.darker(0.2),
            0.9,
        );
    }
}

fn ears(canvas: &mut Canvas, pose: &Pose, coat: &Coat, sampler: &mut Sampler) {
    let fur = if sampler.chance(0.6) { coat.second } else { coat.base.darker(0.2) };
    let kind = if sampler.chance(0.1) { 0 } else { sampler.count(2, 6) };
    let (length, flare) = (sampler.between(0.25, 0.75), sampler.between(0.0, 0.22));
    for side in [-1.0, 1.0] {
        let lean = -pose.turn.0 * 0.4;
        let at = |x: f32, y: f32| pose.outline((x * side + lean, y));
        let ear: Vec<At> = match kind {
            // Upright.
            0 | 1 => {
                vec![at(0.2, -0.74), at(0.34, -1.2), at(0.62, -1.5), at(0.86, -1.15), at(0.92, -0.4), at(0.6, -0.5)]
            }
            // Folded.
            2 => vec![
                at(0.3, -0.84),
                at(0.62, -1.06),
                at(0.92, -0.94),
                at(1.06 + flare, -0.42),
                at(0.94, -0.3),
                at(0.72, -0.5),
            ],
            _ => vec![
                at(0.42, -0.86),
                at(0.78, -0.86),
                at(1.06 + flare, -0.4),
                at(1.12 + flare, length - 0.2),
                at(0.98 + flare * 0.7, length + 0.06),
                at(0.82, length - 0.16),
                at(0.74, -0.3),
            ],
        };
        let shape = blob(&ear);
        canvas.fill(&shape, fur, 1.0);
        canvas.clipped(&shape, |canvas| {
            canvas.glow(&shape, at(0.6, -0.8), 0.7, WHITE, 0.18);
            canvas.glow(&shape, at(0.95, length), 0.8, BLACK, 0.22);
        });
        face::edge(canvas, &shape, fur);
    }
}

fn muzzle(canvas: &mut Canvas, pose: &Pose, coat: &Coat, sampler: &mut Sampler) {
    let at = |x: f32, y: f32| pose.feature((x, y), 1.3);
    let (broad, fur) =
        (sampler.between(0.42, 0.54), if sampler.chance(0.75) { coat.light } else { coat.base.lighter(0.18) });
    if sampler.chance(0.55) {
        let out = sampler.between(0.95, 1.18);
        canvas.fill(&ellipse(at(0.0, 0.72), 0.3, 0.2), MOUTH, 1.0);
        let tongue =
            blob(&[at(-0.15, 0.68), at(0.15, 0.68), at(0.19, out - 0.1), at(0.0, out + 0.04), at(-0.19, out - 0.1)]);
        canvas.fill(&tongue, TONGUE.varied(sampler), 1.0);
        canvas.stroke(&line(&[at(0.0, 0.72), at(0.0, out - 0.12)]), 0.03, MOUTH, 0.5);
    }
    let snout = blob(&[
        at(0.0, 0.0),
        at(broad * 0.72, 0.14),
        at(broad, 0.46),
        at(broad * 0.66, 0.74),
        at(0.0, 0.68),
        at(-broad * 0.66, 0.74),
        at(-broad, 0.46),
        at(-broad * 0.72, 0.14),
    ]);
    canvas.fill(&snout, fur, 1.0);
    canvas.clipped(&snout, |canvas| canvas.glow(&snout, at(0.0, 0.85), 0.5, INK, 0.22));
    for side in [-1.0, 1.0] {
        let lip = line(&[at(0.0, 0.36), at(0.0, 0.56), at(0.16 * side, 0.66), at(0.36 * side, 0.58)]);
        canvas.stroke(&lip, 0.04, INK, 0.85);
        for (x, y) in [(0.2, 0.42), (0.3, 0.47), (0.22, 0.53)] {
            canvas.fill(&ellipse(at(x * side, y), 0.02, 0.02), INK, 0.5);
        }
    }
    let nose = if sampler.chance(0.8) { INK } else { Colour([0.42, 0.26, 0.2]) };
    let size = sampler.between(0.9, 1.15);
    let tip = blob(&[
        at(0.0, 0.1),
        at(0.18 * size, 0.12),
        at(0.22 * size, 0.23),
        at(0.09 * size, 0.36),
        at(-0.09 * size, 0.36),
        at(-0.22 * size, 0.23),
        at(-0.18 * size, 0.12),
    ]);
    canvas.fill(&tip, nose, 1.0);
    canvas.fill(&ellipse(at(-0.06, 0.16), 0.07, 0.03), WHITE, 0.6);
}

fn eyes(canvas: &mut Canvas, pose: &Pose, coat: &Coat, sampler: &mut Sampler) {
    let (iris, size) = (sampler.pick(&EYES), sampler.between(0.13, 0.17));
    let (brows, happy) = (sampler.chance(0.35), sampler.chance(0.07));
    for side in [-1.0, 1.0] {
        let centre = pose.feature((0.38 * side, -0.18), 0.8);
        let at = |x: f32, y: f32| (centre.0 + x * side, centre.1 + y);
        if brows {
            canvas.fill(&ellipse(at(-0.02, -0.27), 0.11, 0.07), coat.light, 0.85);
        }
        if happy {
            canvas.stroke(&line(&[at(-0.17, 0.05), at(0.0, -0.08), at(0.17, 0.05)]), 0.06, INK, 0.95);
            continue;
        }
        canvas.fill(&ellipse(centre, size * 1.22, size * 1.12), coat.base.darker(0.6), 0.9);
        canvas.fill(&ellipse(at(0.0, 0.01), size * 1.08, size * 0.98), WHITE.mixed(coat.base, 0.1), 1.0);
        canvas.fill(&ellipse(centre, size * 0.92, size * 0.94), iris, 1.0);
        canvas.fill(&ellipse(centre, size * 0.55, size * 0.58), BLACK, 1.0);
        face::glints(canvas, centre, size);
        canvas.stroke(&line(&[at(-size * 1.25, 0.0), at(0.0, -size * 1.15), at(size * 1.3, 0.0)]), 0.04, INK, 0.8);
    }
}
