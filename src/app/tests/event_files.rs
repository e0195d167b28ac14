//! Event files for `TensorBoard` are kept up while a run trains, where the switch of the training page is on.

use std::path::{Path, PathBuf};

use eframe::egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::{Window, small_experiment};
use super::steps::{command, epochs_ended, run_ended, with_drawings};
use crate::app::commands::Command;
use crate::app::state::Phase;

const SWITCH: &str = "Event files for TensorBoard";
/// Far more than any test waits for.
const EPOCHS: usize = 1_000_000;

/// The steps of one tag in the event file of one side: records of a length, a checksum, an event and a checksum, in which
/// the time comes first and then the step, unless that is 0.
fn steps(run: &Path, side: &str, tag: &str) -> Vec<usize> {
    let mut steps = Vec::new();
    for file in event_files(run, side) {
        let bytes = std::fs::read(file).expect("a file");
        let mut rest = bytes.as_slice();
        while let Some((length, after)) = rest.split_first_chunk::<8>() {
            let length = u64::from_le_bytes(*length) as usize;
            let event = &after[4..4 + length];
            if event.windows(tag.len()).any(|part| part == tag.as_bytes()) {
                let groups = if event[9] == 0x10 { &event[10..] } else { &[0] };
                let last = groups.iter().position(|group| group & 0x80 == 0).expect("a number ends");
                let number = |step: usize, group: &u8| step << 7 | usize::from(group & 0x7f);
                steps.push(groups[..=last].iter().rev().fold(0, number));
            }
            rest = &after[4 + length + 4..];
        }
    }
    steps
}

fn event_files(run: &Path, side: &str) -> Vec<PathBuf> {
    let found = std::fs::read_dir(run.join("tensorboard").join(side)).into_iter().flatten();
    found.map(|file| file.expect("a file").path()).collect()
}

fn run_folder(window: &Window) -> PathBuf {
    window.state().subject.folder().expect("a run is shown").to_owned()
}

fn is_on(window: &Window) -> bool {
    let switch = window.harness.get_by_label(SWITCH);
    switch.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True)
}

#[test]
fn event_files_follow_a_run_that_is_stopped_and_resumed_without_a_step_twice() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(EPOCHS));
    with_drawings(&mut window);
    command(&mut window, Command::GoTraining);
    assert!(!is_on(&window));
    window.harness.get_by_label(SWITCH).click();
    window.harness.run_steps(3);
    assert!(is_on(&window));
    window.harness.get_by_label("Start training").click();
    for more in [2, 4] {
        epochs_ended(&mut window, more);
        command(&mut window, Command::StopTraining);
        window.until("it has ended", |window| {
            window.state().subject.run.as_ref().is_some_and(|run| matches!(run.phase, Phase::Ended(_)))
        });
        let epochs = window.state().subject.run.as_ref().expect("a run").epochs.len();
        let expected: Vec<usize> = (0..epochs).collect();
        let run = run_folder(&window);
        assert_eq!(steps(&run, "train", "epoch_learning_rate"), expected);
        assert_eq!(steps(&run, "validation", "epoch_loss"), expected);
        assert_eq!(steps(&run, "validation", "confusion_matrix"), expected);
        assert!(is_on(&window), "the switch is beside the plots, too");
        crate::run::require_deletable(&run).expect("the run can still be deleted as a whole");
        window.harness.get_all_by_label("Resume this run").next().expect("it can be resumed").click_accesskit();
        window.harness.run_steps(3);
    }
    command(&mut window, Command::StopTraining);
    let (folder, memory) = window.close();
    let window = Window::start(folder, vec2(1280.0, 800.0), small_experiment(1), &memory);
    assert!(window.state().settings.event_files, "the next window remembers it");
}

#[test]
fn the_switch_counts_from_the_next_epoch_on_and_makes_up_for_those_before() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(EPOCHS));
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    epochs_ended(&mut window, 2);
    let run = run_folder(&window);
    assert!(!run.join("tensorboard").exists(), "nobody asked for it");
    window.harness.get_by_label(SWITCH).click_accesskit();
    window.until("there are event files", |_| event_files(&run, "validation").len() == 1);
    command(&mut window, Command::StopTraining);
    run_ended(&mut window, 1);
    let epochs = window.state().subject.run.as_ref().expect("a run").epochs.len();
    assert_eq!(steps(&run, "train", "epoch_learning_rate").len(), epochs);
}

#[test]
fn event_files_that_cannot_be_written_are_reported_once_and_the_training_goes_on() {
    let mut window = Window::with(vec2(1280.0, 800.0), small_experiment(EPOCHS));
    window.harness.run_steps(2);
    window.harness.get_by_label("Train on the drawings").click();
    epochs_ended(&mut window, 1);
    let run = run_folder(&window);
    std::fs::write(run.join("tensorboard"), "a file in the folder's place").expect("it can be written");
    window.harness.get_by_label(SWITCH).click_accesskit();
    window.until("it is reported", |window| window.state().notices.unread().count() == 1);
    window.harness.get_by_label("The event files for TensorBoard cannot be written; the training goes on without them");
    let epochs = window.state().subject.run.as_ref().expect("a run").epochs.len();
    epochs_ended(&mut window, epochs + 3);
    assert_eq!(window.state().notices.unread().count(), 1);
    command(&mut window, Command::StopTraining);
    run_ended(&mut window, 1);
    assert_eq!(std::fs::read(run.join("tensorboard")).expect("a file"), b"a file in the folder's place");
}
