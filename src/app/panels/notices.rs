//! Notices: the newest above the status bar, all of them in a list.

use eframe::egui::{Align2, Area, Button, Context, Frame, Id, Order, ScrollArea, Ui, Window, vec2};

use super::View;
use crate::app::actions::Action;
use crate::app::notices::Notice;
use crate::app::state::State;
use crate::app::texts::ShellText;
use crate::app::widgets::{sign, weak};

/// Notices shown at once; more are in the list.
const SHOWN: usize = 3;
const WIDTH: f32 = 360.0;

pub fn notices_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    if state.notices_open {
        list_ui(context, view, state);
        return;
    }
    let shown: Vec<&Notice> = state.notices.unread().rev().take(SHOWN).collect();
    if shown.is_empty() {
        return;
    }
    Area::new(Id::unique("notices")).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -56.0)).order(Order::Foreground).show(
        context,
        |ui| {
            for notice in shown {
                Frame::popup(ui.style()).inner_margin(16.0).show(ui, |ui| {
                    ui.set_width(WIDTH);
                    notice_ui(ui, view, notice);
                });
            }
        },
    );
}

fn notice_ui(ui: &mut Ui, view: &mut View<'_>, notice: &Notice) {
    ui.label(sign(notice.severity, view.tokens, view.language));
    ui.label(&notice.summary);
    if let Some(details) = &notice.details {
        weak(ui, details);
    }
    ui.horizontal(|ui| {
        if let Some(run) = &notice.resume
            && ui.button(view.text(ShellText::GoOn)).clicked()
        {
            view.send(Action::ResumeRun(run.clone()));
            view.send(Action::DismissNotice(notice.id));
        }
        if let Some(details) = &notice.details
            && ui.button(view.text(ShellText::CopyDetails)).clicked()
        {
            ui.ctx().copy_text(format!("{}\n{details}", notice.summary));
        }
        if !notice.read && ui.button(view.text(ShellText::Dismiss)).clicked() {
            view.send(Action::DismissNotice(notice.id));
        }
    });
}

fn list_ui(context: &Context, view: &mut View<'_>, state: &mut State) {
    let State { notices, notices_open, .. } = state;
    let mut dismiss_all = false;
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
            dismiss_all = ui.add(Button::new(view.text(ShellText::DismissAll))).clicked();
            ScrollArea::vertical().max_height(400.0).show(ui, |ui| {
                for notice in notices.all().iter().rev() {
                    ui.separator();
                    ui.push_id(notice.id, |ui| notice_ui(ui, view, notice));
                }
            });
        });
    if dismiss_all {
        notices.dismiss_all();
    }
}
