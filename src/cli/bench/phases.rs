//! Where a training step's time goes: each operation with its arithmetic and the bytes that it moves at least.

use serde::Serialize;

use super::super::failure::Failure;
use super::super::output;
use super::{CLASSES, random_batch};
use crate::config::RunConfig;
use crate::nn::summary::{Row, summarize};
use crate::nn::{self, DropoutKey, Network};
use crate::text::{CliText, Language};

/// Steps of which each operation's least times count; the first one, which warms up, does not.
const STEPS: u64 = 12;

/// The operations of a training step. The names are those of the line of JSON.
#[derive(Debug, Serialize)]
pub struct Phases {
    /// Thousand millions of bytes a second that all threads together read and write.
    memory_gb_per_second: f64,
    operations: Vec<Operation>,
}

#[derive(Debug, Serialize)]
struct Operation {
    /// The layers that it computes, with their numbers from 1.
    layers: String,
    forward: Pass,
    backward: Pass,
}

/// One direction.
#[derive(Debug, Clone, Copy, Serialize)]
struct Pass {
    ms: f64,
    /// Thousand millions of additions and multiplications, counted as direct sums.
    gflop: f64,
    /// Millions of bytes, if each value is read or written once by each direction that needs it.
    megabytes: f64,
}

impl Phases {
    /// Measures training steps of `batch` random pictures.
    pub fn measure(config: &RunConfig, batch: usize, threads: usize, language: Language) -> Result<Self, Failure> {
        output::warn(language.text(CliText::MeasuringPhases));
        let memory_gb_per_second = nn::measure_memory_speed(threads)?;
        let mut network = Network::new(&config.network, &config.training.optimizer, CLASSES, config.seed, threads)?;
        let rows = summarize(&config.network, CLASSES)?.rows;
        let (x, labels) = random_batch(config, batch);
        let learning_rate = config.training.optimizer.learning_rate.at_start();
        let mut least: Option<Vec<nn::Phase>> = None;
        for step in 0..=STEPS {
            let dropout = DropoutKey { seed: config.seed, step };
            let (_, phases) = network.train_batch_in_phases(&x, &labels, learning_rate, dropout)?;
            match &mut least {
                None if step == 0 => {}
                None => least = Some(phases),
                Some(least) => {
                    for (least, phase) in least.iter_mut().zip(phases) {
                        least.forward_s = least.forward_s.min(phase.forward_s);
                        least.backward_s = least.backward_s.min(phase.backward_s);
                    }
                }
            }
        }
        let picture = x.len() / batch * size_of::<f32>();
        // A flattened picture is the picture.
        let computes = |phase: &nn::Phase| rows[phase.layers.clone()].iter().any(|row| row.layer != "Flatten");
        let phases = least.into_iter().flatten().filter(computes);
        let operations = phases.map(|phase| Operation::of(&phase, &rows, batch, picture as u64)).collect();
        Ok(Self { memory_gb_per_second, operations })
    }

    /// A line of headings, and one for each direction of each operation, with shares of the processor's peak and of the
    /// memory's speed.
    pub fn table(&self, peak_gflops: f64, language: Language) -> Vec<String> {
        let decimal = |value: f64| language.decimal(value, 1);
        let directions = [CliText::PhasesForward, CliText::PhasesBackward].map(|text| language.text(text));
        let name = |layers: &str, direction: &str| format!("{layers}, {direction}");
        let names = self.operations.iter().flat_map(|operation| directions.map(|to| name(&operation.layers, to)));
        let width = names.map(|name| name.chars().count()).max().unwrap_or(0);
        let line = |name: &str, figures: [String; 5]| {
            let [time, speed, peak, bytes, share] = figures;
            format!("{name:<width$}{time:>9}{speed:>9}{peak:>9}{bytes:>9}{share:>9}")
        };
        let headings = ["ms", "GFLOP/s", "%", "MB", "%"].map(str::to_owned);
        let mut lines = vec![
            String::new(),
            language.fill(CliText::PhasesHead, &[("speed", &decimal(self.memory_gb_per_second))]),
            line(language.text(CliText::PhasesOperation), headings),
        ];
        for operation in &self.operations {
            for (direction, pass) in directions.into_iter().zip([operation.forward, operation.backward]) {
                let gflops = 1e3 * pass.gflop / pass.ms;
                let figures = [
                    language.decimal(pass.ms, 2),
                    decimal(gflops),
                    decimal(100.0 * gflops / peak_gflops),
                    decimal(pass.megabytes),
                    decimal(100.0 * pass.megabytes / pass.ms / self.memory_gb_per_second),
                ];
                lines.push(line(&name(&operation.layers, direction), figures));
            }
        }
        lines
    }
}

impl Operation {
    /// `picture` is the bytes of the network's input for one picture.
    fn of(phase: &nn::Phase, rows: &[Row], batch: usize, picture: u64) -> Self {
        let (before, own) = (&rows[..phase.layers.start], &rows[phase.layers.clone()]);
        let is_first = before.iter().all(|row| row.learning_multiply_adds == 0);
        let batch = batch as u64;
        let input = batch * before.last().map_or(picture, |row| row.activation_bytes);
        let results: u64 = batch * own.iter().map(|row| row.activation_bytes).sum::<u64>();
        let output = batch * own.last().map_or(0, |row| row.activation_bytes);
        let weights = (own.iter().map(|row| row.parameters).sum::<usize>() * size_of::<f32>()) as u64;
        let gflop = 2e-9 * (batch * own.iter().map(|row| row.multiply_adds).sum::<u64>()) as f64;
        // Back, the gradients of the weights and, but for the first operation, that of the input: products as large. Read are the
        // input, the results, the last one's gradient and the weights; written the input's gradient and the weights.
        let products = if is_first { 1.0 } else { 2.0 };
        let input_gradient = if is_first { 0 } else { input };
        let (first, last) = (phase.layers.start + 1, phase.layers.end);
        let names: Vec<&str> = own.iter().map(|row| row.layer.as_str()).collect();
        let numbers = if first == last { format!("{first}") } else { format!("{first}-{last}") };
        Self {
            layers: format!("{numbers} {}", names.join(", ")),
            forward: Pass { ms: 1e3 * phase.forward_s, gflop, megabytes: (input + results + weights) as f64 / 1e6 },
            backward: Pass {
                ms: 1e3 * phase.backward_s,
                gflop: products * gflop,
                megabytes: (input + results + output + input_gradient + 3 * weights) as f64 / 1e6,
            },
        }
    }
}
