//! What must hold in every place of the window.

use std::collections::HashMap;

use eframe::egui::accesskit::{self, ActionRequest, Role, TreeId};
use eframe::egui::{Event, Id, Rect, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::{Window, small_experiment};
use super::steps::command;
use super::tour::tour;
use crate::app::commands::Command;
use crate::text::Language;

#[test]
fn every_control_on_every_page_has_a_name_in_both_languages() {
    tour(&mut Window::open(), |window, place| {
        in_both_languages(window, |window, language| {
            let unnamed = window.harness.unnamed_widgets();
            assert!(unnamed.is_empty(), "{place} in {language:?}:\n{}", unnamed.join("\n"));
        });
    });
}

fn in_both_languages(window: &mut Window, mut check: impl FnMut(&mut Window, Language)) {
    for language in [Language::Portuguese, Language::English] {
        window.harness.state_mut().state.language = language;
        window.harness.run_steps(3);
        check(window, language);
    }
}

#[test]
fn every_chart_has_a_text_description() {
    tour(&mut Window::open(), |window, place| {
        let wanted = match place {
            "a training that has ended" | "curves" => 3,
            "two runs side by side" => 2,
            _ => return,
        };
        let is_chart = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().role() == accesskit::Role::Image && node.rect().width() > node.rect().height()
        };
        let charts = window.harness.root().children_recursive().filter(is_chart);
        let descriptions: Vec<Option<String>> = charts.map(|chart| chart.accesskit_node().label()).collect();
        let has_numbers = |description: &Option<String>| {
            description.as_ref().is_some_and(|description| description.contains(|c: char| c.is_ascii_digit()))
        };
        assert!(descriptions.len() >= wanted && descriptions.iter().all(has_numbers), "{place}: {descriptions:?}");
    });
}

#[test]
fn neighbouring_areas_do_not_overlap() {
    for width in [900.0, 1280.0, 1920.0] {
        let mut window = Window::with(vec2(width, 800.0), small_experiment(1));
        window.harness.run_steps(2);
        window.harness.get_by_label("Only look at them").click();
        window.until("the split is known", |window| !window.state().subject.data.sides.is_empty());
        window.harness.run_steps(3);
        let right =
            |window: &Window, label: &str| window.harness.get_all_by_label(label).last().map(|node| node.rect());
        let next = right(&window, "Next: Augmentation →").expect("there is a next step");
        assert!(next.right() <= width, "the next step ends at {} of {width}", next.right());
        window.harness.get_by_label("2 Augmentation").click();
        window
            .until("there are versions", |window| matches!(window.state().subject.augmentation.versions, Some(Ok(_))));
        let version = right(&window, "Version 5").expect("the last of the first row");
        let parameter = right(&window, "rotation_range").expect("the first parameter");
        assert!(version.right() < parameter.left(), "at {width}: {version:?} lies over {parameter:?}");
    }
}

#[test]
fn every_control_lies_in_a_small_window_or_scrolls_into_it() {
    every_control_can_be_seen(vec2(900.0, 600.0), 1.0);
}

#[test]
fn every_control_lies_in_the_window_or_scrolls_into_it_when_all_is_larger_by_half() {
    every_control_can_be_seen(vec2(1280.0, 800.0), 1.5);
}

#[test]
fn every_control_lies_in_the_usual_window_or_scrolls_into_it() {
    every_control_can_be_seen(vec2(1280.0, 800.0), 1.0);
}

#[test]
fn every_control_scrolls_into_the_smallest_window() {
    every_control_can_be_seen(vec2(720.0, 480.0), 1.0);
}

#[test]
fn every_control_scrolls_into_the_window_when_all_is_twice_as_large() {
    every_control_can_be_seen(vec2(1280.0, 800.0), 2.0);
}

/// Texts and pictures are no controls, and nothing scrolls sideways to them.
#[test]
fn no_text_and_no_picture_ends_beyond_the_usual_window() {
    let size = vec2(1280.0, 800.0);
    let mut window = Window::with(size, small_experiment(1));
    let mut beyond = Vec::new();
    tour(&mut window, |window, place| {
        in_both_languages(window, |window, language| {
            for node in window.harness.root().children_recursive() {
                let node = node.accesskit_node();
                let Some(rect) = node.bounding_box().filter(|rect| rect.x1 > f64::from(size.x) + 1.0) else { continue };
                if matches!(node.role(), Role::Label | Role::Image) {
                    beyond.push(format!("{place} in {language:?}: {:?} {rect:?}", node.label().or(node.value())));
                }
            }
        });
    });
    assert!(beyond.is_empty(), "{}", beyond.join("\n"));
}

fn every_control_can_be_seen(size: Vec2, zoom: f32) {
    let mut window = Window::with(size, small_experiment(1));
    while window.state().settings.zoom < zoom {
        command(&mut window, Command::LargerText);
    }
    let screen = window.harness.ctx.content_rect();
    assert!((screen.size() * zoom - size).length() < 1.0, "{screen:?}");
    let mut hidden = Vec::new();
    tour(&mut window, |window, place| {
        for language in [Language::Portuguese, Language::English] {
            window.harness.state_mut().state.language = language;
            window.harness.run_steps(3);
            for (id, name) in controls(window) {
                // What has ended meanwhile takes its buttons with it.
                if !scrolls_into_view(window, id) && rects(window, id).is_some() {
                    hidden.push(format!("{place} in {language:?}: {name} {:?}", rects(window, id)));
                }
            }
        }
    });
    assert!(hidden.is_empty(), "{}", hidden.join("\n"));
}

/// Height of what can be recognised and clicked, in points.
const ENOUGH: f32 = 24.0;

/// All controls that have a name.
fn controls(window: &Window) -> Vec<(Id, String)> {
    let nodes = window.harness.root().children_recursive().map(|node| node.accesskit_node());
    let named: HashMap<_, _> = nodes.filter_map(|node| Some((node.locate().0, node.label()?))).collect();
    window.harness.ctx.viewport(|viewport| {
        let widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
        let controls = widgets.filter(|widget| widget.enabled && widget.sense.is_focusable());
        controls.filter_map(|control| Some((control.id, named.get(&control.id.accesskit_id())?.clone()))).collect()
    })
}

/// Where a control is, and the visible part of it.
fn rects(window: &Window, id: Id) -> Option<(Rect, Rect)> {
    let widget = window.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).copied())?;
    Some((widget.rect, widget.interact_rect.intersect(window.harness.ctx.content_rect())))
}

/// Whether a control is visible, at once or after a screen reader has scrolled to it: all of it from left to right, and
/// enough of its height to be recognised and clicked.
fn scrolls_into_view(window: &mut Window, id: Id) -> bool {
    let is_seen = |window: &Window| {
        rects(window, id).is_some_and(|(whole, seen)| {
            seen.width() >= whole.width() - 1.0 && seen.height() >= (whole.height() - 1.0).min(ENOUGH)
        })
    };
    if !is_seen(window) {
        window.harness.event(Event::AccessKitActionRequest(ActionRequest {
            action: accesskit::Action::ScrollIntoView,
            target_node: id.accesskit_id(),
            target_tree: TreeId::ROOT,
            data: None,
        }));
        // Areas that lie in each other scroll one after the other.
        for _ in 0..12 {
            window.harness.step();
            if is_seen(window) {
                break;
            }
        }
    }
    is_seen(window)
}
