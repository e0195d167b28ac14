//! A list to choose one of.

use eframe::egui::{Align, ComboBox, Id, Response, Ui};

/// A button that shows what is chosen and opens the list of `entries`, each a value with its name.
///
/// Opened, the chosen entry has the keyboard's focus, and Up and Down go on from it. When the list closes, the button has
/// the focus again.
pub fn combo<T: Copy + PartialEq>(
    ui: &mut Ui,
    salt: &str,
    width: f32,
    chosen: (T, &str),
    entries: &[(T, &str)],
) -> (Response, Option<T>) {
    let memory = ui.scope_id().with((salt, "focused entry"));
    // While the list is open: the entry that has the focus.
    let before = ui.data(|data| data.get_temp::<Option<Id>>(memory));
    let (mut picked, mut focused) = (None, None);
    let list = ComboBox::from_id_salt(salt).width(width).selected_text(chosen.1);
    let shown = list.show_ui(ui, |ui| {
        for (value, name) in entries {
            let is_chosen = *value == chosen.0;
            let entry = ui.selectable_label(is_chosen, *name);
            if is_chosen && before.is_none() {
                entry.request_focus();
                entry.scroll_to_me(Some(Align::Center));
            }
            if ui.memory(|memory| memory.has_focus(entry.id)) {
                focused = Some(entry.id);
            }
            if entry.clicked() {
                picked = Some(*value);
                // A click by keys does not close it by itself.
                ui.close();
            }
        }
    });
    match (shown.inner.is_some(), before) {
        (true, _) => {
            ui.data_mut(|data| data.insert_temp(memory, focused));
        }
        (false, Some(entry)) => {
            ui.data_mut(|data| data.remove::<Option<Id>>(memory));
            let now = ui.memory(eframe::egui::Memory::focused);
            if now.is_none() || now == entry {
                shown.response.request_focus();
            }
        }
        (false, None) => {}
    }
    (shown.response, picked)
}
