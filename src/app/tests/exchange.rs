//! Runs leave for other programs and files of other programs come in, by what the dialogs are called.

use std::fs;
use std::path::{Path, PathBuf};

use eframe::egui::{Event, Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::Window;
use super::steps::{command, train_on_drawings};
use crate::app::commands::Command;
use crate::exchange::Format;
use crate::predict::{Classifier, Weights};

/// A window with a run that has ended and whose network is open.
fn trained() -> Window {
    let mut window = Window::open();
    train_on_drawings(&mut window);
    window.until("the network is ready", |window| window.state().subject.results.run.is_some());
    window
}

/// Chooses an entry of a list of the dialog.
fn choose(window: &mut Window, list: &str, entry: &str) {
    window.harness.get_by_role_and_label(Role::ComboBox, list).click_accesskit();
    window.harness.run_steps(3);
    window.harness.get_by_role_and_label(Role::Button, entry).click_accesskit();
    window.harness.run_steps(3);
}

fn has_list(window: &Window, list: &str) -> bool {
    window.harness.query_by_role_and_label(Role::ComboBox, list).is_some()
}

/// Closes the dialog by its first button, and waits until the export is done.
fn export_to(window: &mut Window, out: &Path) {
    window.answers.will_choose(&[out]);
    window.harness.get_by_label("Choose the place…").click();
    window.until("the place is taken", |window| window.state().exchange.running > 0);
    window.until("it is done", |window| window.state().exchange.running == 0);
}

fn open_dialog(window: &mut Window) {
    command(window, Command::ExportRun);
    window.harness.get_by_label("Export the run");
}

const NAMES: [(Format, &str); 10] = [
    (Format::Keras, "Keras (.keras)"),
    (Format::KerasWeights, "Keras (.weights.h5)"),
    (Format::KerasLegacy, "Keras, HDF5 (.h5)"),
    (Format::Onnx, "ONNX (.onnx)"),
    (Format::Safetensors, "Safetensors (.safetensors)"),
    (Format::Python, "Python + ONNX"),
    (Format::Notebook, "Jupyter (.ipynb)"),
    (Format::Tensorboard, "TensorBoard"),
    (Format::Cluster, "PyTorch DDP"),
    (Format::Webdataset, "WebDataset (.tar)"),
];

#[test]
fn each_format_is_exported_from_the_dialog_with_what_it_leaves_open() {
    let mut window = trained();
    for (format, name) in NAMES {
        open_dialog(&mut window);
        choose(&mut window, "Format", name);
        let holds_weights =
            !matches!(format, Format::Notebook | Format::Tensorboard | Format::Cluster | Format::Webdataset);
        assert_eq!(has_list(&window, "Weights"), holds_weights, "{name}");
        assert_eq!(has_list(&window, "Axes"), format == Format::Onnx, "{name}");
        assert_eq!(has_list(&window, "Names and orders"), format == Format::Safetensors, "{name}");
        let out = window.folder.path().join(format.file_name());
        export_to(&mut window, &out);
        assert!(out.exists(), "{name}");
        window.harness.get_by_label(&format!("Saved in {}", out.display()));
        let is_compared = window.harness.query_by_label_contains("largest difference of a probability").is_some();
        assert_eq!(is_compared, holds_weights, "{name}");
        let notice = window.state().notices.unread().next_back().expect("it is said").id;
        window.harness.state_mut().state.notices.dismiss(notice);
        window.harness.run_steps(2);
    }
}

#[test]
fn what_a_format_leaves_open_changes_what_is_written() {
    let mut window = trained();
    let folder = window.folder.path().to_owned();
    let contains = |file: &Path, text: &str| {
        let bytes = fs::read(file).expect("it was written");
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    };
    for (entry, file, own, other) in [
        ("as in Keras", "keras.safetensors", "conv2d/kernel", "conv2d.weight"),
        ("as in PyTorch", "pytorch.safetensors", "conv2d.weight", "conv2d/kernel"),
    ] {
        open_dialog(&mut window);
        choose(&mut window, "Format", "Safetensors (.safetensors)");
        choose(&mut window, "Names and orders", entry);
        export_to(&mut window, &folder.join(file));
        assert!(contains(&folder.join(file), own) && !contains(&folder.join(file), other), "{entry}");
    }
    let mut sizes = Vec::new();
    for (entry, file) in
        [("height, width, channels, as in Keras", "nhwc.onnx"), ("channels, height, width, as in PyTorch", "nchw.onnx")]
    {
        open_dialog(&mut window);
        choose(&mut window, "Format", "ONNX (.onnx)");
        choose(&mut window, "Axes", entry);
        export_to(&mut window, &folder.join(file));
        sizes.push(fs::metadata(folder.join(file)).expect("it was written").len());
    }
    assert!(sizes[0] > sizes[1], "only the first begins with an operator that changes the order: {sizes:?}");
    open_dialog(&mut window);
    assert!(has_list(&window, "Axes"), "the dialog opens at what was chosen last");
    window.press(Key::Escape);
    assert!(window.harness.query_by_label("Export the run").is_none());
}

#[test]
fn a_file_that_is_there_is_replaced_and_a_folder_with_something_in_it_is_not() {
    let mut window = trained();
    let file = window.folder.path().join("network.keras");
    fs::write(&file, "something else").expect("it can be written");
    open_dialog(&mut window);
    export_to(&mut window, &file);
    assert!(
        fs::metadata(&file).expect("it is there").len() > 1_000,
        "desktops ask before they give a name that is taken"
    );

    let taken = window.folder.path().join("taken");
    fs::create_dir(&taken).expect("a folder");
    fs::write(taken.join("mine.txt"), "mine").expect("it can be written");
    open_dialog(&mut window);
    choose(&mut window, "Format", "TensorBoard");
    export_to(&mut window, &taken);
    window.harness.get_by_label("The run could not be exported");
    window.harness.get_by_label_contains("it is there already; name a folder that is not there or is empty");
    assert_eq!(fs::read_dir(&taken).expect("it is there").count(), 1);
    // Another format refuses a folder in the place of its file.
    open_dialog(&mut window);
    choose(&mut window, "Format", "Keras (.keras)");
    export_to(&mut window, &taken);
    assert_eq!(fs::read_to_string(taken.join("mine.txt")).expect("it is there"), "mine");
    window.harness.state_mut().state.notices.pass_time(1e9, false);
    window.harness.run_steps(2);
    assert_eq!(window.harness.get_all_by_label("The run could not be exported").count(), 2, "both reasons stay");
    open_dialog(&mut window);
    let other = window.folder.path().join("other.keras");
    export_to(&mut window, &other);
    assert!(window.harness.query_by_label("The run could not be exported").is_none(), "it has worked since");
}

/// A file that Keras has written.
fn of_keras(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/exchange/keras/reference").join(name)
}

fn is_enabled(window: &Window, button: &str) -> bool {
    !window.harness.get_by_role_and_label(Role::Button, button).accesskit_node().is_disabled()
}

#[test]
fn a_file_without_names_of_classes_is_asked_for_them_and_becomes_a_run() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    window.drop_files(&[of_keras("sequential.keras")]);
    window.until("the classes are asked for", |window| window.state().exchange.asked.is_some());
    window.harness.run_steps(3);
    window.harness.get_by_label("Name the classes");
    window.harness.get_by_label_contains("sequential.keras has 3 outputs without names");
    assert_eq!(window.focused().as_deref(), Some("Name the classes"), "the field has the keyboard");
    for (typed, counted, is_enough) in [
        ("maçã", "1 of 3 names", false),
        (", banana, maçã", "maçã is there twice", false),
        (" verde", "3 of 3 names", true),
    ] {
        window.harness.event(Event::Text(typed.to_owned()));
        window.harness.run_steps(3);
        window.harness.get_by_label(counted);
        assert_eq!(is_enabled(&window, "Import"), is_enough, "{typed}");
    }
    window.press(Key::Enter);
    window
        .until("it is a run", |window| window.state().exchange.running == 0 && window.state().exchange.asked.is_none());
    window.harness.get_by_label("sequential.keras is a run now");
    window.harness.get_by_label_contains("The file does not say how photos become its input");
    let run = window.state().shelf.selected.clone().expect("it is selected on the shelf");
    let classifier = Classifier::open(&run, Weights::Best, 1).expect("it can predict");
    assert_eq!(classifier.classes(), ["banana", "maçã", "maçã verde"]);
}

#[test]
fn nothing_is_made_of_a_file_whose_classes_are_not_named() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let file = of_keras("sequential.keras");
    window.answers.will_choose(&[&file]);
    command(&mut window, Command::ImportNetwork);
    window.until("the classes are asked for", |window| window.state().exchange.asked.is_some());
    window.harness.run_steps(3);
    window.harness.get_by_role_and_label(Role::Button, "Cancel").click();
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label("Name the classes").is_none());
    assert!(!window.folder.path().join("runs").exists());
}

#[test]
fn why_a_file_is_refused_stays_until_it_is_dismissed_or_a_file_is_taken() {
    let mut window = Window::open();
    window.harness.run_steps(2);
    let refuse = |window: &mut Window, file: &str, reason: &str| {
        window.drop_files(&[of_keras(file)]);
        window.until("it is refused", |window| window.state().notices.unread().count() > 0);
        window.harness.state_mut().state.notices.pass_time(1e9, false);
        window.harness.run_steps(3);
        window.harness.get_by_label("The file could not be imported");
        window.harness.get_by_label_contains(reason);
    };
    refuse(&mut window, "lambda.keras", "no file's code is run");
    window.harness.get_by_label("Dismiss").click();
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label("The file could not be imported").is_none());
    refuse(&mut window, "branch.keras", "the layer \"both\"");

    window.drop_files(&[of_keras("sequential.keras")]);
    window.until("the classes are asked for", |window| window.state().exchange.asked.is_some());
    window.harness.run_steps(3);
    window.harness.event(Event::Text("a, b, c".to_owned()));
    window.harness.run_steps(3);
    window.harness.get_by_role_and_label(Role::Button, "Import").click();
    window.until("it is a run", |window| window.state().shelf.selected.is_some());
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label("The file could not be imported").is_none(), "another one was taken since");
}
