//! The keys that give a command.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

/// A command's keys, as the table of commands writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// None.
    No,
    /// A key alone, for what is done to many photographs in a row.
    Alone(Key),
    /// A key with Ctrl, on macOS with Cmd.
    Ctrl(Key),
    /// The same with Shift.
    CtrlShift(Key),
}

impl Keys {
    /// The same as egui takes it.
    #[must_use]
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        match self {
            Self::No => None,
            Self::Alone(key) => Some(KeyboardShortcut::new(Modifiers::NONE, key)),
            Self::Ctrl(key) => Some(KeyboardShortcut::new(Modifiers::COMMAND, key)),
            Self::CtrlShift(key) => Some(KeyboardShortcut::new(CTRL_SHIFT, key)),
        }
    }
}

/// Keys as they are printed on a keyboard: Ctrl+., Ctrl++, ⌫.
#[must_use]
pub fn written(context: &Context, keys: KeyboardShortcut) -> String {
    let text = context.format_shortcut(&keys);
    let (name, sign) = (keys.logical_key.name(), sign(keys.logical_key));
    text.strip_suffix(name).map_or_else(|| text.clone(), |modifiers| format!("{modifiers}{sign}"))
}

fn sign(key: Key) -> &'static str {
    match key {
        Key::Backspace => "⌫",
        Key::Period => ".",
        Key::Plus => "+",
        Key::Minus => "−",
        other => other.name(),
    }
}
