//! Notices: the unread ones in a corner, where they move nothing, and all of them in a list.

use std::time::Duration;

use eframe::egui::{
    Align2, Area, Context, Frame, Id, Key, Margin, Modifiers, Order, ScrollArea, Shadow, Stroke, Ui, accesskit, vec2,
};

use super::{STATUS_HEIGHT, View};
use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::notices::Notice;
use crate::app::state::State;
use crate::app::theme::{GAP, INSIDE, SECTION};
use crate::app::widgets::{emphasis, sign, weak};
use crate::text::{OverlayText, ShellText};

const WIDTH: f32 = 360.0;
/// So many unread notices are shown at once.
const SHOWN: usize = 3;

pub fn notices_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    let held = if state.notices_open { list_ui(context, view, state) } else { corner_ui(context, view, state) };
    let now_s = context.input(|input| input.time);
    if let Some(left_s) = state.notices.pass_time(now_s, held) {
        context.request_repaint_after(Duration::from_secs_f64(left_s));
    }
}

fn frame(view: &View<'_>) -> Frame {
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: view.tokens.background.gamma_multiply(0.8) };
    Frame::new()
        .fill(view.tokens.raised)
        .stroke(Stroke::new(1.0, view.tokens.line))
        .corner_radius(8.0)
        .shadow(shadow)
        .inner_margin(Margin::same(INSIDE as i8))
}

fn width(context: &Context) -> f32 {
    WIDTH.min(context.content_rect().width() - 4.0 * INSIDE)
}

/// The newest unread notices, the newest at the bottom. Whether the user is at them.
fn corner_ui(context: &Context, view: &mut View<'_>, state: &State) -> bool {
    let unread: Vec<&Notice> = state.notices.unread().collect();
    if unread.is_empty() {
        return false;
    }
    let shown = &unread[unread.len().saturating_sub(SHOWN)..];
    let more = unread.len() - shown.len();
    let corner = vec2(-INSIDE, -STATUS_HEIGHT - INSIDE);
    let area = Area::new(Id::unique("notices")).order(Order::Middle).anchor(Align2::RIGHT_BOTTOM, corner);
    let shown = area.show(context, |ui| {
        // Screen readers announce what appears.
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_live(accesskit::Live::Polite));
        ui.set_width(width(context));
        let mut focused = false;
        if more > 0 {
            let button = ui.button(view.language.count(ShellText::NoticesMore, more));
            focused |= button.has_focus();
            if button.clicked() {
                view.send(Command::ShowNotices);
            }
        }
        for notice in shown {
            ui.push_id(notice.id, |ui| {
                frame(view).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    focused |= notice_ui(ui, view, notice);
                });
            });
        }
        focused
    });
    let pointed = context.pointer_hover_pos().is_some_and(|pointer| shown.response.rect.contains(pointer));
    pointed || shown.inner
}

/// Whether one of its buttons has the keyboard.
fn notice_ui(ui: &mut Ui, view: &mut View<'_>, notice: &Notice) -> bool {
    ui.horizontal_wrapped(|ui| {
        ui.label(sign(notice.severity, view.tokens, view.language));
        ui.label(&notice.summary);
    });
    if let Some(details) = &notice.details {
        weak(ui, details);
    }
    ui.horizontal_wrapped(|ui| buttons_ui(ui, view, notice)).inner
}

/// What the user can do about a notice. Whether one of the buttons has the keyboard.
fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, notice: &Notice) -> bool {
    let mut focused = false;
    if let Some(offer) = &notice.offer {
        let button = ui.button(view.text(OverlayText::UseIt));
        focused |= button.has_focus();
        if button.clicked() {
            view.send(Action::UseOverlay(offer.clone()));
        }
    }
    if let Some(file) = &notice.saved {
        for (text, path) in [(ShellText::Open, Some(file.as_path())), (ShellText::ShowInFolder, file.parent())] {
            let button = ui.button(view.text(text));
            focused |= button.has_focus();
            if let Some(path) = path.filter(|_| button.clicked()) {
                view.send(Action::OpenFile(path.to_owned()));
            }
        }
    }
    if let Some(details) = &notice.details {
        let button = ui.button(view.text(ShellText::CopyDetails));
        focused |= button.has_focus();
        if button.clicked() {
            ui.ctx().copy_text(format!("{}\n{details}", notice.summary));
        }
    }
    if !notice.read {
        let button = ui.button(view.text(ShellText::Dismiss));
        focused |= button.has_focus();
        if button.clicked() {
            view.send(Action::DismissNotice(notice.id));
        }
    }
    focused
}

/// All notices, the newest first. It closes by its button and by Escape; what is in it stays unread until dismissed.
fn list_ui(context: &Context, view: &mut View<'_>, state: &mut State) -> bool {
    let State { notices, notices_open, .. } = state;
    let corner = vec2(-INSIDE, -STATUS_HEIGHT - INSIDE);
    let room = context.content_rect().height() - 3.0 * STATUS_HEIGHT - 4.0 * INSIDE;
    let area = Area::new(Id::unique("notices list")).order(Order::Middle).anchor(Align2::RIGHT_BOTTOM, corner);
    area.show(context, |ui| {
        ui.set_width(width(context));
        frame(view).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(emphasis(view.text(ShellText::NoticesTitle)).size(SECTION));
            ui.horizontal_wrapped(|ui| {
                if notices.unread().next().is_some() && ui.button(view.text(ShellText::DismissAll)).clicked() {
                    for notice in notices.unread() {
                        view.send(Action::DismissNotice(notice.id));
                    }
                }
                if ui.button(view.text(ShellText::Close)).clicked() {
                    *notices_open = false;
                }
            });
            if notices.all().is_empty() {
                weak(ui, view.text(ShellText::NoticesNone));
            }
            let room = room.max(80.0);
            let area = ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]);
            area.show(ui, |ui| {
                for notice in notices.all().iter().rev() {
                    ui.add_space(GAP);
                    ui.push_id(notice.id, |ui| notice_ui(ui, view, notice));
                }
            });
        });
    });
    if context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        *notices_open = false;
    }
    true
}
