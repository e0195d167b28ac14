//! Whether the machine's memory is enough for a run, found out before it starts.
//!
//! The decoded photographs do not count: they lie in a file that is read by position.

use crate::config::{CallbackConfig, ConfigError, Fault, Metric, Problem, RunConfig};
use crate::memory::MachineMemory;
use crate::nn::{NetworkError, TrainingMemory, training_memory};

use super::fit::VALIDATION_BATCH;

/// Batches beyond one for each thread that exist at a time: those ahead of the network, and the one in it.
const BATCHES_AHEAD: usize = 3;

/// More than this share of the available memory is close.
const CLOSE: f64 = 0.9;

/// What a run works on, besides its configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workload {
    /// The number of classes.
    pub classes: usize,
    /// Training photographs.
    pub training: usize,
    /// Validation photographs.
    pub validation: usize,
    /// Threads of the network, and as many that read photographs.
    pub threads: usize,
}

/// Whether a run fits the memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemoryAdvice {
    /// It fits.
    Fits,
    /// It needs nearly all that is available, or more.
    Close {
        /// What it needs.
        needed_bytes: u64,
        /// What other programs leave.
        available_bytes: u64,
    },
    /// It cannot fit; the field that is to blame.
    TooLarge(Problem),
}

impl MemoryAdvice {
    /// The advice about a run on a machine with this memory.
    ///
    /// # Errors
    /// A network that cannot be built.
    pub fn of(config: &RunConfig, workload: &Workload, machine: MachineMemory) -> Result<Self, NetworkError> {
        let network = training_memory(&config.network, &config.training.optimizer, workload.classes)?;
        let batch_size = config.training.batch_size.min(workload.training.max(1));
        let needed = |batch_size, epochs| needed_bytes(config, workload, &network, batch_size, epochs);
        let MachineMemory { total_bytes, available_bytes } = machine;
        // What later epochs add is left out here: a callback may end the training before.
        let needed_bytes = needed(batch_size, 1);
        if needed_bytes > total_bytes {
            let field = if tensors(config, &network) > total_bytes {
                format!("network.layers[{}]", network.largest_layer)
            } else if needed(1, 1) > total_bytes {
                "network.input".to_owned()
            } else {
                "training.batch_size".to_owned()
            };
            return Ok(Self::TooLarge(Problem { field, fault: Fault::Memory { needed_bytes, total_bytes } }));
        }
        let needed_bytes = needed(batch_size, config.training.epochs);
        let close = needed_bytes as f64 > CLOSE * available_bytes as f64;
        Ok(if close { Self::Close { needed_bytes, available_bytes } } else { Self::Fits })
    }

    /// An error if the run cannot fit.
    ///
    /// # Errors
    /// The field that is to blame.
    pub fn require(&self) -> Result<(), ConfigError> {
        match self {
            Self::TooLarge(problem) => Err(problem.clone().into()),
            Self::Fits | Self::Close { .. } => Ok(()),
        }
    }
}

/// Bytes of the weights, their copies that are kept for the end, and the optimiser's slots.
fn tensors(config: &RunConfig, network: &TrainingMemory) -> u64 {
    // The best epoch's weights, and those of each callback that may restore another epoch's.
    let restores = |callback: &&CallbackConfig| {
        matches!(callback, CallbackConfig::EarlyStopping { restore_best_weights: true, monitor, .. }
            if monitor.parse() != Ok(Metric::ValLoss))
    };
    let copies = 2 + config.callbacks.iter().filter(restores).count() as u64;
    copies * network.weights + network.slots
}

/// Bytes that a run needs by the end of so many epochs, all at once.
fn needed_bytes(
    config: &RunConfig,
    workload: &Workload,
    network: &TrainingMemory,
    batch_size: usize,
    epochs: usize,
) -> u64 {
    let Workload { classes, training, validation, threads } = *workload;
    let ((height, width), threads) = (config.network.input, threads.max(1));
    let validated = VALIDATION_BATCH.min(validation);
    let picture = (height * width * 3 * size_of::<f32>()) as u64;
    let batches = training.div_ceil(batch_size.max(1)).max(1).min(threads + BATCHES_AHEAD) as u64;
    let predictions = (validation * classes * size_of::<f32>()) as u64;
    tensors(config, network)
        + (network.activations_per_picture + network.gradients_per_picture + network.work_per_picture)
            * batch_size as u64
        + network.inference_per_picture * validated as u64
        + network.work
        + network.per_thread * threads as u64
        + picture * batches * batch_size.max(validated) as u64
        + predictions.saturating_mul(epochs as u64).min(1 << 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{LayerConfig, OptimizerConfig, preset};

    const WORKLOAD: Workload = Workload { classes: 2, training: 20_000, validation: 5_000, threads: 2 };

    fn advice(config: &RunConfig, total_bytes: u64, available_bytes: u64) -> MemoryAdvice {
        let machine = MachineMemory { total_bytes, available_bytes };
        MemoryAdvice::of(config, &WORKLOAD, machine).expect("the network can be built")
    }

    fn notebook() -> RunConfig {
        preset("notebook").expect("a preset")
    }

    fn needed(config: &RunConfig) -> u64 {
        match advice(config, u64::MAX, 1) {
            MemoryAdvice::Close { needed_bytes, .. } => needed_bytes,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_run_is_refused_at_the_field_to_blame() {
        let blamed = |config: &RunConfig, total_bytes| match advice(config, total_bytes, total_bytes) {
            MemoryAdvice::TooLarge(problem) => problem.field,
            other => panic!("{other:?}"),
        };
        // Twice 12,942,786 weights, of which the 512 units of layer 13 have nearly all.
        assert_eq!(blamed(&notebook(), 2 * 4 * 12_942_786 - 1), "network.layers[13]");
        assert_eq!(blamed(&notebook(), 2 * 4 * 12_942_786 + 1), "network.input");
        let mut large = notebook();
        large.training.batch_size = 4000;
        assert_eq!(blamed(&large, 4_000_000_000), "training.batch_size");
        assert!(advice(&large, 4_000_000_000, 4_000_000_000).require().is_err());
    }

    #[test]
    fn little_memory_left_is_a_warning_and_enough_is_none() {
        let needed_bytes = needed(&notebook());
        let total = 1 << 40;
        assert_eq!(advice(&notebook(), total, 2 * needed_bytes), MemoryAdvice::Fits);
        let available_bytes = needed_bytes + needed_bytes / 20;
        assert_eq!(advice(&notebook(), total, available_bytes), MemoryAdvice::Close { needed_bytes, available_bytes });
        assert!(advice(&notebook(), total, available_bytes).require().is_ok());
    }

    #[test]
    fn each_thing_that_takes_memory_counts() {
        let with = |change: &dyn Fn(&mut RunConfig)| {
            let mut config = notebook();
            change(&mut config);
            needed(&config)
        };
        let plain = needed(&notebook());
        let weights = 4 * 12_941_314;
        // Adam has two slots for each trainable weight.
        let adam = OptimizerConfig::adam(0.001, 0.9, 0.999, 1e-7);
        assert_eq!(with(&|config| config.training.optimizer = adam.clone()) - plain, 2 * weights);
        // Two probabilities of each of 5,000 validation photographs.
        assert_eq!(with(&|config| config.training.epochs += 1) - plain, 5_000 * 2 * 4);
        // The first convolution's result of one photograph alone has 126 x 126 x 32 numbers.
        assert!(with(&|config| config.training.batch_size += 1) - plain > 4 * 126 * 126 * 32);
        assert!(with(&|config| config.training.epochs = usize::MAX) > plain);
    }

    #[test]
    fn a_network_that_cannot_be_built_is_an_error() {
        let mut config = notebook();
        config.network.layers = vec![LayerConfig::Flatten {}];
        let machine = MachineMemory { total_bytes: 1, available_bytes: 1 };
        assert!(MemoryAdvice::of(&config, &WORKLOAD, machine).is_err());
    }
}
