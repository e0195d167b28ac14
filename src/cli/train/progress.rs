//! Progress on standard error: a bar where there is a terminal, otherwise one line an epoch.

use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::words;
use crate::cli::output;
use crate::run::{RunOutcome, TrainEvent};
use crate::train::{BatchProgress, Control, Observer};

/// Between two looks at the running batch.
const REFRESH: Duration = Duration::from_millis(100);

const READING: &str = "Reading photographs {wide_bar} {human_pos}/{human_len}, {eta} left";
const TRAINING: &str = "Epoch {prefix} {wide_bar} {pos}/{len} {msg}";

/// Runs a training while its progress is shown. Gives how the run ended beside what `train` gives, if one had begun.
pub(super) fn shown<T>(control: &Control, train: impl FnOnce(&mut dyn Observer) -> T) -> (T, Option<RunOutcome>) {
    let target =
        if output::warnings_reach_a_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    let mut observer = Shown { bar: bar.clone(), epochs: 0, reading: false, outcome: None };
    let (done, ended) = bounded::<()>(0);
    thread::scope(|scope| {
        if !bar.is_hidden() {
            let watch = move || watch(&bar, control, &ended);
            // Without the thread the bar stands still, and the training is none the worse.
            let _ = thread::Builder::new().name("progress bar".to_owned()).spawn_scoped(scope, watch);
        }
        let result = train(&mut observer);
        drop(done);
        observer.bar.finish_and_clear();
        (result, observer.outcome)
    })
}

/// Moves the bar until the training has ended.
fn watch(bar: &ProgressBar, control: &Control, ended: &Receiver<()>) {
    while ended.recv_timeout(REFRESH) == Err(RecvTimeoutError::Timeout) {
        if let Some(progress) = control.progress() {
            show(bar, &progress);
        }
    }
}

fn show(bar: &ProgressBar, progress: &BatchProgress) {
    let BatchProgress { epoch, epochs, batch, batches, loss, accuracy, images_per_second, .. } = *progress;
    let measured = if progress.validating {
        format!("val_loss {loss:.4}, val_accuracy {accuracy:.4}")
    } else {
        format!("loss {loss:.4}, accuracy {accuracy:.4}, {images_per_second:.0} images/s")
    };
    let epoch_left = words::clock(progress.epoch_seconds_left);
    let left = if epoch < epochs {
        format!("{epoch_left} left, {} in all", words::clock(progress.seconds_left))
    } else {
        format!("{epoch_left} left")
    };
    bar.set_message(format!("{measured}, {left}"));
    bar.set_prefix(format!("{epoch}/{epochs}"));
    bar.set_length(batches as u64);
    bar.set_position(batch as u64);
}

struct Shown {
    bar: ProgressBar,
    epochs: usize,
    reading: bool,
    outcome: Option<RunOutcome>,
}

impl Shown {
    fn tell(&self, line: &str) {
        self.bar.suspend(|| output::warn(line));
    }

    fn style(&self, template: &str) {
        // The templates are those above, which indicatif understands.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
    }
}

impl Observer for Shown {
    fn event(&mut self, event: TrainEvent) {
        match event {
            TrainEvent::RunStarted(info) => {
                self.epochs = info.epochs;
                for line in words::started(&info) {
                    self.tell(&line);
                }
                self.bar.set_length(info.training.div_ceil(info.batch_size) as u64);
                self.bar.set_position(0);
                self.bar.set_prefix(format!("{}/{}", info.epochs_done + 1, info.epochs));
                self.style(TRAINING);
            }
            TrainEvent::EpochEnded(stats) => self.tell(&words::epoch(&stats, self.epochs)),
            TrainEvent::Callback(event) => {
                if let Some(line) = words::callback(&event) {
                    self.tell(&format!("  {line}"));
                }
            }
            TrainEvent::RunEnded(outcome) => self.outcome = Some(outcome),
            TrainEvent::EpochStarted { .. } | TrainEvent::CheckpointSaved { .. } => {}
        }
    }

    fn loading(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if !self.reading {
            self.reading = true;
            self.style(READING);
            self.bar.set_length(total as u64);
            if self.bar.is_hidden() {
                output::warn(&format!("Reading {total} photographs"));
            }
        }
        self.bar.set_position(done as u64);
        ControlFlow::Continue(())
    }
}
