//! What a term of a page means, and the way to its lesson: beside the term, and for all of a page at once.

use eframe::egui::{
    Button, Context, Id, LayerId, Popup, PopupCloseBehavior, RichText, Role, ScrollArea, Ui, WidgetInfo,
};

use super::View;
use crate::app::actions::Action;
use crate::app::page::Page;
use crate::app::theme::{GAP, GROUP};
use crate::app::widgets::{close_explained, emphasis, shown_term};
use crate::lessons::glossary::Glossed;
use crate::text::lessons::TermText;

/// Width of the explanations.
const WIDTH: f32 = 360.0;
/// Width of one beside its term.
const NARROW: f32 = 300.0;

const fn terms(page: Page) -> &'static [&'static [Glossed]] {
    match page {
        Page::Data => &[Glossed::DATA],
        Page::Augmentation => &[Glossed::AUGMENTATION],
        Page::Network => &[Glossed::LAYERS, Glossed::SETTINGS, Glossed::CALLBACKS],
        Page::Training => &[Glossed::TRAINING],
        Page::Results => &[Glossed::RESULTS],
        Page::Prediction => &[Glossed::PREDICTION],
        Page::Runs | Page::Learn => &[],
    }
}

/// A question mark that opens the terms of the shown page.
pub fn terms_button(ui: &mut Ui, view: &mut View<'_>) {
    let terms = terms(view.page);
    if terms.is_empty() {
        return;
    }
    let name = view.text(TermText::Terms);
    let button = Button::new(RichText::new("?").small()).frame_when_inactive(false);
    let shown = eframe::egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_width(WIDTH);
        ui.label(emphasis(name));
        let room = ui.ctx().content_rect().height() - 4.0 * GROUP;
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            for term in terms.iter().copied().flatten() {
                ui.add_space(GAP);
                if meaning_ui(ui, view, *term).clicked() {
                    ui.close();
                }
            }
        });
    });
    let response = shown.0.on_hover_text(name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
}

/// A term, what it means, and the button that opens its lesson.
fn meaning_ui(ui: &mut Ui, view: &mut View<'_>, term: Glossed) -> eframe::egui::Response {
    ui.label(emphasis(term.name(view.language)));
    ui.label(term.meaning(view.language));
    let title = term.lesson().title(view.language);
    let lesson = ui.button(view.language.fill(TermText::ToLesson, &[("title", &title)]));
    if lesson.clicked() {
        view.send(Action::OpenLesson(term.lesson()));
    }
    lesson
}

/// The term that a question mark or F1 has opened, beside it.
pub fn term_ui(context: &Context, view: &mut View<'_>) {
    let Some(shown) = shown_term(context) else { return };
    let id = Id::unique("term");
    if shown.is_new {
        Popup::open_id(context, id);
    }
    let popup = Popup::new(id, context.clone(), shown.beside, LayerId::background()).open_memory(None).width(NARROW);
    let opened = popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(NARROW);
        let lesson = meaning_ui(ui, view, shown.term);
        if shown.is_new {
            lesson.request_focus();
        }
        lesson.clicked()
    });
    if opened.is_some_and(|opened| opened.inner) || !(shown.is_new || Popup::is_id_open(context, id)) {
        close_explained(context);
    }
}
