//! The explanation of a prediction, opened from the results and from a card.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::Window;
use super::steps::with_results;
use crate::app::page::Page;
use crate::app::state::ExplanationTab;
use crate::data::augment::Perturbation;
use crate::data::drawings;

fn opened(window: &mut Window) {
    window.until("the layers are computed", |window| window.state().subject.explanation.opened().is_some());
}

/// Explains the prediction for the validation photograph with the largest loss.
fn explain_worst(window: &mut Window) {
    with_results(window);
    window.harness.get_by_label("Why this answer?").click_accesskit();
    window.harness.run_steps(2);
    opened(window);
}

fn go_to(window: &mut Window, tab: ExplanationTab) {
    window.harness.state_mut().state.subject.explanation.tab = tab;
    window.harness.run_steps(3);
    window.until("the tab has its numbers", |window| {
        let explanation = &window.state().subject.explanation;
        match tab {
            ExplanationTab::Heat => matches!(&explanation.heat.shown, Some(Ok(shown)) if shown.len() == 2),
            ExplanationTab::Maps => {
                matches!(&explanation.maps.shown, Some(Ok(maps)) if maps.view.layer == explanation.maps.layer)
            }
            ExplanationTab::Output => explanation.path.is_softmax() || explanation.path.answer().is_some(),
            ExplanationTab::Perturbations => matches!(explanation.perturbed, Some(Ok(_))),
        }
    });
}

#[test]
fn heat_maps_of_two_classes_are_shown_by_grad_cam_and_by_occlusion() {
    let mut window = Window::open();
    explain_worst(&mut window);
    go_to(&mut window, ExplanationTab::Heat);
    let found = window.harness.get_all_by_label_contains("Grad-CAM for ").count();
    assert!(found >= 2, "each class has its picture and its words: {found}");
    assert!(window.state().subject.explanation.heat.common_scale, "both classes have one scale");
    let Some(Ok(shown)) = &window.state().subject.explanation.heat.shown else { panic!("both maps are there") };
    let warm = shown.iter().filter(|shown| shown.view.map.values.iter().any(|value| *value > 0.0)).count();
    let bars = window.harness.query_all_by_label_contains("Colours from 0 (dark) to ");
    let ends: Vec<String> = bars.filter_map(|bar| bar.accesskit_node().label()).collect();
    assert!(ends.len() == warm && ends.windows(2).all(|pair| pair[0] == pair[1]), "{ends:?}");
    let told = |window: &Window| window.harness.query_all_by_label_contains("Grad-CAM for ").count();
    let before = told(&window);
    window.harness.get_by_label("In numbers").click_accesskit();
    window.harness.run_steps(6);
    assert_eq!(told(&window), before + 2, "the places of both classes are told under the numbers");
    window.harness.get_by_label("Occlusion").click_accesskit();
    window.harness.run_steps(3);
    window.harness.get_by_label_contains("places to hide");
    window.until("the map is computed without being asked for", |window| {
        matches!(window.state().subject.explanation.occlusion.shown, Some(Ok(_)))
    });
    assert!(window.harness.get_all_by_label_contains("on the whole photo. Hiding rows").count() >= 2);
    let before = window.state().subject.explanation.occlusion.place;
    let picture = window.harness.get_all_by_label_contains("on the whole photo. Hiding rows").next();
    picture.expect("the first picture").focus();
    window.harness.run_steps(2);
    window.harness.key_press(Key::ArrowRight);
    window.harness.run_steps(2);
    assert_eq!(
        window.state().subject.explanation.occlusion.place,
        (before.0, before.1 + 1),
        "arrow keys move over the map"
    );

    window.harness.key_press(Key::Escape);
    window.until("the results are back", |window| window.state().subject.explanation.subject.is_none());
    window.harness.get_by_label("Why this answer?");
}

#[test]
fn one_number_is_followed_from_a_map_to_the_photograph_and_to_the_loss() {
    let mut window = Window::open();
    explain_worst(&mut window);
    go_to(&mut window, ExplanationTab::Maps);
    window.harness.get_by_label_contains("Map 1 of conv2d: ");
    window.harness.get_by_label_contains("Map 4 of conv2d: ").click();
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.explanation.tab, ExplanationTab::Output, "a map leads to its largest number");
    go_to(&mut window, ExplanationTab::Output);
    assert_eq!(window.state().subject.explanation.path.layer, 0);
    let view = window.state().subject.explanation.opened().expect("it is open").view.clone();
    let (map, row, column) = view.layers[0].place(window.state().subject.explanation.path.index());
    assert_eq!(map, 3);
    window
        .harness
        .get_all_by_label_contains("The part this number sees: rows ")
        .next()
        .expect("the receptive field has a description");
    window.harness.get_by_label_contains("Window: ");
    window.harness.get_by_label_contains("Kernel: ");
    window.harness.get_by_label_contains("Product: ");
    window.harness.get_by_label_contains("ReLU: max(0, ");

    let name = format!("conv2d, map 4: row {}, column {}.", row + 1, column + 1);
    window.harness.get_by_label_contains(&name).focus();
    window.harness.run_steps(2);
    let key = if column > 0 { Key::ArrowLeft } else { Key::ArrowRight };
    window.harness.key_press(key);
    window.harness.run_steps(2);
    go_to(&mut window, ExplanationTab::Output);
    let moved = view.layers[0].place(window.state().subject.explanation.path.index());
    assert_eq!(moved, (3, row, if column > 0 { column - 1 } else { 1 }), "arrow keys move over the map");
    let answer = window.state().subject.explanation.path.answer().expect("its arithmetic").clone();
    let crate::nn::explain::Step::Convolution { sum, bias, .. } = &answer.path.step else {
        panic!("not a convolution")
    };
    assert!((answer.path.value - sum.max(0.0)).abs() < 1e-5);
    assert!((answer.sums_by_input_map().iter().sum::<f32>() + bias - sum).abs() < 1e-4);

    window.harness.get_by_label_contains("dense · 2").click();
    window.harness.run_steps(2);
    go_to(&mut window, ExplanationTab::Output);
    window.harness.get_by_label_contains("is the logit of");
    window.harness.get_by_label("← Trace back").click();
    window.harness.run_steps(2);
    go_to(&mut window, ExplanationTab::Output);
    assert_eq!(
        window.state().subject.explanation.path.layer,
        1,
        "back to the number that contributes most to the logit"
    );
    window.harness.get_by_label("softmax").click();
    window.harness.run_steps(3);
    window.harness.get_by_label_contains("sum of the exponentials: ");
    window.harness.get_by_label_contains("is the label: −ln ");
}

#[test]
fn the_last_layers_numbers_are_bars_with_the_names_of_the_classes() {
    let mut window = Window::open();
    explain_worst(&mut window);
    let view = window.state().subject.explanation.opened().expect("it is open").view.clone();
    let last = view.layers.len() - 1;
    window.harness.state_mut().state.subject.explanation.maps.layer = last;
    go_to(&mut window, ExplanationTab::Maps);
    window.harness.get_by_label_contains("One number for each class");
    for (class, logit) in view.classes.iter().zip(&view.softmax.logits) {
        let bar = format!("{class}: {logit:.3}").replace('-', "−");
        window.harness.get_by_role_and_label(Role::Button, &bar);
    }
    let bar = format!("dog: {:.3}", view.softmax.logits[1]).replace('-', "−");
    window.harness.get_by_role_and_label(Role::Button, &bar).click();
    window.harness.run_steps(3);
    let path = &window.state().subject.explanation.path;
    assert_eq!((path.layer, path.index()), (last, 1), "a bar leads to its arithmetic");
}

#[test]
fn perturbations_change_the_probabilities_and_a_reset_undoes_them() {
    let mut window = Window::open();
    explain_worst(&mut window);
    go_to(&mut window, ExplanationTab::Perturbations);
    let before = window.state().subject.explanation.opened().expect("it is open").view.clone();
    window.harness.state_mut().state.subject.explanation.perturbation =
        Perturbation { brightness: 0.0, ..Perturbation::NONE };
    window.until("the photo is black", |window| {
        matches!(&window.state().subject.explanation.perturbed, Some(Ok(perturbed)) if perturbed.view.seen.rgb.iter().all(|level| *level == 0))
    });
    assert!(window.harness.get_all_by_label_contains("The answer ").count() >= 1);
    window.harness.get_by_label("Reset").click();
    window.until(
        "it is as before",
        |window| matches!(&window.state().subject.explanation.perturbed, Some(Ok(perturbed)) if perturbed.view.seen == before.seen),
    );
    let Some(Ok(perturbed)) = &window.state().subject.explanation.perturbed else { panic!("it is there") };
    for (now, before) in perturbed.view.probabilities.iter().zip(&before.softmax.probabilities) {
        assert!((now - before).abs() < 1e-5);
    }
}

#[test]
fn a_cards_prediction_is_explained_and_a_missing_file_is_reported() {
    let mut window = Window::open();
    with_results(&mut window);
    let folder = window.folder.path().join("new");
    drawings::write(&folder, 2, 3).expect("the folder can be written");
    let file = folder.join("cat.0.png");
    window.harness.state_mut().state.settings.page = Page::Prediction;
    window.harness.run_steps(2);
    window.drop_files(std::slice::from_ref(&file));
    window.until("it is classified", |window| {
        window.state().subject.prediction.cards.iter().any(|card| card.label().is_some())
    });
    window.harness.get_by_label_contains("cat.0.png: ").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("Why this answer?").click();
    window.harness.run_steps(2);
    opened(&mut window);
    assert!(window.state().subject.explanation.is_on(Page::Prediction));
    go_to(&mut window, ExplanationTab::Heat);
    window.harness.get_by_label("← Back").click();
    window.harness.run_steps(3);
    assert!(window.state().subject.explanation.subject.is_none());

    std::fs::remove_file(&file).expect("it is there");
    window.harness.get_by_label_contains("cat.0.png: ").click();
    window.harness.run_steps(3);
    window.harness.get_by_label("Why this answer?").click();
    window.until("it is reported", |window| {
        window
            .state()
            .subject
            .explanation
            .subject
            .as_ref()
            .is_some_and(|subject| matches!(subject.opened, Some(Err(_))))
    });
    window.harness.get_by_label("This photo cannot be explained");
}
