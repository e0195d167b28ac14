//! Progress on standard error: a bar where there is a terminal, otherwise one line an epoch.

use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::words;
use crate::cli::output;
use crate::run::{RunOutcome, TrainEvent};
use crate::text::{CliText, Language};
use crate::train::{BatchProgress, Control, MemoryAdvice, Observer};

/// How often the bar is brought up to date.
const REFRESH: Duration = Duration::from_millis(100);

/// Runs a training while its progress is shown. Gives how the run ended beside what `train` gives, if one had begun.
pub(super) fn shown<T>(
    control: &Control,
    language: Language,
    train: impl FnOnce(&mut dyn Observer) -> T,
) -> (T, Option<RunOutcome>) {
    let target =
        if output::warnings_reach_a_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    let mut observer = Shown { bar: bar.clone(), language, epochs: 0, reading: false, features: 0, outcome: None };
    let (done, ended) = bounded::<()>(0);
    thread::scope(|scope| {
        if !bar.is_hidden() {
            let watch = move || watch(&bar, control, language, &ended);
            // Without the thread the bar does not move; the training is the same.
            let _ = thread::Builder::new().name("progress bar".to_owned()).spawn_scoped(scope, watch);
        }
        let result = train(&mut observer);
        drop(done);
        observer.bar.finish_and_clear();
        (result, observer.outcome)
    })
}

/// Moves the bar until the training has ended.
fn watch(bar: &ProgressBar, control: &Control, language: Language, ended: &Receiver<()>) {
    while ended.recv_timeout(REFRESH) == Err(RecvTimeoutError::Timeout) {
        if let Some(progress) = control.progress() {
            show(bar, &progress, language);
        }
    }
}

fn show(bar: &ProgressBar, progress: &BatchProgress, language: Language) {
    let BatchProgress { epoch, epochs, batch, batches, loss, accuracy, images_per_second, .. } = *progress;
    let prefix = if progress.validating { "val_" } else { "" };
    let mut parts = vec![words::metrics(prefix, loss, accuracy, language)];
    if !progress.validating {
        parts.push(language.fill(CliText::Speed, &[("speed", &format!("{images_per_second:.0}"))]));
    }
    let time = Language::duration(progress.epoch_seconds_left);
    parts.push(if epoch < epochs {
        let all = Language::duration(progress.seconds_left);
        language.fill(CliText::LeftInAll, &[("time", &time), ("all", &all)])
    } else {
        language.fill(CliText::Left, &[("time", &time)])
    });
    bar.set_message(parts.join(", "));
    bar.set_prefix(format!("{epoch}/{epochs}"));
    bar.set_length(batches as u64);
    bar.set_position(batch as u64);
}

struct Shown {
    bar: ProgressBar,
    language: Language,
    epochs: usize,
    reading: bool,
    /// Photographs of which it has been reported that they go through the pretrained network.
    features: usize,
    outcome: Option<RunOutcome>,
}

impl Shown {
    /// Prints a line above the bar.
    fn print(&self, line: &str) {
        self.bar.suspend(|| output::warn(line));
    }

    fn style(&self, template: CliText) {
        if let Ok(style) = ProgressStyle::with_template(self.language.text(template)) {
            self.bar.set_style(style);
        }
    }
}

impl Observer for Shown {
    fn event(&mut self, event: TrainEvent) {
        match event {
            TrainEvent::RunStarted(info) => {
                self.epochs = info.epochs;
                for line in words::started(&info, self.language) {
                    self.print(&line);
                }
                self.bar.set_length(info.training.div_ceil(info.batch_size) as u64);
                self.bar.set_position(0);
                self.bar.set_prefix(format!("{}/{}", info.epochs_done + 1, info.epochs));
                self.style(CliText::BarEpoch);
            }
            TrainEvent::EpochEnded(stats) => self.print(&words::epoch(&stats, self.epochs, self.language)),
            TrainEvent::InvalidLoss { epoch, batch } => self.print(&words::invalid_loss(epoch, batch, self.language)),
            TrainEvent::Callback(event) => {
                if let Some(line) = words::callback(&event, self.language) {
                    self.print(&format!("  {line}"));
                }
            }
            TrainEvent::RunEnded(outcome) => self.outcome = Some(outcome),
            TrainEvent::EpochStarted { .. } | TrainEvent::CheckpointSaved { .. } => {}
        }
    }

    fn memory(&mut self, advice: &MemoryAdvice) {
        if let Some(line) = words::memory(advice, self.language) {
            self.print(&line);
        }
    }

    fn loading(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if !self.reading {
            self.reading = true;
            self.style(CliText::BarReading);
            self.bar.set_length(total as u64);
            if self.bar.is_hidden() {
                output::warn(&self.language.fill(CliText::Reading, &[("n", &total)]));
            }
        }
        self.bar.set_position(done as u64);
        ControlFlow::Continue(())
    }

    fn features(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.features != total {
            self.features = total;
            self.style(CliText::BarFeatures);
            self.bar.set_length(total as u64);
            if self.bar.is_hidden() {
                output::warn(&self.language.fill(CliText::Features, &[("n", &total)]));
            }
        }
        self.bar.set_position(done as u64);
        ControlFlow::Continue(())
    }
}
