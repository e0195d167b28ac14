//! The network's tensors, and what happens to a gradient when it arrives.

use super::optimizer::Update;
use super::shapes::{LayerShape, TensorSpec};

/// A tensor and what the optimiser remembers of it.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name, shape, and whether it is trained.
    pub spec: TensorSpec,
    /// Its numbers, row-major.
    pub data: Vec<f32>,
    /// The optimiser's slots, each as long as `data`; none where the tensor is not trained.
    pub slots: Vec<Vec<f32>>,
}

/// All tensors of a network, layer by layer, in Keras's order.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    /// The tensors.
    pub all: Vec<Parameter>,
    /// Of each layer, the index of its first tensor.
    first: Vec<usize>,
}

impl Parameters {
    /// Freshly initialised tensors; `slots` is how many the optimiser keeps for each.
    #[must_use]
    pub fn new(layers: &[LayerShape], slots: usize, seed: u64) -> Self {
        let mut all = Vec::new();
        let mut first = Vec::new();
        for layer in layers {
            first.push(all.len());
            for spec in &layer.tensors {
                let data = spec.initializer.values(spec.size(), seed, all.len() as u64);
                let slots = if spec.trainable { slots } else { 0 };
                all.push(Parameter { spec: spec.clone(), slots: vec![vec![0.0; data.len()]; slots], data });
            }
        }
        Self { all, first }
    }

    /// The index of tensor `which` of `layer`.
    #[must_use]
    pub fn index(&self, layer: usize, which: usize) -> usize {
        self.first[layer] + which
    }

    /// The numbers of tensor `which` of `layer`.
    #[must_use]
    pub fn get(&self, layer: usize, which: usize) -> &[f32] {
        &self.all[self.index(layer, which)].data
    }

    /// The numbers of tensor `which` of `layer`, to be changed.
    pub fn get_mut(&mut self, layer: usize, which: usize) -> &mut Vec<f32> {
        let index = self.index(layer, which);
        &mut self.all[index].data
    }
}

/// What becomes of gradients.
#[derive(Debug)]
pub enum Sink {
    /// The optimiser's step is taken at once, while the weights are still in the cache.
    Apply(Update),
    /// They are kept, by the index of their tensor, and the weights stay.
    Collect(Vec<Vec<f32>>),
}

/// Parameters while a step runs over them.
#[derive(Debug)]
pub struct Stepping {
    /// The tensors.
    pub parameters: Parameters,
    /// Where gradients go.
    pub sink: Sink,
}

impl Stepping {
    /// Takes the whole gradient of tensor `index`.
    pub fn deliver(&mut self, index: usize, gradient: &[f32]) {
        match &mut self.sink {
            Sink::Apply(update) => {
                let Parameter { data, slots, .. } = &mut self.parameters.all[index];
                let mut slots: Vec<&mut [f32]> = slots.iter_mut().map(Vec::as_mut_slice).collect();
                update.apply(data, gradient, &mut slots);
            }
            Sink::Collect(kept) => kept[index] = gradient.to_vec(),
        }
    }

    /// Cuts tensor `index` into blocks of `len` numbers, whose gradients may be delivered from any thread.
    pub fn blocks(&mut self, index: usize, len: usize) -> Vec<Block<'_>> {
        let Parameter { data, slots, .. } = &mut self.parameters.all[index];
        match &mut self.sink {
            Sink::Apply(update) => {
                let update = &*update;
                let mut slots: Vec<_> = slots.iter_mut().map(|slot| slot.chunks_mut(len)).collect();
                data.chunks_mut(len)
                    .map(|weights| {
                        let slots = slots.iter_mut().filter_map(Iterator::next).collect();
                        Block { weights, slots, fate: Fate::Applied(update) }
                    })
                    .collect()
            }
            Sink::Collect(kept) => {
                kept[index].resize(data.len(), 0.0);
                let kept = kept[index].chunks_mut(len);
                data.chunks_mut(len)
                    .zip(kept)
                    .map(|(weights, kept)| Block { weights, slots: Vec::new(), fate: Fate::Kept(kept) })
                    .collect()
            }
        }
    }
}

/// Part of a tensor on its way through a step.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its numbers.
    pub weights: &'a mut [f32],
    slots: Vec<&'a mut [f32]>,
    fate: Fate<'a>,
}

#[derive(Debug)]
enum Fate<'a> {
    Applied(&'a Update),
    Kept(&'a mut [f32]),
}

impl Block<'_> {
    /// Takes the gradient of these numbers.
    pub fn deliver(mut self, gradient: &[f32]) {
        match &mut self.fate {
            Fate::Applied(update) => update.apply(self.weights, gradient, &mut self.slots),
            Fate::Kept(kept) => kept.copy_from_slice(gradient),
        }
    }
}
