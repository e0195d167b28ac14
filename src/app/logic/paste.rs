//! Pictures and files that the user pastes.

use std::path::PathBuf;

use eframe::egui::{Context, Event};

use crate::app::App;
use crate::app::actions::{Action, Origin, Sent};
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
            let paths = pasted_paths(&text);
            if paths.is_empty() {
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

/// The files that a file manager has put on the clipboard as text: absolute paths or `file:` addresses, a line each; none
/// where a line is neither.
fn pasted_paths(text: &str) -> Vec<PathBuf> {
    let path = |line: &str| {
        let address = line.strip_prefix("file://").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest));
        let path = PathBuf::from(address.map_or_else(|| line.to_owned(), decoded));
        path.is_absolute().then_some(path)
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    // Some file managers put the intended operation before the addresses.
    let lines = lines.filter(|line| !matches!(*line, "copy" | "cut" | "x-special/nautilus-clipboard"));
    let lines = lines.map(without_quotes);
    lines.map(path).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// An address without its percent signs.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = code.filter(|_| *first == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A path as shells and other programs quote it, without the quotes.
fn without_quotes(line: &str) -> &str {
    let inside = |quote: char| line.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_files_are_found_in_every_form_that_file_managers_write() {
        let expected = ["/a b/c.png", "/é.png"].map(PathBuf::from).to_vec();
        for text in [
            "/a b/c.png\n/é.png",
            "/a b/c.png\r\n/é.png\r\n",
            "file:///a%20b/c.png\nfile:///%C3%A9.png\n",
            "file://localhost/a%20b/c.png\r\nfile:///é.png",
            "x-special/nautilus-clipboard\ncopy\nfile:///a%20b/c.png\nfile:///%c3%a9.png",
            "\"/a b/c.png\"\n'/é.png'",
            "# a remark\nfile:///a b/c.png\n\n/é.png",
        ] {
            assert_eq!(pasted_paths(text), expected, "{text:?}");
        }
        for text in ["", "some words", "/a.png\nand words", "https://example.org/a.png", "file://elsewhere/a.png"] {
            assert_eq!(pasted_paths(text), Vec::<PathBuf>::new(), "{text:?}");
        }
        assert_eq!(pasted_paths("/100%.png"), [PathBuf::from("/100%.png")], "a path is no address");
    }
}
