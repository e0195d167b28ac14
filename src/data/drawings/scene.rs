//! What is behind the animal.

use super::canvas::{At, Canvas, bent_polygon, blob, ellipse, line};
use super::colour::{BACKGROUNDS, CREAM, Colour};
use super::sampler::Sampler;

/// Paints the background of a picture of `side` pixels, in pixels.
pub fn paint(canvas: &mut Canvas, side: f32, sampler: &mut Sampler) {
    let colour = sampler.pick(&BACKGROUNDS).varied(sampler);
    let accent = sampler.pick(&BACKGROUNDS).varied(sampler);
    canvas.sky(colour.lighter(sampler.between(0.0, 0.4)), colour.darker(sampler.between(0.0, 0.15)));
    match sampler.count(0, 6) {
        0 => {}
        1 => dots(canvas, side, accent, sampler),
        2 => stripes(canvas, side, accent, sampler),
        3 => lights(canvas, side, accent, sampler),
        4 => meadow(canvas, side, accent, sampler),
        5 => room(canvas, side, accent, sampler),
        _ => cushion(canvas, side, accent, sampler),
    }
}

fn dots(canvas: &mut Canvas, side: f32, colour: Colour, sampler: &mut Sampler) {
    let (step, radius) = (side / sampler.between(5.0, 9.0), side * sampler.between(0.01, 0.03));
    let rows = (side / step) as usize + 2;
    for row in 0..rows {
        for column in 0..rows {
            let offset = if row % 2 == 0 { 0.0 } else { step / 2.0 };
            let centre = (column as f32 * step + offset, row as f32 * step);
            canvas.fill(&ellipse(centre, radius, radius), colour, 0.6);
        }
    }
}

fn stripes(canvas: &mut Canvas, side: f32, colour: Colour, sampler: &mut Sampler) {
    let (step, slant) = (side / sampler.between(5.0, 10.0), side * sampler.about_zero(0.6));
    let count = (2.6 * side / step) as i32;
    for number in 0..count {
        let x = number as f32 * step - 0.8 * side;
        canvas.stroke(&line(&[(x, -5.0), (x + slant, side + 5.0)]), step * 0.4, colour, 0.45);
    }
}

fn lights(canvas: &mut Canvas, side: f32, colour: Colour, sampler: &mut Sampler) {
    for _ in 0..sampler.count(6, 14) {
        let centre = (sampler.between(0.0, side), sampler.between(0.0, side));
        let radius = side * sampler.between(0.03, 0.16);
        let tint = colour.mixed(CREAM, sampler.between(0.0, 0.8));
        canvas.fill(&ellipse(centre, radius, radius), tint, sampler.between(0.15, 0.45));
    }
}

fn meadow(canvas: &mut Canvas, side: f32, colour: Colour, sampler: &mut Sampler) {
    let green = Colour([0.45, 0.66, 0.38]).varied(sampler).mixed(colour, 0.15);
    for (height, shade) in [(sampler.between(0.45, 0.6), 0.0), (sampler.between(0.65, 0.8), 0.2)] {
        let mut hill: Vec<At> =
            (0..=4).map(|i| (side * (i as f32 * 0.4 - 0.3), side * (height + sampler.about_zero(0.06)))).collect();
        hill.extend([(1.4 * side, 1.5 * side), (-0.4 * side, 1.5 * side)]);
        canvas.fill(&blob(&hill), green.darker(shade), 1.0);
    }
    if sampler.chance(0.5) {
        let (centre, radius) = ((side * sampler.between(0.05, 0.95), side * sampler.between(0.05, 0.25)), side * 0.09);
        canvas.fill(&ellipse(centre, radius, radius), CREAM, 0.9);
    }
}

fn room(canvas: &mut Canvas, side: f32, colour: Colour, sampler: &mut Sampler) {
    let floor = side * sampler.between(0.6, 0.85);
    let boards = line(&[(-10.0, floor + side), (side + 10.0, floor + side)]);
    canvas.stroke(&boards, 2.0 * side, colour.darker(0.25), 1.0);
    canvas.stroke(&line(&[(-10.0, floor), (side + 10.0, floor)]), side * 0.025, colour.lighter(0.6), 1.0);
    if sampler.chance(0.6) {
        let (x, width) = (side * sampler.between(0.02, 0.75), side * sampler.between(0.2, 0.35));
        window(canvas, (x, side * 0.05), (x + width, side * 0.38), colour.lighter(0.7), side * 0.022);
    }
}

fn window(canvas: &mut Canvas, (left, top): At, (right, bottom): At, wood: Colour, width: f32) {
    let (middle, level) = (f32::midpoint(left, right), f32::midpoint(top, bottom));
    let frame = bent_polygon(&[
        ((left, top), (middle, top)),
        ((right, top), (right, level)),
        ((right, bottom), (middle, bottom)),
        ((left, bottom), (left, level)),
    ]);
    canvas.fill(&frame, Colour([0.8, 0.92, 0.97]), 0.85);
    for bar in [frame, line(&[(middle, top), (middle, bottom)]), line(&[(left, level), (right, level)])] {
        canvas.stroke(&bar, width, wood, 1.0);
    }
}

fn cushion(canvas: &mut Canvas, side: f32, colour: Colour, sampler: &mut Sampler) {
    let centre = (side * sampler.between(0.35, 0.65), side * sampler.between(0.8, 0.95));
    let (across, down) = (side * sampler.between(0.5, 0.75), side * sampler.between(0.3, 0.45));
    canvas.fill(&ellipse(centre, across, down), colour.darker(0.15), 1.0);
    canvas.fill(&ellipse((centre.0, centre.1 - down * 0.12), across * 0.93, down * 0.85), colour.lighter(0.1), 1.0);
}
