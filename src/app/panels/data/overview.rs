//! The split with its settings, skipped files, and what is likely to spoil a training, in few lines.

use std::fmt::Display;

use eframe::egui::{DragValue, Label, RichText, TextStyle, Ui, vec2};

use super::{View, examining_ui};
use crate::app::commands::Command;
use crate::app::panels::learn::why_ui;
use crate::app::state::{DataState, DataView, State, Subject, Warning};
use crate::app::theme::INSIDE;
use crate::app::widgets::{
    Problems, beside_term, exact, explain, group, rounded, small, split_bar, table_text, term_field,
};
use crate::config::DataConfig;
use crate::data::{Note, Offer as PartOffer, Part};
use crate::engine::{DatasetView, Side};
use crate::lessons::Lesson;
use crate::lessons::glossary::Glossed;
use crate::text::lessons::RemarkText;
use crate::text::{DataText, Language, printable};

/// Width of the bar.
const BAR: f32 = 96.0;
/// Room that a setting of the split needs.
const SETTING: f32 = 120.0;
const STRATIFY: f32 = 96.0;
/// Below this width, or this height, of the page the settings of the split open at a click.
const WIDE: f32 = 900.0;
const TALL: f32 = 480.0;
/// Where less width is left in the line of warnings, the rest of it is its text.
const NARROW: f32 = 240.0;
/// Height of the line of warnings.
const LINE: f32 = 22.0;

pub fn overview_ui(ui: &mut Ui, view: &mut View<'_>, state: &mut State) {
    let all = state.problems();
    let problems = Problems { all: &all, at: "data", tokens: view.tokens, language: view.language };
    let can_list = Command::ListOpen.enabled(state).is_ok() && view.editable;
    let duplicates = Command::ExcludeDuplicates.enabled(state).is_ok();
    let Subject { data, config, run, .. } = &mut state.subject;
    // A run was trained on so many, whatever was decided about the photos since.
    let of_run = run.as_ref().and_then(|run| run.info.as_ref()).map(|info| [info.training, info.validation]);
    let Some(dataset) = data.dataset.clone() else { return };
    let folds = ui.available_width() < WIDE || ui.available_height() < TALL;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        counts_ui(ui, view, data, of_run);
        if folds {
            ui.menu_button(view.text(DataText::SplitSettings), |ui| {
                ui.vertical(|ui| settings_ui(ui, view, &mut config.data, data, &dataset));
            });
        } else {
            settings_ui(ui, view, &mut config.data, data, &dataset);
        }
    });
    problems.show(ui, "validation_share");
    problems.show(ui, "test_share");
    // One line, whatever there is to say: nothing that comes or goes moves the photographs.
    ui.horizontal(|ui| {
        ui.set_height(LINE);
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.spacing_mut().interact_size.y = LINE;
        ui.spacing_mut().button_padding = vec2(8.0, 1.0);
        skipped_ui(ui, view, data);
        ui.add_space(INSIDE);
        let leave_out = &mut config.data.leave_out_unlabelled;
        warnings_ui(ui, view, data, &dataset, leave_out, Offers { duplicates, can_list });
    });
}

/// How many photographs lie on each side; where a run is shown, how many it was trained on and validated with.
fn counts_ui(ui: &mut Ui, view: &View<'_>, data: &DataState, of_run: Option<[usize; 2]>) {
    let language = view.language;
    let sides = [
        (Side::Training, "●", view.tokens.train, DataText::Training),
        (Side::Validation, "◆", view.tokens.validation, DataText::Validation),
        (Side::Test, "▲", view.tokens.test, DataText::Test),
    ];
    let mut counts = sides.map(|(side, ..)| data.count(side));
    if let Some(of_run) = of_run {
        counts[..2].copy_from_slice(&of_run);
    }
    let written = counts.map(|count| language.integer(count));
    let values: [(&str, &dyn Display); 3] =
        [("training", &written[0]), ("validation", &written[1]), ("test", &written[2])];
    let text = if counts[2] > 0 { DataText::SplitWithTest } else { DataText::SplitDescription };
    let parts: Vec<_> = sides.iter().zip(counts).map(|((_, _, colour, _), count)| (count as f32, *colour)).collect();
    split_bar(ui, &language.fill(text, &values), &parts, BAR.min(ui.available_width()));
    for ((side, mark, colour, name), count) in sides.into_iter().zip(written) {
        if side == Side::Test && counts[2] == 0 {
            continue;
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(RichText::new(mark).color(colour).small());
            ui.label(table_text(count));
            small(ui, view.text(name));
            if side == Side::Validation {
                explain(ui, language, Glossed::Validation);
            }
        });
    }
}

fn settings_ui(ui: &mut Ui, view: &View<'_>, config: &mut DataConfig, data: &DataState, dataset: &DatasetView) {
    ui.scope(|ui| {
        view.guard(ui);
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().button_padding.y = 3.0;
        share_ui(ui, view, &mut config.validation_share, DataText::Share);
        let held_back = share_ui(ui, view, &mut config.test_share, DataText::TestShare);
        if held_back {
            config.test_source = None;
        }
        group(ui, SETTING, |ui| {
            term_field(ui, view.language, view.text(DataText::Seed), Glossed::Seed, |ui| {
                exact(ui, view.language, &mut config.split_seed, 0.2)
            });
        });
        group(ui, STRATIFY, |ui| {
            beside_term(ui, view.language, Glossed::Stratify, |ui| {
                ui.checkbox(&mut config.stratify, view.text(DataText::Stratify))
                    .on_hover_text(view.text(DataText::StratifyExplained))
            });
        });
        part_ui(ui, view, config, dataset);
        if data.unlabelled() > 0 || config.leave_out_unlabelled {
            ui.checkbox(&mut config.leave_out_unlabelled, view.text(DataText::LeaveOutUnlabelled))
                .on_hover_text(view.text(DataText::LeaveOutUnlabelledExplained));
        }
    });
}

/// A share in percent. Whether it was changed.
fn share_ui(ui: &mut Ui, view: &View<'_>, share: &mut f64, name: DataText) -> bool {
    let mut percent = *share * 100.0;
    let edited = rounded(&mut percent, |percent| {
        group(ui, SETTING, |ui| {
            let term = if name == DataText::TestShare { Glossed::TestSet } else { Glossed::Split };
            let language = view.language;
            let written = move |percent: f64, _| language.point_in(&((percent * 1000.0).round() / 1000.0).to_string());
            let field = DragValue::new(percent).speed(0.5).max_decimals(3).suffix(" %");
            let field = field.custom_formatter(written).custom_parser(Language::typed);
            let response = term_field(ui, language, view.text(name), term, |ui| ui.add(field));
            if name == DataText::TestShare {
                response.on_hover_text(view.text(DataText::TestExplained));
            }
        });
    });
    if edited {
        *share = percent / 100.0;
    }
    edited
}

/// The folder's own part for testing as the test set.
fn part_ui(ui: &mut Ui, view: &View<'_>, config: &mut DataConfig, dataset: &DatasetView) {
    let part = dataset.notes.iter().find_map(|note| match note {
        Note::LeftOutPart { part: Part::Testing, folder, count, offer: PartOffer::Evaluate(path) } => {
            Some((folder, *count, path))
        }
        _ => None,
    });
    let Some((folder, count, path)) = part else { return };
    let values: [(&str, &dyn Display); 2] = [("folder", &printable(folder)), ("n", &view.language.integer(count))];
    let mut used = config.test_source.as_ref() == Some(path);
    let name = view.language.fill(DataText::TestPart, &values);
    if ui.checkbox(&mut used, name).on_hover_text(view.text(DataText::TestExplained)).changed() {
        config.test_source = used.then(|| path.clone());
        if used {
            config.test_share = 0.0;
        }
    }
}

/// How many files are skipped.
fn skipped_ui(ui: &mut Ui, view: &mut View<'_>, data: &mut DataState) {
    if let Some((done, total)) = data.examining.filter(|_| data.unusable.is_none()) {
        ui.horizontal(|ui| examining_ui(ui, view, done, total));
        return;
    }
    let skipped = data.skipped();
    if skipped > 0 {
        let text = format!("⚠ {}", view.language.count(DataText::LeftOut, skipped));
        if ui.link(RichText::new(text).color(view.tokens.warning)).clicked() {
            data.view = DataView::LeftOut;
        }
    } else if data.unusable.is_some() && data.dataset.as_ref().is_some_and(|dataset| !dataset.photos.is_empty()) {
        ui.label(RichText::new(format!("✓ {}", view.text(DataText::AllUsable))).color(view.tokens.best));
    }
    if !data.duplicates.is_empty()
        && ui.available_width() > NARROW
        && ui.link(view.language.count(DataText::Duplicates, data.duplicates.len())).clicked()
    {
        data.view = DataView::Duplicates;
    }
}

/// What a button beside a warning does.
#[derive(Clone, Copy)]
enum Offer {
    Send(Command),
    /// Photographs without a class are left out.
    LeaveOut,
}

/// What can be done about warnings.
#[derive(Clone, Copy)]
struct Offers {
    duplicates: bool,
    can_list: bool,
}

/// Why this cannot be trained on, what is likely to spoil a training, what was decided while the photographs were opened:
/// the worst of it, and in a tooltip the rest.
fn warnings_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    data: &DataState,
    dataset: &DatasetView,
    leave_out: &mut bool,
    offers: Offers,
) {
    if dataset.photos.is_empty() {
        return;
    }
    let language = view.language;
    let warnings = data.warnings();
    let unlabelled = data.unlabelled();
    let untrainable = dataset.untrainable(*leave_out).map(|reason| {
        if data.names_classes && unlabelled > 0 && !*leave_out {
            language.count(DataText::WithoutClass, unlabelled)
        } else {
            format!("{}: {}", language.text(DataText::NotTrainable), reason.localized(language))
        }
    });
    let acts =
        untrainable.is_none() && offers.duplicates && matches!(warnings.first(), Some(Warning::DuplicatesAcross(_)));
    // Where the others are enough to train on.
    let can_leave_out = unlabelled > 0 && untrainable.is_some() && !*leave_out && dataset.untrainable(true).is_none();
    let action = if acts {
        Some((DataText::ExcludeDuplicates, Offer::Send(Command::ExcludeDuplicates)))
    } else if can_leave_out && view.editable {
        Some((DataText::TrainWithout, Offer::LeaveOut))
    } else {
        let lists = untrainable.is_some() && offers.can_list;
        lists.then_some((DataText::LabelThese, Offer::Send(Command::ListOpen)))
    };
    let is_warning = untrainable.is_some() || !warnings.is_empty();
    // A class with few photos, or the same photo on both sides of the split.
    let explains = untrainable.is_none()
        && matches!(
            warnings.first(),
            Some(Warning::DuplicatesAcross(_) | Warning::Few { .. } | Warning::SeveralFew { .. })
        );
    let left_out = (*leave_out && unlabelled > 0).then(|| language.count(DataText::UnlabelledLeftOut, unlabelled));
    let notes = dataset.notes.iter().filter(|note| !matches!(note, Note::LeftOut { .. }));
    let warnings = warnings.iter().map(|warning| sentence(view, *warning, dataset));
    let sentences: Vec<String> =
        untrainable.into_iter().chain(left_out).chain(warnings).chain(notes.map(|note| note.text(language))).collect();
    let Some((first, others)) = sentences.split_first() else { return };
    if is_warning {
        ui.label(RichText::new("⚠").color(view.tokens.warning));
    }
    let more = language.fill(DataText::MoreWarnings, &[("n", &others.len())]);
    let font = TextStyle::Body.resolve(ui.style());
    let width =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), view.tokens.text).size().x + 28.0;
    // In a narrow window the menu has it alone.
    let action = action.filter(|(text, _)| width(view.text(*text)) + NARROW < ui.available_width());
    let button = action.map_or(0.0, |(text, _)| width(view.text(text)));
    let beside = if others.is_empty() { 0.0 } else { width(&more) };
    let why = width(view.text(RemarkText::Why));
    let explains = explains && button + beside + why + NARROW < ui.available_width();
    let beside = beside + if explains { why } else { 0.0 };
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() - button - beside).max(80.0));
        ui.add(Label::new(RichText::new(first).small()).truncate()).on_hover_text(first);
    });
    if !others.is_empty() {
        small(ui, more).on_hover_text(others.join("\n"));
    }
    if explains {
        why_ui(ui, view, Lesson::Overfitting);
    }
    if let Some((text, offer)) = action
        && ui.button(view.text(text)).clicked()
    {
        match offer {
            Offer::Send(command) => view.send(command),
            Offer::LeaveOut => *leave_out = true,
        }
    }
}

fn sentence(view: &View<'_>, warning: Warning, dataset: &DatasetView) -> String {
    let language = view.language;
    let name = |class: usize| {
        dataset.classes.get(class).map(|name| printable(view.class(name)).into_owned()).unwrap_or_default()
    };
    match warning {
        Warning::DuplicatesAcross(groups) => language.count(DataText::DuplicatesAcross, groups),
        Warning::Few { class, count } => {
            let text = match count {
                0 => DataText::ClassNone,
                1 => DataText::ClassOne,
                _ => DataText::ClassFew,
            };
            language.fill(text, &[("class", &name(class)), ("n", &language.integer(count))])
        }
        Warning::SeveralFew { class, classes } => {
            language.count_and_fill(DataText::ClassesFew, classes, &[("class", &name(class))])
        }
        Warning::Imbalance { many, few, times } => {
            let values: [(&str, &dyn Display); 3] = [("many", &name(many)), ("few", &name(few)), ("n", &times)];
            language.fill(DataText::Imbalance, &values)
        }
    }
}
