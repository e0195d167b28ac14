//! Remarks on a page: a quiet line for each, and the way to its lesson.

use eframe::egui::{Link, RichText, Role, Ui, WidgetInfo};

use super::View;
use crate::app::actions::Action;
use crate::app::theme::GAP;
use crate::app::widgets::small;
use crate::lessons::Lesson;
use crate::lessons::remarks::Remark;
use crate::text::lessons::{RemarkText, TermText};

pub fn remarks_ui(ui: &mut Ui, view: &mut View<'_>, remarks: &[Remark]) {
    for remark in remarks {
        remark_ui(ui, view, &remark.sentence(view.language), remark.lesson());
    }
}

/// One remark. Its sign stands beside the text: within it, the sign's font would set the first line apart.
pub fn remark_ui(ui: &mut Ui, view: &mut View<'_>, sentence: &str, lesson: Lesson) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing.x = GAP;
        small(ui, "Ⓘ");
        ui.vertical(|ui| {
            ui.horizontal_wrapped(|ui| {
                small(ui, sentence);
                why_ui(ui, view, lesson);
            });
        });
    });
}

/// The link to the lesson that explains something.
pub fn why_ui(ui: &mut Ui, view: &mut View<'_>, lesson: Lesson) {
    let title = lesson.title(view.language);
    let name = view.language.fill(TermText::ToLesson, &[("title", &title)]);
    // Its arrow does not go on a line of its own.
    let why = view.text(RemarkText::Why).replace(' ', "\u{a0}");
    let link = ui.add(Link::new(RichText::new(why).small())).on_hover_text(&name);
    link.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
    if link.clicked() {
        view.send(Action::OpenLesson(lesson));
    }
}
