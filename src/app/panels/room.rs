//! Pages that are larger than the window scroll, and follow the keyboard and a screen reader.

use eframe::egui::accesskit::{self, NodeId};
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align, Event, Id, Layout, Memory, ScrollArea, Ui, Vec2, vec2};

use crate::app::page::Page;

/// A page is never smaller than this: where there is less room, it is scrolled.
const LEAST_PAGE: Vec2 = vec2(480.0, 480.0);
/// In less width than this a page's head folds what is secondary, so that it stays one or two lines high.
pub const NARROW: f32 = 760.0;
/// So many frames the page follows what has been scrolled to: in the first half of them the areas within it scroll.
const FOLLOWED: usize = 10;

/// Which area scrolls; two that lie in each other must not both go the same way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The whole page.
    Page,
    /// One within it, that has others in it.
    Inner,
}

/// What is scrolled to: the control that has just got the keyboard, or that a screen reader asks for.
#[derive(Clone, Copy, Default)]
struct Followed {
    focused: Option<Id>,
    target: Option<NodeId>,
    frames: usize,
}

/// A page in the room that there is; where that is too little, all of it scrolls, and each page keeps its own place.
pub fn room_ui(ui: &mut Ui, page: Page, contents: impl FnOnce(&mut Ui)) {
    update_followed(ui);
    let room = ui.available_size();
    if room.x >= LEAST_PAGE.x && room.y >= LEAST_PAGE.y {
        contents(ui);
        return;
    }
    // A bar that scrolls takes some of the other direction's room.
    let bar = ui.spacing().scroll.floating_allocated_width;
    let size = (room - vec2(bar, bar)).max(LEAST_PAGE);
    ScrollArea::both().auto_shrink(false).id_salt(("page", page as usize)).show(ui, |ui| {
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(size);
            contents(ui);
        });
        follow(ui, Area::Page);
    });
}

/// Looks for what is to be scrolled to before the page's controls consume the request.
fn update_followed(ui: &Ui) {
    let asked = |event: &Event| match event {
        Event::AccessKitActionRequest(request) if request.action == accesskit::Action::ScrollIntoView => {
            Some(request.target_node)
        }
        _ => None,
    };
    let asked = ui.input(|input| input.events.iter().find_map(asked));
    let focused = ui.memory(Memory::focused);
    let mut followed: Followed = ui.data(|data| data.get_temp(memory())).unwrap_or_default();
    followed.frames = followed.frames.saturating_sub(1);
    if focused != followed.focused {
        followed = Followed { focused, target: focused.map(|id| id.accesskit_id()), frames: FOLLOWED };
    }
    if asked.is_some() {
        (followed.target, followed.frames) = (asked, FOLLOWED);
    }
    ui.data_mut(|data| data.insert_temp(memory(), followed));
}

/// Scrolls an area that has others in it to what is followed: egui itself scrolls the innermost area alone.
pub fn follow(ui: &Ui, area: Area) {
    let followed: Followed = ui.data(|data| data.get_temp(memory())).unwrap_or_default();
    let Some(target) = followed.target.filter(|_| followed.frames > 0) else { return };
    ui.ctx().request_repaint();
    let turn = if followed.frames > FOLLOWED / 2 { Area::Inner } else { Area::Page };
    if area != turn {
        return;
    }
    let contents = ui.min_rect();
    let place = ui.ctx().viewport(|viewport| {
        let widgets = viewport.this_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
        let mut here = widgets.filter(|widget| widget.layer_id == ui.layer_id());
        here.find(|widget| widget.id.accesskit_id() == target).map(|widget| widget.rect)
    });
    if let Some(place) = place.filter(|place| contents.contains(place.center())) {
        ui.scroll_to_rect_animation(place, None, ScrollAnimation::none());
    }
}

fn memory() -> Id {
    Id::unique("followed")
}
