//! The numbers of a model's layers and of its optimiser, read from a file into the tensors of this program.

use super::optimizer::{has_rate, slot_names};
use crate::config::{LearningRate, OptimizerConfig};
use crate::exchange::hdf5::Hdf5;
use crate::exchange::{OptimizerState, Unreadable};
use crate::nn::shapes::TensorSpec;
use crate::nn::tensors::OwnedTensor;
use crate::run::Tensors;

/// The numbers of one layer.
pub(super) struct LayerVariables {
    /// The layer's name in the file.
    pub name: String,
    /// The name of its group in a file of Keras 3.
    pub group: String,
    /// Its tensors in Keras's order.
    pub variables: Vec<Variable>,
}

/// One tensor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variable {
    /// The tensor's name in this program.
    pub tensor: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Whether the optimiser changes it.
    pub trainable: bool,
    /// Where its numbers come from.
    pub source: Source,
}

/// Where a tensor's numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The file.
    File,
    /// The file has one output, the logit of the second of two classes; that of the first is 0.
    SecondOutput,
    /// The file has no such tensor; all its numbers are 0.
    Zeros,
    /// The file has no such tensor; all its numbers are 1.
    Ones,
}

impl Variable {
    /// A tensor that the file holds as it is.
    pub(super) fn stored(spec: &TensorSpec) -> Self {
        let TensorSpec { name, shape, trainable, .. } = spec.clone();
        Self { tensor: name, shape, trainable, source: Source::File }
    }

    /// How many numbers it has.
    pub(super) fn count(&self) -> u64 {
        self.shape.iter().map(|length| *length as u64).product()
    }

    /// Whether the file holds numbers of it.
    pub(super) fn is_stored(&self) -> bool {
        matches!(self.source, Source::File | Source::SecondOutput)
    }

    /// Its numbers, which lie at `path`.
    fn read(&self, file: &Hdf5, path: &str) -> Result<Vec<f32>, Unreadable> {
        let count = self.shape.iter().product();
        Ok(match self.source {
            Source::File => file.tensor(path, &self.shape)?,
            Source::SecondOutput => {
                let shape: Vec<usize> = match self.shape.split_last() {
                    Some((_, rest)) => rest.iter().copied().chain([1]).collect(),
                    None => Vec::new(),
                };
                file.tensor(path, &shape)?.into_iter().flat_map(|second| [0.0, second]).collect()
            }
            Source::Zeros => vec![0.0; count],
            Source::Ones => vec![1.0; count],
        })
    }
}

/// Reads the tensors of a file of Keras 3: `layers/conv2d/vars/0`.
pub(super) fn read_tensors(file: &Hdf5, layers: &[LayerVariables]) -> Result<Tensors, Unreadable> {
    read_all(
        layers,
        |layer, number| {
            let group = format!("layers/{}/vars", layer.group);
            // Names instead of numbers are planned for later versions of Keras.
            let own_name = layer.variables[number].tensor.rsplit('/').next().unwrap_or_default();
            let names = file.tensor_names(&group);
            let place = layer.variables[..number].iter().filter(|variable| variable.is_stored()).count();
            if names.iter().any(|name| name == own_name) {
                format!("{group}/{own_name}")
            } else {
                format!("{group}/{place}")
            }
        },
        file,
    )
}

/// Reads the tensors of a file, each at the path that `path` gives for a layer and the number of its tensor.
pub(super) fn read_all(
    layers: &[LayerVariables],
    path: impl Fn(&LayerVariables, usize) -> String,
    file: &Hdf5,
) -> Result<Tensors, Unreadable> {
    let mut tensors = Tensors::new();
    for layer in layers {
        for (number, variable) in layer.variables.iter().enumerate() {
            let path = if variable.is_stored() { path(layer, number) } else { String::new() };
            tensors.push((variable.tensor.clone(), variable.shape.clone(), variable.read(file, &path)?));
        }
    }
    Ok(tensors)
}

/// Reads the optimiser's state at `vars` of a file, where it is whole and of this optimiser.
pub(super) fn read_optimizer(
    file: &Hdf5,
    paths: &[String],
    layers: &[LayerVariables],
    optimizer: &OptimizerConfig,
) -> Option<OptimizerState> {
    let all: Vec<&Variable> = layers.iter().flat_map(|layer| &layer.variables).filter(|it| it.trainable).collect();
    let names: Vec<&str> = all.iter().filter(|it| it.is_stored()).map(|it| it.tensor.as_str()).collect();
    let mut paths = paths.iter();
    let iterations = file.integer(paths.next()?)?;
    let learning_rate = match &optimizer.learning_rate {
        LearningRate::Constant(_) if has_rate(optimizer) => *file.tensor(paths.next()?, &[]).ok()?.first()?,
        rate => rate.at_start(),
    };
    let mut slots = Tensors::new();
    for name in slot_names(optimizer, &names) {
        let variable = all.iter().find(|variable| is_slot_of(&name, &variable.tensor))?;
        slots.push((name, variable.shape.clone(), variable.read(file, paths.next()?).ok()?));
    }
    // Tensors that the file does not have get slots of 0.
    let filled: Vec<&str> = all.iter().filter(|it| !it.is_stored()).map(|it| it.tensor.as_str()).collect();
    let of_filled = slot_names(optimizer, &filled).into_iter().filter_map(|name| {
        let variable = all.iter().find(|variable| is_slot_of(&name, &variable.tensor))?;
        let count = variable.shape.iter().product();
        Some::<OwnedTensor>((name, variable.shape.clone(), vec![0.0; count]))
    });
    slots.extend(of_filled);
    Some(OptimizerState { slots, iterations, learning_rate })
}

fn is_slot_of(slot: &str, tensor: &str) -> bool {
    let rest = slot.strip_prefix("optimizer/").and_then(|rest| rest.strip_prefix(tensor));
    rest.is_some_and(|rest| rest.starts_with('/'))
}
