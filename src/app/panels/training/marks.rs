//! Marks of single epochs on the plots: a line with a sign, explained by a legend above the plots.

use eframe::egui::{Align2, Color32, FontId, Label, RichText, Role, Stroke, Ui, WidgetInfo, pos2};
use egui_plot::{LineStyle, PlotTransform, PlotUi, VLine};

use super::View;
use super::best::best_words;
use crate::app::state::RunView;
use crate::app::theme::Tokens;
use crate::run::{CallbackEvent, Verdict};
use crate::text::{Language, TrainingText};

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The best epoch.
    Best,
    /// The rate is lower from the next epoch on.
    Rate,
    /// `EarlyStopping` ended the run.
    Stop,
    /// Chosen in the list of events.
    Chosen,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Best, Self::Rate, Self::Stop, Self::Chosen];

    const fn sign(self) -> &'static str {
        match self {
            Self::Best => "★",
            Self::Rate => "↓",
            Self::Stop => "■",
            Self::Chosen => "●",
        }
    }

    const fn name(self) -> TrainingText {
        match self {
            Self::Best => TrainingText::MarkBest,
            Self::Rate => TrainingText::MarkRate,
            Self::Stop => TrainingText::MarkStop,
            Self::Chosen => TrainingText::MarkChosen,
        }
    }

    const fn colour(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::Best => tokens.best,
            Self::Rate => tokens.warning,
            Self::Stop => tokens.failure,
            Self::Chosen => tokens.accent,
        }
    }

    fn style(self) -> LineStyle {
        match self {
            Self::Best | Self::Chosen => LineStyle::Solid,
            Self::Rate => LineStyle::dotted_dense(),
            Self::Stop => LineStyle::dashed_dense(),
        }
    }

    /// The sign with its name.
    pub fn words(self, language: Language) -> String {
        format!("{} {}", self.sign(), language.text(self.name()))
    }
}

/// What is marked, by epoch and in the key's order.
pub fn marks(run: &RunView) -> Vec<(usize, Kind)> {
    let happened = run.callbacks.iter().filter_map(|event| match event {
        CallbackEvent::ReduceLROnPlateau { epoch, change: Some(_), .. } => Some((*epoch, Kind::Rate)),
        CallbackEvent::EarlyStopping { epoch, verdict: Verdict::Stopped, .. } => Some((*epoch, Kind::Stop)),
        _ => None,
    });
    let best = run.best().map(|best| (best.epoch, Kind::Best));
    let mut marks: Vec<_> = best.into_iter().chain(happened).collect();
    marks.extend(run.marked_epoch.map(|epoch| (epoch, Kind::Chosen)));
    marks.sort_by_key(|(epoch, kind)| (*epoch, *kind as usize));
    marks.dedup();
    marks
}

/// Of each kind, so many epochs are named in the legend.
const NAMED: usize = 4;

/// A kind of mark in the legend: as long as there is room for, and in full as its tooltip.
struct Entry {
    kind: Kind,
    forms: [String; 3],
}

/// The legend: each kind of mark that occurs, with its epochs where there is room for them. Whether there was room for it at all.
pub fn key_ui(ui: &mut Ui, view: &View<'_>, run: &RunView, marks: &[(usize, Kind)], size: f32) -> bool {
    let entries: Vec<Entry> = Kind::ALL.into_iter().filter_map(|kind| entry(view.language, kind, marks)).collect();
    let font = FontId::proportional(size);
    let width = |text: &String| ui.painter().layout_no_wrap(text.clone(), font.clone(), Color32::PLACEHOLDER).size().x;
    let between = ui.spacing().item_spacing.x;
    let fits = |form: &usize| {
        let all: f32 = entries.iter().map(|entry| width(&entry.forms[*form]) + between).sum();
        all <= ui.available_size_before_wrap().x
    };
    let Some(form) = (0..3).find(fits) else { return false };
    for Entry { kind, forms } in entries {
        let label = Label::new(RichText::new(&forms[form]).size(size).color(kind.colour(view.tokens)));
        let best = run.best().filter(|_| kind == Kind::Best);
        let label = ui.add(label);
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &forms[0]));
        label.on_hover_text(match best {
            Some(best) => format!("{}\n{}", best_words(view.language, best), view.text(TrainingText::BestExplained)),
            None => forms[0].clone(),
        });
    }
    true
}

fn entry(language: Language, kind: Kind, marks: &[(usize, Kind)]) -> Option<Entry> {
    let epochs: Vec<usize> = marks.iter().filter(|(_, its)| *its == kind).map(|(epoch, _)| *epoch).collect();
    if epochs.is_empty() {
        return None;
    }
    let named: Vec<String> = epochs.iter().take(NAMED).map(ToString::to_string).collect();
    let more = if epochs.len() > NAMED { ", …" } else { "" };
    let words = kind.words(language);
    Some(Entry { kind, forms: [format!("{words}: {}{more}", named.join(", ")), words, kind.sign().to_owned()] })
}

/// The marks' lines.
pub fn lines(plot: &mut PlotUi<'_>, view: &View<'_>, marks: &[(usize, Kind)]) {
    for (epoch, kind) in marks {
        let stroke = Stroke::new(1.0, kind.colour(view.tokens));
        plot.vline(VLine::new("", *epoch as f64).stroke(stroke).style(kind.style()).allow_hover(false));
    }
}

/// Room for the signs above a plot.
pub const SIGNS: f32 = 12.0;

/// The marks' signs above their lines, those of one epoch beside each other.
pub fn signs(ui: &Ui, view: &View<'_>, transform: &PlotTransform, marks: &[(usize, Kind)], size: f32) {
    let seen = transform.bounds().range_x();
    for of_epoch in marks.chunk_by(|(one, _), (other, _)| one == other) {
        let epoch = of_epoch[0].0 as f64;
        if !seen.contains(&epoch) {
            continue;
        }
        let first = first_sign(transform.position_from_point_x(epoch), of_epoch.len(), transform.frame().right());
        for (place, (_, kind)) in of_epoch.iter().enumerate() {
            let at = pos2(first + place as f32 * SIGNS, transform.frame().top());
            let font = FontId::proportional(size - 1.0);
            ui.painter().text(at, Align2::CENTER_BOTTOM, kind.sign(), font, kind.colour(view.tokens));
        }
    }
}

/// The middle of the first of so many signs: above the line, or as far to the left as lets the last one end within the plot.
fn first_sign(line: f32, count: usize, right: f32) -> f32 {
    line.min(right - (count.max(1) as f32 - 0.5) * SIGNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_of_the_last_epoch_end_within_the_plot() {
        let is_above = |line: f32, count| (first_sign(line, count, 400.0) - line).abs() < 0.01;
        assert!(is_above(100.0, 3) && is_above(392.0, 1) && !is_above(392.0, 2));
        let last = first_sign(392.0, 2, 400.0) + SIGNS;
        assert!(last + SIGNS / 2.0 <= 400.0, "{last}");
    }
}
