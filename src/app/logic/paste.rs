//! Pictures and files that the user pastes.

use eframe::egui::{Context, Event};

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
use crate::app::drops::list::FileList;
use crate::app::notices::Severity;
use crate::app::page::Page;
use crate::text::ShellText;

impl App {
    /// Takes what is pasted while no text is edited: a picture, or files as if they had been dropped.
    pub(super) fn take_paste(&mut self, context: &Context) {
        let image = context.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::PasteImage(image) => Some(image.clone()),
                _ => None,
            })
        });
        let text = context.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(text) = text.filter(|_| !context.text_edit_focused()) {
            let FileList { paths, others } = FileList::of(&text);
            // Words that are pasted by mistake may have a path among them.
            if paths.is_empty() || !others.is_empty() {
                let summary = self.state.language.text(ShellText::NothingPasted);
                self.state.notices.report(Severity::Information, summary, None);
            } else {
                let action = self.action_of_drop(paths);
                self.actions.push(Sent::new(action, Origin::Paste));
            }
        }
        if let Some(image) = image {
            self.state.settings.page = Page::Prediction;
            self.actions.push(Sent::new(Action::ClassifyPasted(image), Origin::Paste));
        }
    }
}
