//! What must hold on every page.

use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;
use proptest::prelude::*;

use super::harness::{Window, small_experiment};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::texts::Language;

#[test]
fn every_control_on_every_page_has_a_name_in_both_languages() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.harness.get_by_label("Only look at them").click();
    window.until("the split is known", |window| !window.state().data.sides.is_empty());
    for language in [Language::English, Language::Portuguese] {
        for page in Page::ALL {
            let state = &mut window.harness.state_mut().state;
            state.language = language;
            state.settings.page = page;
            state.network.open_layer = Some(0);
            window.harness.run_steps(4);
            let unnamed = window.harness.unnamed_widgets();
            assert!(unnamed.is_empty(), "on {page:?} in {language:?}:\n{}", unnamed.join("\n"));
        }
    }
}

/// The large areas of each page stand side by side and end before the window does.
#[test]
fn nothing_lies_over_its_neighbour() {
    for width in [900.0, 1280.0, 1920.0] {
        let mut window = Window::with(vec2(width, 800.0), small_experiment(1));
        window.harness.run_steps(2);
        window.harness.get_by_label("Only look at them").click();
        window.until("the split is known", |window| !window.state().data.sides.is_empty());
        window.harness.run_steps(3);
        let right =
            |window: &Window, label: &str| window.harness.get_all_by_label(label).last().map(|node| node.rect());
        let next = right(&window, "Next: Augmentation →").expect("there is a next step");
        assert!(next.right() <= width, "the next step ends at {} of {width}", next.right());
        window.harness.get_by_label("2 Augmentation").click();
        window.until("there are versions", |window| matches!(window.state().augmentation.versions, Some(Ok(_))));
        let version = right(&window, "Version 5").expect("the last of the first row");
        let parameter = right(&window, "rotation_range").expect("the first parameter");
        assert!(version.right() < parameter.left(), "at {width}: {version:?} lies over {parameter:?}");
    }
}

#[test]
fn no_page_is_wider_than_a_small_window() {
    let mut window = Window::with(vec2(900.0, 600.0), small_experiment(1));
    window.harness.run_steps(2);
    for page in Page::ALL {
        window.harness.state_mut().state.settings.page = page;
        window.harness.run_steps(3);
        for page in Page::ALL {
            let name = format!("{} ", page.number());
            let step = window.harness.get_all_by_label_contains(&name).next().expect("the rail is there");
            assert!(step.rect().right() <= 900.0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever is asked for in whatever order: the window never panics and always shows a page.
    #[test]
    fn any_sequence_of_commands_leaves_a_window(places in proptest::collection::vec(0..Command::ALL.len(), 1..12)) {
        let mut window = Window::with(vec2(900.0, 600.0), small_experiment(1));
        window.harness.run_steps(2);
        for place in places {
            let command = Command::ALL[place];
            if command == Command::Quit {
                continue;
            }
            window.harness.state_mut().actions.push(command.into());
            window.harness.run_steps(2);
            prop_assert_eq!(window.state().training.run.iter().filter(|run| run.is_active()).count() <= 1, true);
        }
        prop_assert!(window.harness.query_all_by_label_contains("1 Da").count() >= 1);
    }
}
