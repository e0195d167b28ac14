//! The lesson on local receptive fields and shared weights.

use eframe::egui::Ui;

use super::View;
use super::controls::{Steps, share_bar, slider};
use super::formula::{formula_ui, terms_ui};
use super::lesson::Yours;
use crate::app::commands::Command;
use crate::app::state::Subject;
use crate::app::theme::GAP;
use crate::app::widgets::{emphasis, weak};
use crate::lessons::dense::layers_of;
use crate::lessons::sharing::{FILTERS, KERNELS, PHOTOS, Sharing};
use crate::text::lessons::{DenseText, SharingText as Text};

pub fn move_ui(ui: &mut Ui, view: &View<'_>, sharing: &mut Sharing) {
    ui.checkbox(&mut sharing.is_local, view.text(Text::LookLocally));
    ui.checkbox(&mut sharing.is_shared, view.text(Text::ShareWeights));
    if sharing.is_shared && !sharing.is_local {
        weak(ui, view.text(Text::Alone));
    }
    slider(ui, view, view.text(Text::Kernel), &mut sharing.kernel, KERNELS, Steps::Even);
    slider(ui, view, view.text(Text::Filters), &mut sharing.filters, FILTERS, Steps::Even);
    ui.add_space(GAP);
    let weights = sharing.weights();
    let n = view.language.integer(weights);
    ui.label(emphasis(view.language.fill(Text::Count, &[("n", &n)])));
    // A full bar is the layer without locality and sharing.
    let most = Sharing { is_local: false, is_shared: false, ..sharing.clone() }.weights();
    let share = (weights.max(1) as f32).ln() / (most.max(2) as f32).ln();
    share_bar(ui, &view.language.fill(Text::Bar, &[("n", &n)]), share, view.tokens.accent);
}

pub fn arithmetic_ui(ui: &mut Ui, view: &View<'_>, sharing: &Sharing) {
    let formula = sharing.formula(view.language);
    formula_ui(ui, view, &formula);
    terms_ui(ui, view, &[formula]);
}

pub fn sandbox_ui(ui: &mut Ui, view: &View<'_>, sharing: &mut Sharing) {
    slider(ui, view, view.text(Text::PhotoSide), &mut sharing.side, PHOTOS, Steps::Logarithmic);
    let sizes = sharing.sizes();
    let [dense, shared] = [sizes.dense(), sizes.shared()].map(|n| view.language.integer(n));
    ui.label(view.language.fill(Text::Grows, &[("dense", &dense), ("shared", &shared)]));
}

pub fn yours(view: &View<'_>, subject: &Subject, classes: usize) -> Yours {
    let layers = layers_of(&subject.config.network, classes);
    let words = match layers.as_ref().and_then(|layers| layers.first()) {
        Some(first) => {
            let n = view.language.integer(first.weights);
            view.language.fill(Text::Yours, &[("name", &first.name), ("n", &n)])
        }
        None => view.text(DenseText::Invalid).to_owned(),
    };
    Yours { words, command: Command::GoNetwork }
}
