//! `bigode bench`: how fast the notebook's network, or that of another experiment, trains and predicts on this machine, counted as
//! other libraries' benchmarks are: the best of a few rounds, on random pictures in memory.

mod phases;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::value_parser;
use serde::Serialize;

use self::phases::Phases;
use super::experiment::Experiment;
use super::failure::Failure;
use super::{Outcome, output};
use crate::config::{DataSource, RunConfig};
use crate::nn::{self, DropoutKey, Network};
use crate::run::TrainEvent;
use crate::text::{CliText, Language};
use crate::train::{self, Control, Observer, TrainJob, TrainRequest};

/// The experiment that is measured where none is named.
const DEFAULT: &str = "notebook";
/// Rounds of which the best counts.
const ROUNDS: usize = 4;
/// Training steps, or predictions, in a round.
const TRAINING_STEPS: usize = 8;
const INFERENCE_BATCHES: usize = 2;
const SINGLE_PREDICTIONS: usize = 20;
/// Photos in a batch of inference.
const INFERENCE_BATCH: usize = 64;
/// The network distinguishes cats from dogs.
const CLASSES: usize = 2;

/// The arguments of `bigode bench`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    experiment: Experiment,
    /// Photos in a training step
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = value_parser!(u16).range(1..))]
    batch: u16,
    /// Threads; as many as the machine runs at once if not given
    #[arg(long, value_name = "N", value_parser = super::number_of_threads)]
    threads: Option<usize>,
    /// Also time an epoch, validation included, on these photos once they are in the cache
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Also time each operation of a training step, with the bytes that it moves
    #[arg(long)]
    phases: bool,
    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

/// What was measured. The names are those of the line of JSON.
#[derive(Debug, Serialize)]
struct Figures {
    train_images_per_second: f64,
    inference_images_per_second: f64,
    latency_ms: f64,
    peak_gflops: f64,
    train_share_of_peak: f64,
    batch: usize,
    threads: usize,
    simd: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    epoch_seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phases: Option<Phases>,
}

/// Measures and prints.
pub(crate) fn run(args: &Args, language: Language) -> Outcome {
    let threads = args.threads.unwrap_or_else(super::available_threads);
    let config = args.experiment.read(DEFAULT)?;
    let phases =
        if args.phases { Some(Phases::measure(&config, usize::from(args.batch), threads, language)?) } else { None };
    let figures =
        Figures { phases, ..measure(config, usize::from(args.batch), threads, args.data.as_deref(), language)? };
    if args.json {
        output::json(&figures)?;
    } else {
        output::lines(&figures.table(language))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(
    config: RunConfig,
    batch: usize,
    threads: usize,
    data: Option<&Path>,
    language: Language,
) -> Result<Figures, Failure> {
    let mut network = Network::new(&config.network, &config.training.optimizer, CLASSES, config.seed, threads)?;
    output::warn(language.text(CliText::MeasuringTraining));
    let train_images_per_second = batch as f64 / training_seconds(&mut network, &config, batch)?;
    output::warn(language.text(CliText::MeasuringInference));
    let inference_images_per_second =
        INFERENCE_BATCH as f64 / inference_seconds(&network, INFERENCE_BATCH, INFERENCE_BATCHES)?;
    let latency_ms = 1e3 * inference_seconds(&network, 1, SINGLE_PREDICTIONS)?;
    drop(network);
    output::warn(language.text(CliText::MeasuringPeak));
    let peak_gflops = nn::measure_peak_gflops(threads)?;
    let train_gflops = train_images_per_second * training_gflop(&config)?;
    Ok(Figures {
        train_images_per_second,
        inference_images_per_second,
        latency_ms,
        peak_gflops,
        train_share_of_peak: train_gflops / peak_gflops,
        batch,
        threads,
        simd: nn::simd_name().to_owned(),
        epoch_seconds: data.map(|data| epoch_seconds(config, data, threads, language)).transpose()?,
        phases: None,
    })
}

/// The best round's mean time of a training step.
fn training_seconds(network: &mut Network, config: &RunConfig, batch: usize) -> Result<f64, Failure> {
    let (x, labels) = random_batch(config, batch);
    let learning_rate = config.training.optimizer.learning_rate.at_start();
    let mut step = 0;
    best_round(TRAINING_STEPS, || {
        step += 1;
        network.train_batch(&x, &labels, learning_rate, DropoutKey { seed: config.seed, step })?;
        Ok(())
    })
}

/// The best round's mean time of a prediction of `batch` pictures.
fn inference_seconds(network: &Network, batch: usize, predictions: usize) -> Result<f64, Failure> {
    let (height, width, channels) = network.input();
    let x = random_numbers(batch * height * width * channels);
    best_round(predictions, || {
        network.probabilities(&x)?;
        Ok(())
    })
}

/// The shortest mean time of `runs` calls among a few rounds, in seconds; one round before them warms up.
fn best_round(runs: usize, mut run: impl FnMut() -> Result<(), Failure>) -> Result<f64, Failure> {
    let mut best = f64::INFINITY;
    for round in 0..=ROUNDS {
        let start = Instant::now();
        for _ in 0..runs {
            run()?;
        }
        if round > 0 {
            best = best.min(start.elapsed().as_secs_f64() / runs as f64);
        }
    }
    Ok(best)
}

/// Numbers in 0..1, always the same.
fn random_numbers(count: usize) -> Vec<f32> {
    use rand::{Rng as _, SeedableRng as _};

    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(0);
    (0..count).map(|_| random.random()).collect()
}

/// Random pictures, always the same, and a label for each.
fn random_batch(config: &RunConfig, count: usize) -> (Vec<f32>, Vec<u32>) {
    let (height, width) = config.network.input;
    (random_numbers(count * height * width * 3), (0..count).map(|index| (index % CLASSES) as u32).collect())
}

/// Thousand millions of additions and multiplications that training takes for one picture.
///
/// The backward pass computes two products as large as the forward one, for the weights and for the input; the first layer's input
/// needs no gradient, and frozen layers have no backward pass. All are counted as direct sums, whatever way they are computed.
fn training_gflop(config: &RunConfig) -> Result<f64, Failure> {
    let rows = nn::summary::summarize(&config.network, CLASSES)?.rows;
    let forward: u64 = rows.iter().map(|row| row.multiply_adds).sum();
    let learning: Vec<u64> = rows.iter().map(|row| row.learning_multiply_adds).filter(|&count| count > 0).collect();
    let first = learning.first().ok_or_else(|| Failure::new(CliText::NoProducts, &[]))?;
    let multiply_adds = forward + 2 * learning.iter().sum::<u64>() - first;
    Ok(2.0 * multiply_adds as f64 / 1e9)
}

/// Seconds of the second epoch, training and validation: the first one fills the cache.
fn epoch_seconds(mut config: RunConfig, data: &Path, threads: usize, language: Language) -> Result<f64, Failure> {
    output::warn(language.text(CliText::MeasuringEpochs));
    let folder = tempfile::tempdir().map_err(|error| Failure::because(CliText::NoTemporaryFolder, &[], error))?;
    config.data.source = Some(DataSource::Path(data.to_owned()));
    config.training.epochs = 2;
    let request = TrainRequest {
        job: TrainJob::New { config, folder: folder.path().join("run") },
        threads,
        cache: crate::data::cache_folder(),
    };
    let mut last = LastEpoch::default();
    train::start(&request, &Control::default(), &mut last)?;
    last.seconds.ok_or_else(|| Failure::new(CliText::NoEpoch, &[]))
}

/// Remembers how long the last epoch took.
#[derive(Default)]
struct LastEpoch {
    seconds: Option<f64>,
}

impl Observer for LastEpoch {
    fn event(&mut self, event: TrainEvent) {
        if let TrainEvent::EpochEnded(stats) = event {
            self.seconds = Some(stats.seconds);
        }
    }
}

impl Figures {
    fn table(&self, language: Language) -> String {
        let Self { threads, simd, .. } = self;
        let images = language.text(CliText::ImagesPerSecond);
        let batch = |text, n: usize| language.fill(text, &[("n", &n)]);
        let plain = |text: CliText| language.text(text).to_owned();
        let rate = |value: f64| language.decimal(value, 1);
        let share = language.text(CliText::CountedAsDirect);
        let mut rows = vec![
            (batch(CliText::BenchTraining, self.batch), rate(self.train_images_per_second), images.to_owned()),
            (
                batch(CliText::BenchInference, INFERENCE_BATCH),
                rate(self.inference_images_per_second),
                images.to_owned(),
            ),
            (plain(CliText::BenchLatency), language.decimal(self.latency_ms, 2), "ms".to_owned()),
            (plain(CliText::BenchPeak), rate(self.peak_gflops), format!("GFLOP/s ({simd}, {threads} threads)")),
            (plain(CliText::BenchShare), rate(100.0 * self.train_share_of_peak), share.to_owned()),
        ];
        rows.extend(self.epoch_seconds.map(|seconds| (plain(CliText::BenchEpoch), rate(seconds), "s".to_owned())));
        let lines = rows.iter().map(|(name, value, unit)| format!("{name:<24}{value:>10} {unit}"));
        let phases = self.phases.iter().flat_map(|phases| phases.table(self.peak_gflops, language));
        lines.chain(phases).collect::<Vec<_>>().join("\n")
    }
}
