//! Weights of classes on the network page.

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use super::steps::with_drawings;
use crate::app::commands::Command;

#[test]
fn weights_of_classes_are_typed_undone_and_named_where_there_is_no_such_class() {
    let mut window = Window::open();
    with_drawings(&mut window);
    window.harness.get_by_label("3 Network").click();
    window.harness.run_steps(4);
    window.harness.get_by_label("class_weight").click();
    window.harness.run_steps(4);
    let weights = |window: &Window| window.state().subject.config.training.class_weight.clone();
    let all_one = [("cat".to_owned(), 1.0), ("dog".to_owned(), 1.0)].into();
    assert_eq!(weights(&window), all_one);
    window.send(Command::Undo);
    window.harness.run_steps(4);
    assert!(weights(&window).is_empty());
    let wrong = [("cat".to_owned(), 2.0), ("bird".to_owned(), 3.0)];
    window.harness.state_mut().state.subject.config.training.class_weight = wrong.into();
    window.harness.run_steps(4);
    window.harness.get_by_label_contains("The photos have no class bird");
    window.harness.get_by_label("Remove the weight of bird").click_accesskit();
    window.harness.run_steps(4);
    assert_eq!(weights(&window), [("cat".to_owned(), 2.0)].into());
}
