//! The Tab key goes through each page in reading order: from top to bottom, and in a row from left to right.

use std::collections::HashSet;

use eframe::egui::{Id, Key, Rect};
use egui_kittest::kittest::NodeT as _;

use super::harness::Window;
use super::tour::tour;

/// More controls than any page has.
const MOST: usize = 400;

#[test]
fn the_tab_key_follows_the_reading_order() {
    let mut all = Vec::new();
    tour(&mut Window::open(), |window, place| {
        // Menus are walked by arrow keys, and a running training changes its controls.
        if matches!(place, "the menu" | "a running training") {
            return;
        }
        // From nowhere, Tab goes to the first control.
        window.harness.ctx.memory_mut(|memory| memory.focused().map(|focused| memory.surrender_focus(focused)));
        window.harness.run_steps(2);
        let mut wrong = Vec::new();
        let mut last: Option<Id> = None;
        let mut seen = HashSet::new();
        while seen.len() < MOST {
            window.harness.key_press(Key::Tab);
            window.harness.run_steps(3);
            let Some(now) = window.harness.ctx.memory(eframe::egui::Memory::focused) else { continue };
            if !seen.insert(now) {
                break;
            }
            let (from, to) = (last.and_then(|last| rect(window, last)), rect(window, now));
            if let (Some(from), Some(to)) = (from, to)
                && goes_back(from, to)
                && !of_one_legend(from, to)
                && (last.is_some_and(|last| is_seen(window, last)) || !is_seen(window, now))
            {
                let from = last.map(|last| name(window, last));
                wrong.push(format!("from {} to {}", from.unwrap_or_default(), name(window, now)));
            }
            last = Some(now);
        }
        window.harness.ctx.memory_mut(|memory| memory.focused().map(|focused| memory.surrender_focus(focused)));
        assert!(!seen.is_empty(), "{place}: Tab reaches {} controls", seen.len());
        all.extend(wrong.into_iter().map(|wrong| format!("{place}: {wrong}")));
    });
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Where a control is, from left to right only as far as it is visible.
fn rect(window: &Window, id: Id) -> Option<Rect> {
    let place = |widget: &eframe::egui::WidgetRect| {
        let seen = widget.interact_rect.x_range();
        Rect::from_x_y_ranges(if seen.span() > 0.0 { seen } else { widget.rect.x_range() }, widget.rect.y_range())
    };
    window.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).map(place))
}

/// Whether a control is visible, and not scrolled out of view.
fn is_seen(window: &Window, id: Id) -> bool {
    let seen = |widget: &eframe::egui::WidgetRect| widget.interact_rect.is_positive();
    window.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).is_some_and(seen))
}

fn name(window: &Window, id: Id) -> String {
    let is_it = |node: &egui_kittest::Node<'_>| node.accesskit_node().locate().0 == id.accesskit_id();
    let node = window.harness.root().children_recursive().find(is_it);
    let name = node.and_then(|node| node.accesskit_node().label()).unwrap_or_default();
    format!("{name:?} at {:?}", rect(window, id))
}

/// The plots' own legends go from bottom to top, their names flush right.
fn of_one_legend(from: Rect, to: Rect) -> bool {
    (from.right() - to.right()).abs() < 0.5 && (to.bottom() - from.top()).abs() < 12.0
}

/// Whether `to` comes before `from` in reading order: it is to the left in the same row, or above and not in a column
/// further right.
fn goes_back(from: Rect, to: Rect) -> bool {
    let shared = from.bottom().min(to.bottom()) - from.top().max(to.top());
    let same_row = shared > 0.5 * from.height().min(to.height());
    if same_row { to.right() <= from.left() + 1.0 } else { to.bottom() <= from.top() + 1.0 && to.left() < from.right() }
}
