//! The matrix's colours, numbers and names.

use std::f32::consts::FRAC_PI_2;

use eframe::egui::epaint::TextShape;
use eframe::egui::{
    Align2, Color32, ColorImage, CornerRadius, FontId, Image, Painter, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::geometry::{CellText, Geometry, Named, name_font};
use super::{Place, View};
use crate::app::state::{Choice, ResultsState};
use crate::app::theme::Tokens;
use crate::app::widgets::ClassNames;
use crate::results::Scores;
use crate::text::{Language, MatrixText};

/// The outline of right cells, and of the chosen one, in points.
const RIGHT: f32 = 1.5;
const CHOSEN: f32 = 2.0;
/// An outline is never smaller.
const LEAST: f32 = 6.0;

pub fn matrix(
    ui: &Ui,
    view: &View<'_>,
    results: &mut ResultsState,
    scores: &Scores,
    names: &ClassNames<'_>,
    geometry: &Geometry,
    pointed: Option<Place>,
) {
    let painter = ui.painter().clone();
    axes(&painter, view, geometry);
    if let Some(named) = &geometry.named {
        names_along(ui, &painter, view, names, geometry, named, pointed);
    }
    match geometry.text {
        Some(text) => numbers(&painter, view, results.matrix.by_share, scores, geometry, text),
        None => heat(ui, view, results, scores, geometry),
    }
    if let Choice::Cell { label, predicted } = results.choice {
        outline(&painter, geometry.rect((label as usize, predicted as usize)), CHOSEN, view.tokens.accent);
    }
    if let Some(place) = pointed {
        outline(&painter, geometry.rect(place), 1.0, view.tokens.text);
    }
}

fn axes(painter: &Painter, view: &View<'_>, geometry: &Geometry) {
    let (font, colour) = (FontId::proportional(12.0), view.tokens.text_weak);
    let at = geometry.room.min;
    let label = painter.text(at, Align2::LEFT_TOP, view.text(MatrixText::Label), font.clone(), colour);
    let left = geometry.cells.left().max(label.right() + 16.0);
    painter.text(pos2(left, at.y), Align2::LEFT_TOP, view.text(MatrixText::Predicted), font, colour);
}

fn names_along(
    ui: &Ui,
    painter: &Painter,
    view: &View<'_>,
    names: &ClassNames<'_>,
    geometry: &Geometry,
    named: &Named,
    pointed: Option<Place>,
) {
    let (font, cells) = (name_font(), geometry.cells);
    for class in 0..geometry.count {
        let place = geometry.rect((class, class));
        let colour = |is_pointed| if is_pointed { view.tokens.text } else { view.tokens.text_weak };
        let row = names.cut(ui, class, &font, named.left);
        let at = pos2(cells.left() - 6.0, place.center().y);
        painter.text(
            at,
            Align2::RIGHT_CENTER,
            row,
            font.clone(),
            colour(pointed.is_some_and(|(label, _)| label == class)),
        );
        let colour = colour(pointed.is_some_and(|(_, predicted)| predicted == class));
        if named.turned {
            let galley = painter.layout_no_wrap(names.cut(ui, class, &font, named.top), font.clone(), colour);
            let at = pos2(place.center().x - galley.size().y / 2.0, cells.top() - 4.0);
            painter.add(TextShape::new(at, galley, colour).with_angle(-FRAC_PI_2));
        } else {
            let column = names.cut(ui, class, &font, geometry.cell.x - 4.0);
            painter.text(
                pos2(place.center().x, cells.top() - 4.0),
                Align2::CENTER_BOTTOM,
                column,
                font.clone(),
                colour,
            );
        }
    }
}

/// Each cell's count or share, or both, on the colour of its share.
fn numbers(painter: &Painter, view: &View<'_>, by_share: bool, scores: &Scores, geometry: &Geometry, text: CellText) {
    let (language, tokens) = (view.language, view.tokens);
    let corner = CornerRadius::same(if geometry.cell.min_elem() > 24.0 { 4 } else { 2 });
    for (label, row) in scores.confusion.iter().enumerate() {
        for (predicted, count) in row.iter().enumerate() {
            let share = scores.share(label, predicted);
            let right = label == predicted;
            let cell =
                geometry.rect((label, predicted)).shrink(if geometry.cell.min_elem() > 24.0 { 2.0 } else { 0.5 });
            painter.rect_filled(cell, corner, shade(tokens, right, *count, share, 0.5));
            if right {
                painter.rect_stroke(cell, corner, Stroke::new(RIGHT, tokens.best), StrokeKind::Inside);
            }
            if *count == 0 && !text.both {
                continue;
            }
            let (first, second) = written(language, *count, share, by_share, text.decimals);
            let colour = if *count == 0 { tokens.text_weak } else { tokens.text };
            let font = FontId::monospace(text.size);
            let up = if text.both && *count > 0 { vec2(0.0, text.size * 0.5) } else { Vec2::ZERO };
            painter.text(cell.center() - up, Align2::CENTER_CENTER, first, font, colour);
            if text.both && *count > 0 {
                let font = FontId::proportional((text.size * 0.6).clamp(10.0, 18.0));
                let at = cell.center() + vec2(0.0, text.size * 0.7);
                painter.text(at, Align2::CENTER_CENTER, second, font, tokens.text);
            }
        }
    }
}

/// The larger number and the smaller one.
fn written(language: Language, count: usize, share: f64, by_share: bool, decimals: usize) -> (String, String) {
    let (count, share) = (language.integer(count), language.percent(share, decimals));
    if by_share { (share, count) } else { (count, share) }
}

/// All cells as one picture; where there are more of them than pixels, the strongest of each pixel's.
fn heat(ui: &Ui, view: &View<'_>, results: &mut ResultsState, scores: &Scores, geometry: &Geometry) {
    let pixels = (geometry.cells.width() * ui.ctx().pixels_per_point()) as usize;
    let side = geometry.count.min(pixels.max(1));
    let dark = ui.visuals().dark_mode;
    let texture = results.heat_picture(ui.ctx(), dark, side, || image(view.tokens, scores, side));
    Image::new(&texture).paint_at(ui, geometry.cells);
    let stroke = Stroke::new(1.0, view.tokens.line);
    ui.painter().rect_stroke(geometry.cells, CornerRadius::ZERO, stroke, StrokeKind::Outside);
    if geometry.cell.min_elem() >= LEAST {
        for class in 0..geometry.count {
            outline(ui.painter(), geometry.rect((class, class)), 1.0, view.tokens.best);
        }
    }
}

fn image(tokens: &Tokens, scores: &Scores, side: usize) -> ColorImage {
    let count = scores.classes.len();
    // The strongest mistake of each pixel, or else the least right class.
    let mut pixels: Vec<Option<(bool, usize, f64)>> = vec![None; side * side];
    for (label, row) in scores.confusion.iter().enumerate() {
        for (predicted, number) in row.iter().enumerate() {
            let right = label == predicted;
            if *number == 0 && !right {
                continue;
            }
            let share = scores.share(label, predicted);
            let pixel = &mut pixels[(label * side / count) * side + predicted * side / count];
            let stronger = match pixel {
                None => true,
                Some((true, _, least)) => right && share < *least,
                Some((false, _, most)) => right || share > *most,
            };
            if stronger {
                *pixel = Some((right, *number, share));
            }
        }
    }
    let colour = |pixel: &Option<(bool, usize, f64)>| match pixel {
        Some((right, number, share)) => shade(tokens, *right, *number, *share, 1.0),
        None => tokens.background,
    };
    ColorImage::new([side, side], pixels.iter().map(colour).collect())
}

/// The colour of a share, `strength` of it where all of a label's photographs are there.
fn shade(tokens: &Tokens, right: bool, count: usize, share: f64, strength: f32) -> Color32 {
    if count == 0 {
        return tokens.background;
    }
    let colour = if right { tokens.best } else { tokens.failure };
    let part = if right { share } else { share.sqrt() } as f32;
    tokens.background.lerp_to_gamma(colour, strength * (0.2 + 0.8 * part))
}

fn outline(painter: &Painter, rect: Rect, width: f32, colour: Color32) {
    let rect = if rect.width() < LEAST { Rect::from_center_size(rect.center(), Vec2::splat(LEAST)) } else { rect };
    painter.rect_stroke(rect, CornerRadius::same(2), Stroke::new(width, colour), StrokeKind::Inside);
}
