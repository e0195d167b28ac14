//! The training page's plots.

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{By, Queryable as _};

use super::harness::{Window, small_experiment};
use super::steps::train_on_drawings;
use crate::app::state::RunView;
use crate::text::Language;
use crate::train::BatchProgress;

/// A window whose training has ended.
fn trained() -> Window {
    let mut window = Window::with(eframe::egui::vec2(1280.0, 800.0), small_experiment(3));
    train_on_drawings(&mut window);
    window
}

#[test]
fn the_pointer_anywhere_over_a_plot_shows_the_nearest_epoch() {
    let mut window = trained();
    let run = window.state().subject.run.as_ref().expect("there is a run");
    let (last, best) = (run.epochs[2], run.best().expect("it has epochs").epoch);
    window.harness.get_by_label(&format!("★ best epoch: {best}"));
    let plot = By::new().role(Role::Image).label_contains("Accuracy after epoch 3");
    let rect = window.harness.get(plot).rect();
    // Far to the right of the last point, and far below or above it.
    window.harness.hover_at(rect.right_center() - eframe::egui::vec2(12.0, 0.0));
    window.harness.run_steps(4);
    let tooltip = window.harness.get_by_label_contains("Epoch 3\n").rect();
    assert!(tooltip.is_positive());
    let value = Language::English.accuracy(last.accuracy);
    window.harness.get_by_label_contains(&format!("training: {value}"));
    window.harness.get_by_label_contains("validation: ");
}

#[test]
fn only_the_running_epochs_batches_are_kept_and_thinned() {
    let run = trained().state().subject.run.as_ref().map(|run| run.config.clone()).expect("there is a run");
    let mut run = RunView::new(2, run, std::path::PathBuf::new());
    for epoch in 1..=3 {
        for batch in 1..=5000 {
            run.record_batch(BatchProgress {
                epoch,
                epochs: 3,
                batch,
                batches: 5000,
                validating: false,
                loss: batch as f64,
                accuracy: 0.5,
                images_per_second: 1.0,
                epoch_seconds_left: 1.0,
                seconds_left: 1.0,
            });
        }
        let (first, last) = (run.batch_loss[0].x, run.batch_loss[run.batch_loss.len() - 1].x);
        assert!((100..400).contains(&run.batch_loss.len()), "{} points", run.batch_loss.len());
        assert_eq!(run.batch_loss.len(), run.batch_accuracy.len());
        assert!(first > epoch as f64 - 1.0 && last <= epoch as f64, "epoch {epoch}: {first} to {last}");
    }
}

#[test]
fn an_event_chosen_in_one_run_marks_nothing_in_the_next() {
    let mut window = trained();
    window.harness.state_mut().state.subject.run.as_mut().expect("a run").marked_epoch = Some(2);
    window.harness.run_steps(2);
    window.harness.get_by_label("● chosen event: 2");
    window.harness.get_by_label("Train again").click();
    window.until("the second training has ended", |window| {
        window.state().subject.run.as_ref().is_some_and(|run| run.number == 2 && !run.is_active())
    });
    assert!(window.harness.query_by_label_contains("● chosen event").is_none());
}
