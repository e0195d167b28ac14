//! The confusion matrix and what follows from it, of few classes and of many; the results page in little room.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Rect, Vec2, vec2};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use image::{Rgb, RgbImage};

use super::harness::{Window, small_experiment};
use super::steps::{epochs_ended, evaluated, with_results};
use crate::app::commands::Command;
use crate::app::page::Page;
use crate::app::state::{Choice, ClassColumn};
use crate::results::Scores;

const SIZE: Vec2 = vec2(1280.0, 800.0);

/// A folder of folders, each with pictures of one class: a grey that rises with the class.
fn write_classes(window: &Window, classes: usize, each: usize) -> PathBuf {
    let folder = window.folder.path().join("classes");
    for class in 0..classes {
        let inside = folder.join(format!("class_{:04}", class + 1));
        std::fs::create_dir_all(&inside).expect("a folder");
        for number in 0..each {
            let level = |x: u32, y: u32| ((class * 255 / classes) as u32 + (x * 7 + y * 13 * number as u32) % 16) as u8;
            let picture = RgbImage::from_fn(16, 16, |x, y| Rgb([level(x, y), level(y, x), 128]));
            picture.save(inside.join(format!("{number}.png"))).expect("a picture");
        }
    }
    folder
}

/// A window that shows the results of a network which was trained on so many classes for an epoch.
fn of_classes(size: Vec2, classes: usize, each: usize) -> Window {
    let mut window = Window::with(size, small_experiment(1));
    window.harness.run_steps(2);
    let folder = write_classes(&window, classes, each);
    window.drop_files(&[folder]);
    window.until("it is open", |window| !window.state().subject.data.sides.is_empty());
    window.harness.state_mut().state.subject.config = small_experiment(1);
    window.until("it can be built", |window| window.state().subject.network.can_be_built());
    window.send(Command::StartTraining);
    window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    window.harness.state_mut().state.settings.page = Page::Results;
    evaluated(&mut window);
    window.until("the large photo is there", |window| window.state().subject.results.explained.is_some());
    window
}

fn scores(window: &Window) -> &Scores {
    &window.state().subject.results.figures().expect("figures").scores
}

/// A node's name: that of a text is its value.
fn name(node: &egui_kittest::Node<'_>) -> String {
    let node = node.accesskit_node();
    node.label().or_else(|| node.value()).unwrap_or_default()
}

fn nodes(window: &Window) -> usize {
    window.harness.root().children_recursive().count()
}

fn click(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).click();
    window.harness.run_steps(4);
}

#[test]
fn a_matrix_of_150_classes_is_one_node_a_row_and_lets_the_window_rest() {
    let mut window = of_classes(SIZE, 150, 4);
    assert_eq!(scores(&window).classes.len(), 150);
    let rows = window.harness.root().children_recursive().filter(|node| name(node).contains(" right ("));
    assert_eq!(rows.count(), 150);
    assert!(nodes(&window) < 500, "{} nodes", nodes(&window));
    window.settle("a matrix of 150 classes");

    window.harness.get_by_label_contains("Confusion matrix of 150 classes").focus();
    window.harness.run_steps(2);
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight] {
        window.harness.key_press(key);
        window.harness.run_steps(2);
    }
    let grid = window.harness.get_by_label_contains("Confusion matrix of 150 classes");
    let value = grid.accesskit_node().value().expect("the cell at the cursor");
    assert!(value.starts_with("class_0003, predicted class_0002: "), "{value}");
    window.harness.key_press(Key::Enter);
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.results.choice, Choice::Cell { label: 2, predicted: 1 });
    click(&mut window, "× class_0003, predicted class_0002");
    assert_eq!(window.state().subject.results.choice, Choice::All);

    // The classes of the large photograph: the most probable ones and the label, or all of them.
    assert!(window.harness.query_all_by_role(Role::ProgressIndicator).count() <= 9);
    window.harness.get_by_label_contains("other classes: ");
    window.harness.get_by_label("All 150 classes").click_accesskit();
    window.harness.run_steps(4);
    let shares: Vec<f64> = window
        .harness
        .query_all_by_role(Role::ProgressIndicator)
        .filter_map(|node| node.accesskit_node().label()?.split(": ").nth(1)?.trim_end_matches(" %").parse().ok())
        .collect();
    assert_eq!(shares.len(), 150);
    assert!(shares.is_sorted_by(|a, b| a >= b), "the most probable come first");
}

#[test]
fn a_thousand_classes_have_few_nodes_on_each_page_and_let_the_window_rest() {
    const CLASSES: usize = 1000;
    let mut window = of_classes(SIZE, CLASSES, 2);
    assert_eq!(scores(&window).classes.len(), CLASSES);
    // A row of the matrix is lower than a point: the table by class has it.
    assert!(nodes(&window) < 400, "{} nodes", nodes(&window));
    window.settle("a matrix of 1,000 classes");
    click(&mut window, "By class");
    assert!(nodes(&window) < 600, "{} nodes", nodes(&window));
    window.settle("a table of 1,000 classes");
    for (page, most) in [(Page::Data, 400), (Page::Network, 400), (Page::Training, 400), (Page::Prediction, 400)] {
        window.harness.state_mut().state.settings.page = page;
        window.harness.run_steps(4);
        assert!(nodes(&window) < most, "{page:?}: {} nodes", nodes(&window));
        window.settle("a page with 1,000 classes");
    }
}

#[test]
fn the_list_of_a_thousand_classes_is_walked_by_the_keyboard() {
    let mut window = Window::with(SIZE, small_experiment(1));
    window.harness.run_steps(2);
    let folder = write_classes(&window, 1000, 1);
    window.drop_files(&[folder]);
    window.until("it is open", |window| !window.state().subject.data.sides.is_empty());
    window.harness.get_by_label("class_0001: 1").focus();
    window.harness.run_steps(3);
    for class in 2..=40 {
        window.harness.key_press(Key::Tab);
        // It is scrolled to in some frames.
        window.harness.run_steps(16);
        let name = format!("class_{class:04}: 1");
        let row = window.harness.get_by_label(&name);
        assert!(row.accesskit_node().is_focused(), "{name} has the focus");
        assert!(window.harness.ctx.content_rect().contains_rect(row.rect()), "{name} is in view");
    }
    window.harness.key_press(Key::Space);
    window.harness.run_steps(3);
    assert_eq!(window.state().subject.data.shown.len(), 1, "the photo of that class alone");
}

#[test]
fn the_most_confused_pairs_are_listed_and_a_click_shows_their_photographs() {
    let mut window = of_classes(SIZE, 12, 10);
    let pairs = scores(&window).confused_pairs(false);
    assert!(!pairs.is_empty(), "a network that has seen so little makes mistakes");
    click(&mut window, "Most confused");
    let first = pairs[0];
    let class = |class: usize| format!("class_{:04}", class + 1);
    let start = format!("{}, predicted {}: {}", class(first.label), class(first.predicted), first.count);
    window.harness.get_by_label_contains(&start).click();
    window.harness.run_steps(3);
    let results = &window.state().subject.results;
    let cell = Choice::Cell { label: first.label as u32, predicted: first.predicted as u32 };
    assert_eq!((results.choice, results.shown.len()), (cell, first.count));
    click(&mut window, "Shares");
    let by_share = scores(&window).confused_pairs(true)[0];
    let tops = window.harness.get_all_by(|node| {
        node.role() == Role::Button
            && node.label().is_some_and(|label| {
                label.contains(", predicted ") && !label.starts_with('×') && !label.contains(".png")
            })
    });
    let top = tops.min_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).expect("a pair");
    let start = format!("{}, predicted {}", class(by_share.label), class(by_share.predicted));
    assert!(top.accesskit_node().label().is_some_and(|label| label.starts_with(&start)), "{top:?}");
}

#[test]
fn the_table_by_class_is_sorted_by_a_click_on_its_head() {
    let mut window = of_classes(SIZE, 12, 10);
    click(&mut window, "By class");
    click(&mut window, "F1");
    assert_eq!(window.state().subject.results.matrix.sorted_by, ClassColumn::F1);
    let in_rows = |window: &Window, field: &str| -> Vec<f64> {
        let rows = window.harness.get_all_by(|node| {
            node.label().is_some_and(|label| label.starts_with("class_") && label.contains("precision "))
        });
        let mut rows: Vec<(f32, String)> =
            rows.map(|node| (node.rect().top(), node.accesskit_node().label().expect("a name"))).collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let number = |name: &String| {
            let after = name.split(field).nth(1)?;
            after.split([',', ' ']).next()?.parse().ok()
        };
        rows.iter().filter_map(|(_, name)| number(name)).collect()
    };
    let falling = in_rows(&window, "F1 ");
    assert!(falling.len() >= 10 && falling.is_sorted_by(|a, b| a >= b), "{falling:?}");
    click(&mut window, "F1, sorted");
    assert!(in_rows(&window, "F1 ").is_sorted_by(|a, b| a <= b));
    click(&mut window, "recall");
    assert!(in_rows(&window, "recall ").is_sorted_by(|a, b| a >= b));
    let classes = &scores(&window).classes;
    let mean = classes.iter().map(|class| class.f1).sum::<f64>() / classes.len() as f64;
    let count = scores(&window).count;
    let average = name(&window.harness.get_by_label_contains("macro average: "));
    assert!(average.contains(&format!("F1 {mean:.3}, {count} photo")), "{average}");
    window.harness.get_by_label_contains("weighted average: ");
    let row = window.harness.get_by_label_contains("class_0005: precision ");
    row.click();
    window.harness.run_steps(3);
    let results = &window.state().subject.results;
    assert_eq!((results.choice, results.shown.len()), (Choice::Label(4), scores(&window).classes[4].support));
}

#[test]
fn two_thirds_of_the_height_go_to_the_matrix_and_the_photographs() {
    let mut window = Window::open();
    with_results(&mut window);
    window.until("the large photo is there", |window| window.state().subject.results.explained.is_some());
    let picture = window.harness.get(By::new().role(Role::Image).label_contains(": ")).rect();
    let matrix = window.harness.get_by_label_contains("Confusion matrix of 2 classes").rect();
    let foot = window.harness.get_by_label("Counts").rect();
    let all = window.harness.get_by_label("All").rect();
    assert!(picture.top() <= 800.0 / 5.0, "the large photo begins at the top of the page: {picture:?}");
    assert!(foot.bottom() - all.top() >= 800.0 * 2.0 / 3.0, "{all:?} {foot:?}");
    assert!(foot.bottom() <= 764.0 && matrix.height() > 300.0, "{matrix:?} {foot:?}");
}

#[test]
fn in_little_room_the_page_scrolls_to_all_of_it_and_nothing_overlaps() {
    // The smaller one is a window of 1280 x 800 at 200 %.
    for size in [vec2(720.0, 480.0), vec2(640.0, 400.0)] {
        let mut window = of_classes(size, 5, 10);
        let rect = |window: &mut Window, name: &str| -> Rect {
            window.harness.get_all_by_label_contains(name).next().expect(name).scroll_to_me();
            window.harness.run_steps(8);
            window.harness.get_all_by_label_contains(name).next().expect(name).rect()
        };
        let inside = |rect: Rect| rect.top() >= 40.0 && rect.top() < size.y - 36.0;
        for name in
            ["Confusion matrix of 5 classes", "Counts", "All", "Why this answer?", "class_0001.*", "In favour of"]
        {
            let name = name.trim_end_matches(".*");
            let found = rect(&mut window, name);
            assert!(inside(found), "{name} at {size:?}: {found:?}");
        }
        let matrix = window.harness.get_by_label_contains("Confusion matrix of 5 classes").rect();
        let all = window.harness.get_by_label("All").rect();
        assert!(matrix.bottom() < all.top(), "{matrix:?} {all:?}");
        assert!(matrix.height() > 120.0, "{matrix:?}");
    }
}

#[test]
fn a_curve_is_drawn_for_each_class_against_the_rest() {
    let mut window = of_classes(SIZE, 5, 20);
    click(&mut window, "Curves");
    let area = |window: &Window| {
        name(&window.harness.get_all_by_label_contains("The area under the curve is").next().expect("it is said"))
    };
    let expected = |window: &Window, class: u32| {
        let figures = window.state().subject.results.figures().expect("figures");
        let curve = crate::results::ThresholdCurve::of(&figures.predictions, class).expect("a curve");
        format!("The area under the curve is {:.3}", curve.roc_auc().expect("both kinds"))
    };
    assert!(area(&window).starts_with(&expected(&window, 1)), "{}", area(&window));
    window.harness.get_by_label("one against the rest");
    window.harness.get_by_role_and_label(Role::ComboBox, "Look for").focus();
    window.harness.run_steps(2);
    for key in [Key::Enter, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        window.harness.key_press(key);
        window.harness.run_steps(4);
    }
    assert_eq!(window.state().subject.results.positive, 3, "the list opens at what is chosen");
    assert!(area(&window).starts_with(&expected(&window, 3)) && area(&window).contains("class_0004"));
    let combo = window.harness.get_by_role_and_label(Role::ComboBox, "Look for");
    assert!(combo.accesskit_node().is_focused(), "it has the focus again");
}

#[test]
fn results_are_there_while_the_network_trains() {
    let mut window = Window::with(SIZE, small_experiment(100_000));
    window.harness.run_steps(2);
    window.send(Command::TrainDrawings);
    epochs_ended(&mut window, 1);
    window.harness.state_mut().state.settings.page = Page::Results;
    evaluated(&mut window);
    assert!(window.state().active_run().is_some(), "it still trains");
    assert!(window.harness.query_by_label("There is no trained network yet").is_none());
    let weights = window.state().subject.results.weights.expect("the best so far");
    let words = format!("Weights of epoch {weights}, best by validation loss");
    window.harness.get_by_label_contains(&words);
}

#[test]
fn with_the_best_weights_the_slider_stands_at_their_epoch() {
    let mut window = Window::with(SIZE, small_experiment(3));
    with_results(&mut window);
    let best = window.state().subject.run.as_ref().and_then(|run| run.best()).expect("a best epoch").epoch;
    let slider = window.harness.get_by_role_and_label(Role::Slider, "after epoch");
    assert_eq!(slider.accesskit_node().numeric_value(), Some((best - 1) as f64));
    let starred = format!("{best} ★");
    let value = window
        .harness
        .get_all_by_label("after epoch")
        .find_map(|node| node.accesskit_node().value().filter(|value| value.contains('★')));
    assert_eq!(value.as_deref(), Some(starred.as_str()));
}
