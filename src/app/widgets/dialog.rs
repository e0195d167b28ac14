//! Dialogs over the whole window.

use eframe::egui::{Context, Frame, Id, Margin, Memory, Modal, ModalResponse, ScrollArea, Ui, Vec2};

use crate::app::theme::GROUP;

/// What a dialog leaves free of the window, at least.
const AROUND: f32 = 32.0;

/// What had the keyboard before a dialog, and whether one is open.
#[derive(Clone, Copy, Default)]
struct Before {
    focused: Option<Id>,
    is_open: bool,
}

/// A dialog of this width, or as wide as the window allows. What is higher than the window scrolls.
pub fn dialog<R>(context: &Context, name: &str, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    let pass = context.cumulative_pass_nr();
    context.data_mut(|data| data.insert_temp(shown_in(), pass));
    let room = context.content_rect().size() - Vec2::splat(2.0 * (AROUND + GROUP));
    let frame = Frame::popup(&context.style_of(context.theme())).inner_margin(Margin::same(GROUP as i8));
    Modal::new(Id::unique(name)).frame(frame).show(context, |ui| {
        ui.set_width(width.min(room.x));
        let area = ScrollArea::vertical().max_height(room.y).min_scrolled_height(room.y).auto_shrink([false, true]);
        area.show(ui, contents).inner
    })
}

/// When a dialog has closed, gives the keyboard back to what had it before. To be called once a frame, after all dialogs.
pub fn give_keyboard_back(context: &Context) {
    let pass = context.cumulative_pass_nr();
    let is_open = context.data(|data| data.get_temp::<u64>(shown_in())) == Some(pass);
    let mut before: Before = context.data(|data| data.get_temp(before())).unwrap_or_default();
    if before.is_open && !is_open {
        if let Some(focused) = before.focused {
            context.memory_mut(|memory| memory.request_focus(focused));
            context.request_repaint();
        }
    } else if !is_open {
        before.focused = context.memory(Memory::focused);
    }
    before.is_open = is_open;
    context.data_mut(|data| data.insert_temp(self::before(), before));
}

/// Lets this get the keyboard when the dialog has closed.
pub fn keyboard_after_dialog(context: &Context, id: Id) {
    context.data_mut(|data| data.get_temp_mut_or_default::<Before>(before()).focused = Some(id));
}

fn before() -> Id {
    Id::unique("before a dialog")
}

fn shown_in() -> Id {
    Id::unique("pass in which a dialog was shown")
}
