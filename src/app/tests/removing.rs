//! After a layer or a callback is removed, the keyboard is not at the button that removes the next one.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use crate::app::page::Page;

#[test]
fn pressing_enter_twice_removes_one_layer() {
    let mut window = Window::open();
    window.harness.state_mut().state.settings.page = Page::Network;
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    let layers = |window: &Window| window.state().subject.config.network.layers.len();
    let before = layers(&window);
    window.harness.get_by_label_contains("Remove layer 3, ").focus();
    window.harness.run_steps(2);
    window.press(Key::Enter);
    assert_eq!(layers(&window), before - 1);
    assert!(window.focused().is_some_and(|name| name.starts_with("Edit layer 3, ")), "{:?}", window.focused());
    window.press(Key::Enter);
    assert_eq!(layers(&window), before - 1, "the next layer is opened instead");
}

#[test]
fn the_last_layer_gives_the_keyboard_to_the_one_before() {
    let mut window = Window::open();
    window.harness.state_mut().state.settings.page = Page::Network;
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    let last = window.state().subject.config.network.layers.len();
    window.harness.get_by_label_contains(&format!("Remove layer {last}, ")).click_accesskit();
    window.harness.run_steps(4);
    let before = format!("Edit layer {}, ", last - 1);
    assert!(window.focused().is_some_and(|name| name.starts_with(&before)), "{:?}", window.focused());
}

#[test]
fn a_removed_callback_gives_the_keyboard_to_the_button_that_adds_one() {
    let mut window = Window::open();
    window.harness.state_mut().state.settings.page = Page::Network;
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    let callbacks = |window: &Window| window.state().subject.config.callbacks.len();
    let before = callbacks(&window);
    let kind = window.state().subject.config.callbacks[0].kind();
    window.harness.get_by_label(&format!("Remove {kind}")).click_accesskit();
    window.harness.run_steps(4);
    assert_eq!(callbacks(&window), before - 1);
    assert!(window.focused().is_some_and(|name| name.starts_with("+ ")), "{:?}", window.focused());
}
