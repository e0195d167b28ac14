//! The tensors of a network and of its optimiser, by Keras's names.

use std::collections::{HashMap, HashSet};

use super::Network;
use crate::config::NetworkConfig;
use crate::nn::error::NetworkError;
use crate::nn::optimizer::slots;
use crate::nn::params::Parameter;
use crate::nn::shapes::infer;
use crate::nn::tensors::{OwnedTensor, TensorView};

impl Network {
    /// All tensors that predict, layer by layer, in Keras's order and with its names: the moving averages where the
    /// optimiser keeps them. Those of a frozen pretrained network are none of them.
    #[must_use]
    pub fn tensors(&self) -> Vec<TensorView<'_>> {
        self.predicting().all.iter().filter(|parameter| !parameter.spec.frozen).map(Parameter::view).collect()
    }

    /// As [`Network::tensors`], with those of a frozen pretrained network.
    #[must_use]
    pub fn all_tensors(&self) -> Vec<TensorView<'_>> {
        self.predicting().all.iter().map(Parameter::view).collect()
    }

    /// Replaces all tensors, and their moving averages, by `tensors`, matched by name.
    ///
    /// # Errors
    /// If one is missing, unknown or of another shape; the network is then unchanged.
    pub fn load_tensors(&mut self, tensors: &[OwnedTensor]) -> Result<(), NetworkError> {
        let own = self.parameters.all.iter().map(|parameter| &parameter.spec).filter(|spec| !spec.frozen);
        let expected: Vec<_> = own.map(|spec| (spec.name.clone(), spec.shape.clone())).collect();
        let found = matched(&expected, tensors)?;
        self.inference.take();
        for parameters in std::iter::once(&mut self.parameters).chain(&mut self.averages) {
            let own = parameters.all.iter_mut().filter(|parameter| !parameter.spec.frozen);
            for (parameter, data) in own.zip(&found) {
                parameter.data.copy_from_slice(data);
            }
        }
        Ok(())
    }

    /// The number of steps that the optimiser has taken.
    #[must_use]
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    /// The optimiser's state for each trainable tensor, named `optimizer/<tensor>/<slot>`. Where it keeps moving averages,
    /// the trained tensors are part of its state as `optimizer/<tensor>/trained`.
    #[must_use]
    pub fn optimizer_tensors(&self) -> Vec<TensorView<'_>> {
        let names = slots(&self.optimizer);
        let mut views = Vec::new();
        for parameter in &self.parameters.all {
            for (slot, data) in names.iter().zip(&parameter.slots) {
                let name = slot_name(&parameter.spec.name, slot);
                views.push(TensorView { name, shape: parameter.spec.shape.clone(), data, trainable: false });
            }
            if self.averages.is_some() && !parameter.spec.frozen {
                let (name, shape) = (slot_name(&parameter.spec.name, TRAINED), parameter.spec.shape.clone());
                views.push(TensorView { name, shape, data: &parameter.data, trainable: false });
            }
        }
        views
    }

    /// Restores the optimiser's state from [`Network::optimizer_tensors`] and [`Network::iterations`].
    ///
    /// # Errors
    /// If a tensor is missing, unknown or of another shape; the optimiser is then unchanged.
    pub fn load_optimizer(&mut self, tensors: &[OwnedTensor], iterations: u64) -> Result<(), NetworkError> {
        let expected: Vec<_> = self.optimizer_tensors().into_iter().map(|view| (view.name, view.shape)).collect();
        let found = matched(&expected, tensors)?;
        let averages = self.averages.is_some();
        let all = self
            .parameters
            .all
            .iter_mut()
            .flat_map(|Parameter { slots, data, .. }| slots.iter_mut().chain(averages.then_some(data)));
        for (slot, data) in all.zip(found) {
            slot.copy_from_slice(data);
        }
        self.iterations = iterations;
        Ok(())
    }
}

/// The name of a trained tensor beside its moving average.
const TRAINED: &str = "trained";

fn slot_name(tensor: &str, slot: &str) -> String {
    format!("optimizer/{tensor}/{slot}")
}

/// Checks that `tensors` are those of a network for so many classes, in time and memory linear in both.
///
/// # Errors
/// A layer that is invalid in its place, or a tensor that is missing, unknown or of another shape.
pub fn check_tensors(config: &NetworkConfig, classes: usize, tensors: &[OwnedTensor]) -> Result<(), NetworkError> {
    let layers = infer(config, classes)?;
    let specs = layers.into_iter().flat_map(|layer| layer.tensors).filter(|spec| !spec.frozen);
    let expected: Vec<_> = specs.map(|spec| (spec.name, spec.shape)).collect();
    matched(&expected, tensors).map(drop)
}

/// The elements of the `expected` tensors, in their order.
fn matched<'a>(expected: &[(String, Vec<usize>)], tensors: &'a [OwnedTensor]) -> Result<Vec<&'a [f32]>, NetworkError> {
    let known: HashSet<&str> = expected.iter().map(|(name, _)| name.as_str()).collect();
    if let Some((name, ..)) = tensors.iter().find(|(name, ..)| !known.contains(name.as_str())) {
        return Err(NetworkError::UnknownTensor(name.clone()));
    }
    let by_name: HashMap<&str, &OwnedTensor> = tensors.iter().map(|tensor| (tensor.0.as_str(), tensor)).collect();
    let elements = |(name, shape): &(String, Vec<usize>)| {
        let (_, found, data) = by_name.get(name.as_str()).ok_or_else(|| NetworkError::MissingTensor(name.clone()))?;
        if found != shape || data.len() != shape.iter().product::<usize>() {
            let (name, expected, found) = (name.clone(), shape.clone(), found.clone());
            return Err(NetworkError::TensorShape { name, expected, found });
        }
        Ok(data.as_slice())
    };
    expected.iter().map(elements).collect()
}
