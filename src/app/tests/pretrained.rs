//! Pretrained networks in the window: weights dropped on the network page, and which blocks learn.

use egui_kittest::kittest::Queryable as _;

use super::harness::Window;
use crate::app::page::Page;
use crate::config::{PretrainedName, PretrainedNetwork, Trainable, WeightsDigest};
use crate::engine::ExchangeEvent;
use crate::exchange::pretrained::tests::mobilenet_file;
use crate::nn::pretrained::Added;
use crate::text::Language;

fn on_the_network_page() -> Window {
    let mut window = Window::open();
    window.harness.get_by_label("3 Network").click();
    window.harness.run_steps(4);
    window
}

fn added(window: &mut Window, name: PretrainedName, digest: u8) -> PretrainedNetwork {
    let network = PretrainedNetwork { name, weights: Some(WeightsDigest([digest; 16])) };
    let added = Added { network, origin: "weights.safetensors".to_owned(), bytes: 1 };
    window.harness.state_mut().take_exchange_event(ExchangeEvent::PretrainedAdded { result: Ok(added) });
    window.harness.run_steps(4);
    network
}

#[test]
fn a_dropped_file_that_is_no_known_network_is_refused_with_what_was_expected() {
    let mut window = on_the_network_page();
    let before = window.state().subject.config.clone();
    let file = window.folder.path().join("bert.safetensors");
    std::fs::write(&file, b"no tensors").expect("it can be written");
    window.drop_files(&[file]);
    window.until("it is refused", |window| {
        window.harness.query_by_label_contains("The pretrained network could not be added").is_some()
    });
    assert_eq!(window.state().subject.config, before);
    assert_eq!(window.state().page(), Page::Network);
}

#[test]
fn weights_of_keras_applications_are_added_on_any_page() {
    for page in ["3 Network", "1 Data"] {
        let mut window = Window::open();
        window.harness.get_by_label(page).click();
        window.harness.run_steps(4);
        let file = window.folder.path().join("mobilenet_v2.h5");
        std::fs::write(&file, mobilenet_file()).expect("it can be written");
        window.drop_files(&[file]);
        window.until("the experiment begins with it", |window| {
            let network = window.state().subject.config.network.pretrained();
            network.is_some_and(|network| network.name == PretrainedName::MobilenetV2)
        });
        assert!(window.state().shelf.selected.is_none(), "it is no run");
    }
}

#[test]
fn the_experiment_begins_with_an_added_network_and_keeps_what_else_it_had() {
    let mut window = on_the_network_page();
    let first = added(&mut window, PretrainedName::Resnet18, 0xa1);
    let config = window.state().subject.config.clone();
    assert_eq!((config.network.pretrained(), config.network.trainable()), (Some(first), Some(Trainable::None)));
    assert_eq!(config.problems(), []);
    window.harness.get_by_label_contains("Not from scratch: resnet18 a1a1a1a1 has learned from other photos before");
    window.harness.state_mut().state.subject.config.training.epochs = 7;
    let second = added(&mut window, PretrainedName::MobilenetV2Pytorch, 0xb2);
    let config = &window.state().subject.config;
    assert_eq!((config.network.pretrained(), config.training.epochs), (Some(second), 7));
    window.harness.state_mut().state.language = Language::Portuguese;
    window.harness.run_steps(4);
    window.harness.get_by_label_contains("Não do zero: mobilenet_v2_pytorch b2b2b2b2 já aprendeu com outras fotos");
}
