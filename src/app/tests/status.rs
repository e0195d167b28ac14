//! The status bar says what is being computed, on every page.

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use super::steps::{with_drawings, with_results};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{DuplicateSearch, Evaluation};
use crate::text::Language;

/// Fails unless the bar says this in words and has a bar of progress with the same name.
fn assert_says(window: &mut Window, words: &str) {
    for page in [Page::Data, Page::Network, Page::Prediction] {
        window.send(Command::go_to(page));
        window.harness.run_steps(3);
        assert_eq!(window.harness.query_all_by_label(words).count(), 2, "{words} on {page:?}");
    }
}

#[test]
fn a_search_for_duplicates_is_in_the_status_bar_with_its_progress() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.state_mut().state.subject.duplicates.search = DuplicateSearch::Running { done: 9, total: 1_040 };
    assert_says(&mut window, "Looking for duplicates 9 / 1,040");
    window.harness.state_mut().state.language = Language::Portuguese;
    assert_says(&mut window, "Procurando fotos duplicadas 9 / 1.040");
}

#[test]
fn an_evaluation_is_in_the_status_bar_with_its_progress() {
    let mut window = Window::open();
    with_results(&mut window);
    window.harness.state_mut().state.subject.results.evaluation = Evaluation::Running { done: 3, total: 8 };
    assert_says(&mut window, "Evaluating 3 / 8");
    window.harness.state_mut().state.language = Language::Portuguese;
    assert_says(&mut window, "Avaliando 3 / 8");
}
