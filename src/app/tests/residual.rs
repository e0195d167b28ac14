//! A residual block on the network page: it opens to its own layers, which are edited as those of the network.

use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;

use super::harness::{Window, small_experiment};
use super::steps;
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::config::{LayerConfig, preset};

/// The place of the first residual block.
fn block(layers: &[LayerConfig]) -> usize {
    let is_block = |layer: &LayerConfig| matches!(layer, LayerConfig::Residual { .. });
    layers.iter().position(is_block).expect("a residual block")
}

fn inner(window: &Window) -> Vec<LayerConfig> {
    let layers = &window.state().subject.config.network.layers;
    match &layers[block(layers)] {
        LayerConfig::Residual { layers, .. } => layers.clone(),
        _ => Vec::new(),
    }
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label(label).click();
    window.harness.run_steps(3);
}

/// The network page with the layers of the preset `quick`, and the number, from 1, of its first residual block.
fn with_a_block() -> (Window, usize) {
    let mut window = Window::with(vec2(1280.0, 1600.0), small_experiment(2));
    steps::with_drawings(&mut window);
    let quick = preset("quick").expect("it is embedded");
    let number = block(&quick.network.layers) + 1;
    window.harness.state_mut().state.subject.config.network = quick.network;
    window.harness.state_mut().state.settings.page = Page::Network;
    window.until("the table is there", |window| window.state().subject.network.can_be_built());
    window.harness.run_steps(3);
    (window, number)
}

#[test]
fn a_block_opens_to_its_layers_with_their_shapes_and_costs() {
    let (mut window, number) = with_a_block();
    let first = format!("Edit layer {number}.1, Conv2D");
    assert!(window.harness.query_by_label(&first).is_none(), "it is closed at first");
    click(&mut window, &format!("Edit layer {number}, Residual"));
    for (place, layer) in inner(&window).iter().enumerate() {
        window.harness.get_by_label(&format!("Edit layer {number}.{}, {}", place + 1, layer.kind()));
    }
    window.harness.get_by_label("shortcut: the block's input as it is");
    // 3 x 3 x 64 x 64 parameters of each of the two convolutions, without biases.
    let counted = window.harness.get_all_by_label("36,864").count();
    assert!(counted >= 2, "{counted}");
    click(&mut window, &format!("Edit layer {number}, Residual"));
    assert!(window.harness.query_by_label(&first).is_none(), "it can be closed again");
}

#[test]
fn layers_within_a_block_are_edited_moved_removed_added_and_all_of_it_undone() {
    let (mut window, number) = with_a_block();
    let before = inner(&window);
    click(&mut window, &format!("Edit layer {number}, Residual"));
    click(&mut window, &format!("Edit layer {number}.3, Activation"));
    click(&mut window, &format!("Move layer {number}.3, Activation up"));
    assert_eq!((&inner(&window)[1], &inner(&window)[2]), (&before[2], &before[1]));
    click(&mut window, &format!("Remove layer {number}.2, Activation"));
    assert_eq!(inner(&window).len(), before.len() - 1);
    let focused = window.focused();
    assert_eq!(focused.as_deref(), Some(&*format!("Edit layer {number}.2, BatchNormalization")));
    click(&mut window, &format!("Edit layer {number}.2, BatchNormalization"));
    window.harness.get_by_label("epsilon");
    click(&mut window, &format!("+ Add a layer after layer {number}.2"));
    click(&mut window, "Dropout");
    assert!(matches!(inner(&window)[2], LayerConfig::Dropout { .. }), "{:?}", inner(&window));
    for _ in 0..3 {
        window.send(Command::Undo);
        window.harness.run_steps(3);
    }
    assert_eq!(inner(&window), before);
}

#[test]
fn a_shortcut_takes_layers_and_what_does_not_meet_is_told_at_the_block() {
    let (mut window, number) = with_a_block();
    click(&mut window, &format!("Edit layer {number}, Residual"));
    click(&mut window, &format!("+ Add a layer to shortcut of layer {number}"));
    click(&mut window, "MaxPooling2D");
    window.until("it cannot be built", |window| !window.state().subject.network.can_be_built());
    window.harness.run_steps(3);
    window.harness.get_by_label(&format!("Edit layer {number}.s1, MaxPooling2D"));
    assert!(window.harness.query_all_by_label_contains("shortcut").count() >= 2, "the list's name, and what is wrong");
    click(&mut window, &format!("Remove layer {number}.s1, MaxPooling2D"));
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
}
