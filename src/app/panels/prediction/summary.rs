//! How many photographs there are of each kind; a click shows these alone, and another one all again.

use eframe::egui::text::LayoutJob;
use eframe::egui::{Button, Color32, FontId, Role, TextFormat, TextStyle, Ui, WidgetInfo, vec2};

use super::View;
use crate::app::state::{Filter, PredictionState};
use crate::app::widgets::{combo, explain, middle, width_of};
use crate::lessons::glossary::Glossed;
use crate::text::{PredictionText, printable};

/// A class's name is never wider beside its count.
const NAME: f32 = 140.0;
/// Width of the list of classes that are too many for one line.
const LIST: f32 = 152.0;
/// Room around a chip's words.
const PADDING: f32 = 10.0;
/// Room for the question mark after those in doubt.
const SIGN: f32 = 24.0;

/// What is shown together.
struct Chip {
    filter: Filter,
    /// The sign before the name, and its colour.
    sign: Option<(&'static str, Color32)>,
    name: String,
    count: usize,
}

/// One line; classes that do not fit into it are in a list.
pub fn summary_ui(ui: &mut Ui, view: &View<'_>, prediction: &mut PredictionState) {
    let Some(model) = prediction.model.clone() else { return };
    let before = prediction.filter;
    let summary = prediction.summary.clone();
    let all = prediction.cards.len();
    let class = |(class, count): (usize, &usize)| Chip {
        filter: Filter::Class(class as u32),
        sign: Some(("●", view.tokens.class(class))),
        name: model.classes.get(class).map(|name| printable(view.class(name)).into_owned()).unwrap_or_default(),
        count: *count,
    };
    let classes: Vec<Chip> = summary.classes.iter().enumerate().map(class).collect();
    let others = [
        (Filter::Uncertain, "?", view.tokens.warning, PredictionText::InDoubt, summary.uncertain),
        (Filter::Failed, "✗", view.tokens.failure, PredictionText::NotClassified, summary.failed),
    ];
    let others = others.map(|(filter, sign, colour, name, count)| Chip {
        filter,
        sign: Some((sign, colour)),
        name: view.text(name).to_owned(),
        count,
    });
    let total = Chip { filter: Filter::All, sign: None, name: String::new(), count: all };
    ui.horizontal_wrapped(|ui| {
        let fixed: f32 = others.iter().chain([&total]).map(|chip| chip.width(ui, view, all)).sum();
        let fixed = fixed + SIGN;
        let needed = classes.iter().map(|chip| chip.width(ui, view, all)).sum::<f32>();
        let fits = fixed + needed <= ui.available_width();
        chip_ui(ui, view, &total, all, &mut prediction.filter);
        if fits {
            for chip in &classes {
                chip_ui(ui, view, chip, all, &mut prediction.filter);
            }
        } else {
            list_ui(ui, view, &classes, &mut prediction.filter);
        }
        for chip in &others {
            chip_ui(ui, view, chip, all, &mut prediction.filter);
            if chip.filter == Filter::Uncertain {
                explain(ui, view.language, Glossed::Novelty);
            }
        }
    });
    if prediction.filter != before {
        prediction.arrange();
        prediction.to_top = true;
    }
}

impl Chip {
    fn words(&self, ui: &Ui, view: &View<'_>, count: usize) -> String {
        let font = TextStyle::Button.resolve(ui.style());
        match self.filter {
            Filter::All => view.language.count(PredictionText::Count, count),
            _ => format!("{} {}", middle(ui, &self.name, &font, NAME), view.language.integer(count)),
        }
    }

    /// Its width with the room after it, as wide as it is with the largest count, so that counting moves nothing.
    fn width(&self, ui: &Ui, view: &View<'_>, largest: usize) -> f32 {
        let font = TextStyle::Button.resolve(ui.style());
        let sign = self.sign.map_or(0.0, |(sign, _)| width_of(ui, &format!("{sign} "), &font));
        let words = width_of(ui, &self.words(ui, view, largest), &font);
        (sign + words).ceil() + 2.0 * PADDING + ui.spacing().item_spacing.x
    }
}

fn chip_ui(ui: &mut Ui, view: &View<'_>, chip: &Chip, largest: usize, shown: &mut Filter) {
    let is_shown = *shown == chip.filter;
    let font = TextStyle::Button.resolve(ui.style());
    let possible = chip.count > 0 || is_shown;
    let mut job = LayoutJob::default();
    let mut append = |text: &str, font: FontId, colour| job.append(text, 0.0, TextFormat::simple(font, colour));
    if let Some((sign, colour)) = chip.sign {
        append(&format!("{sign} "), font.clone(), colour);
    }
    append(&chip.words(ui, view, chip.count), font, view.tokens.text);
    let width = chip.width(ui, view, largest) - ui.spacing().item_spacing.x;
    // Where it does not fit into the line, it begins the next one.
    if ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    let button = ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = PADDING;
        ui.add_enabled(possible, Button::selectable(is_shown, job).min_size(vec2(width, 0.0)))
    });
    let name = match chip.filter {
        Filter::All => view.language.count(PredictionText::Count, chip.count),
        _ => view.language.count_and_fill(PredictionText::ClassCount, chip.count, &[("name", &chip.name)]),
    };
    let explanation = match chip.filter {
        Filter::Uncertain => format!("{name}\n{}", view.text(PredictionText::InDoubtExplained)),
        _ => name.clone(),
    };
    let response = button.inner.on_hover_text(explanation);
    response.widget_info(|| WidgetInfo::selected(Role::Button, possible, is_shown, &name));
    if response.clicked() {
        *shown = if is_shown { Filter::All } else { chip.filter };
    }
}

/// Classes that are too many for chips, those with most photographs first.
fn list_ui(ui: &mut Ui, view: &View<'_>, classes: &[Chip], shown: &mut Filter) {
    let every = (Filter::All, view.text(PredictionText::AllClasses).to_owned());
    let mut sorted: Vec<&Chip> = classes.iter().collect();
    sorted.sort_by_key(|chip| std::cmp::Reverse(chip.count));
    let name =
        |chip: &Chip| view.language.count_and_fill(PredictionText::ClassCount, chip.count, &[("name", &chip.name)]);
    let entries: Vec<(Filter, String)> =
        std::iter::once(every).chain(sorted.into_iter().map(|chip| (chip.filter, name(chip)))).collect();
    let entries: Vec<(Filter, &str)> = entries.iter().map(|(filter, name)| (*filter, name.as_str())).collect();
    let chosen = entries.iter().find(|(filter, _)| filter == shown).or(entries.first()).copied();
    let Some(chosen) = chosen else { return };
    let (list, picked) = combo(ui, "class of predictions", LIST, chosen, &entries);
    ui.ctx().accesskit_node_builder(list.id, |node| node.set_label(view.text(PredictionText::Class)));
    list.on_hover_text(view.text(PredictionText::Class));
    *shown = picked.unwrap_or(*shown);
}
