//! Notices: the newest in a strip above the status bar, all of them in a list.

use eframe::egui::{
    Align2, Button, Context, Frame, Id, Margin, Panel, Rect, ScrollArea, Ui, UiBuilder, Window, accesskit, vec2,
};

use super::View;
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::notices::Notice;
use crate::app::state::State;
use crate::app::widgets::{at_right, room_beside, sign, weak};
use crate::text::{OverlayText, ShellText};

const WIDTH: f32 = 360.0;
/// What is at the right end of the strip.
const RIGHT: &str = "newest notice";

pub fn notices_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    if state.notices_open {
        list_ui(context, view, state);
    }
}

/// The place of the newest unread notice: a strip of its own, so that it covers nothing.
pub fn strip_place(ui: &mut Ui, view: &View<'_>, state: &State) -> Option<Rect> {
    newest(state)?;
    let height = ui.data(|memory| memory.get_temp::<f32>(strip_id())).unwrap_or_default();
    let frame = Frame::new().fill(view.tokens.raised).inner_margin(Margin::symmetric(16, 8));
    let strip = Panel::bottom("newest notice").resizable(false).frame(frame).show(ui, |ui| {
        ui.set_height(height);
        ui.max_rect()
    });
    Some(strip.inner)
}

fn newest(state: &State) -> Option<&Notice> {
    state.notices.unread().next_back().filter(|_| !state.notices_open)
}

/// Under which the strip's height is remembered.
fn strip_id() -> Id {
    Id::unique("height of the newest notice")
}

/// The newest unread notice in its place, read after the page. Where it needs another height, all is laid out again.
pub fn strip_ui(ui: &mut Ui, view: &mut View<'_>, state: &State, place: Option<Rect>) {
    let Some((newest, place)) = newest(state).zip(place) else { return };
    let more = state.notices.unread().count() - 1;
    let strip = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        // Screen readers announce it when it appears.
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_live(accesskit::Live::Polite));
        ui.horizontal_top(|ui| {
            let room = room_beside(ui, RIGHT);
            ui.vertical(|ui| {
                ui.set_width(room);
                words_ui(ui, view, newest);
            });
            at_right(ui, RIGHT, |ui| {
                if more > 0 && ui.button(view.language.count(ShellText::NoticesMore, more)).clicked() {
                    view.send(Command::ShowNotices);
                }
                buttons_ui(ui, view, newest);
            });
        });
    });
    let height = strip.response.rect.height();
    if (height - place.height()).abs() > 0.5 {
        ui.data_mut(|memory| memory.insert_temp(strip_id(), height));
        ui.ctx().request_discard("the newest notice has another height");
    }
}

fn notice_ui(ui: &mut Ui, view: &mut View<'_>, notice: &Notice) {
    words_ui(ui, view, notice);
    ui.horizontal(|ui| buttons_ui(ui, view, notice));
}

fn words_ui(ui: &mut Ui, view: &View<'_>, notice: &Notice) {
    ui.horizontal_wrapped(|ui| {
        ui.label(sign(notice.severity, view.tokens, view.language));
        ui.label(&notice.summary);
    });
    if let Some(details) = &notice.details {
        weak(ui, details);
    }
}

/// What the user can do about a notice.
fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, notice: &Notice) {
    if let Some(offer) = &notice.offer
        && ui.button(view.text(OverlayText::UseIt)).clicked()
    {
        view.send(Action::UseOverlay(offer.clone()));
    }
    if let Some(details) = &notice.details
        && ui.button(view.text(ShellText::CopyDetails)).clicked()
    {
        ui.ctx().copy_text(format!("{}\n{details}", notice.summary));
    }
    if !notice.read && ui.button(view.text(ShellText::Dismiss)).clicked() {
        view.send(Action::DismissNotice(notice.id));
    }
}

fn list_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    let State { notices, notices_open, .. } = state;
    Window::new(view.text(ShellText::NoticesTitle))
        .id(Id::unique("notices list"))
        .open(notices_open)
        .anchor(Align2::RIGHT_TOP, vec2(-16.0, 64.0))
        .default_width(WIDTH)
        .collapsible(false)
        .resizable(false)
        .show(context, |ui| {
            if notices.all().is_empty() {
                weak(ui, view.text(ShellText::NoticesNone));
                return;
            }
            if ui.add(Button::new(view.text(ShellText::DismissAll))).clicked() {
                for notice in notices.unread() {
                    view.send(Action::DismissNotice(notice.id));
                }
            }
            ScrollArea::vertical().max_height(400.0).show(ui, |ui| {
                for notice in notices.all().iter().rev() {
                    ui.separator();
                    ui.push_id(notice.id, |ui| notice_ui(ui, view, notice));
                }
            });
        });
}
