//! The network's tensors, and the destination of their gradients.

use super::error::NetworkError;
use super::initializers::Initializer;
use super::kernels::AlignedFloats;
use super::optimizer::{TensorUpdate, Update};
use super::pretrained::Weights;
use super::shapes::{LayerShape, TensorSpec};
use super::tensors::TensorView;
use crate::memory::OutOfMemory;

/// A tensor with the optimiser's state for it.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name, shape and initialiser, and whether it is trainable.
    pub spec: TensorSpec,
    /// Its elements, row-major.
    pub data: AlignedFloats,
    /// The optimiser's slots, each as long as `data`; none where the tensor is not trainable.
    pub slots: Vec<AlignedFloats>,
}

impl Parameter {
    /// Its name, shape and elements.
    pub fn view(&self) -> TensorView<'_> {
        let TensorSpec { name, shape, trainable, .. } = &self.spec;
        TensorView { name: name.clone(), shape: shape.clone(), data: &self.data, trainable: *trainable }
    }
}

/// All tensors of a network, layer by layer, in Keras's order.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    /// The tensors.
    pub all: Vec<Parameter>,
    /// The index of each layer's first tensor.
    first: Vec<usize>,
}

impl Parameters {
    /// Freshly initialised tensors with `slots` slots for each trainable one.
    ///
    /// # Errors
    /// If there is no memory for them, or the weights of a pretrained network are damaged.
    pub fn new(layers: &[LayerShape], slots: usize, seed: u64) -> Result<Self, NetworkError> {
        let mut all = Vec::new();
        let mut first = Vec::new();
        let pretrained = layers.iter().find_map(|layer| layer.pretrained).map(Weights::open).transpose()?;
        for layer in layers {
            first.push(all.len());
            for spec in &layer.tensors {
                let data = match (spec.initializer, &pretrained) {
                    (Initializer::Pretrained, Some(weights)) => AlignedFloats::copy_of(&weights.tensor(spec)?)?,
                    (initializer, _) => {
                        let mut data = AlignedFloats::try_zeros(spec.size())?;
                        initializer.fill(&mut data, seed, all.len() as u64);
                        data
                    }
                };
                let slots = if spec.trainable { slots } else { 0 };
                let slots = (0..slots).map(|_| AlignedFloats::try_zeros(data.len())).collect::<Result<_, _>>()?;
                all.push(Parameter { spec: spec.clone(), slots, data });
            }
        }
        Ok(Self { all, first })
    }

    /// A copy without the optimiser's slots.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn without_slots(&self) -> Result<Self, OutOfMemory> {
        let copy = |Parameter { spec, data, .. }: &Parameter| {
            Ok(Parameter { spec: spec.clone(), data: AlignedFloats::copy_of(data)?, slots: Vec::new() })
        };
        Ok(Self { all: self.all.iter().map(copy).collect::<Result<_, _>>()?, first: self.first.clone() })
    }

    /// The index of tensor `which` of `layer`.
    #[must_use]
    pub fn index(&self, layer: usize, which: usize) -> usize {
        self.first[layer] + which
    }

    /// The elements of tensor `which` of `layer`.
    #[must_use]
    pub fn get(&self, layer: usize, which: usize) -> &[f32] {
        &self.all[self.index(layer, which)].data
    }

    /// The elements of tensor `which` of `layer`, mutably.
    pub fn get_mut(&mut self, layer: usize, which: usize) -> &mut [f32] {
        let index = self.index(layer, which);
        &mut self.all[index].data
    }
}

/// The destination of gradients.
#[derive(Debug)]
pub enum Sink {
    /// The optimiser updates the weights at once, while they are still in the cache.
    Apply(Update),
    /// They are collected by the index of their tensor; the weights stay as they are.
    Collect(Vec<Vec<f32>>),
}

/// The parameters during a training step.
#[derive(Debug)]
pub struct StepState {
    /// The tensors.
    pub parameters: Parameters,
    /// The destination of their gradients.
    pub sink: Sink,
}

impl StepState {
    /// Delivers the whole gradient of tensor `index`.
    pub fn deliver(&mut self, index: usize, gradient: &[f32]) {
        match &mut self.sink {
            Sink::Apply(update) => {
                let Parameter { spec, data, slots } = &mut self.parameters.all[index];
                let mut slots: Vec<&mut [f32]> = slots.iter_mut().map(|slot| &mut **slot).collect();
                update.of_tensor(&spec.name, spec.learning_rate_multiplier).apply(data, gradient, &mut slots);
            }
            Sink::Collect(gradients) => gradients[index] = gradient.to_vec(),
        }
    }

    /// Cuts tensor `index` into blocks of `len` elements, whose gradients may be delivered from any thread.
    pub fn blocks(&mut self, index: usize, len: usize) -> Vec<Block<'_>> {
        let Parameter { spec, data, slots } = &mut self.parameters.all[index];
        match &mut self.sink {
            Sink::Apply(update) => {
                let update = update.of_tensor(&spec.name, spec.learning_rate_multiplier);
                let mut slots: Vec<_> = slots.iter_mut().map(|slot| slot.chunks_mut(len)).collect();
                data.chunks_mut(len)
                    .map(|weights| {
                        let slots = slots.iter_mut().filter_map(Iterator::next).collect();
                        Block { weights, slots, destination: Destination::Update(update) }
                    })
                    .collect()
            }
            Sink::Collect(gradients) => {
                gradients[index].resize(data.len(), 0.0);
                let gradients = gradients[index].chunks_mut(len);
                data.chunks_mut(len)
                    .zip(gradients)
                    .map(|(weights, gradient)| Block {
                        weights,
                        slots: Vec::new(),
                        destination: Destination::Collect(gradient),
                    })
                    .collect()
            }
        }
    }
}

/// A block of a tensor during a training step.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its elements.
    pub weights: &'a mut [f32],
    slots: Vec<&'a mut [f32]>,
    destination: Destination<'a>,
}

#[derive(Debug)]
enum Destination<'a> {
    Update(TensorUpdate<'a>),
    Collect(&'a mut [f32]),
}

impl Block<'_> {
    /// Delivers the gradient of these elements.
    pub fn deliver(&mut self, gradient: &[f32]) {
        match &mut self.destination {
            Destination::Update(update) => update.apply(self.weights, gradient, &mut self.slots),
            Destination::Collect(collected) => collected.copy_from_slice(gradient),
        }
    }
}
