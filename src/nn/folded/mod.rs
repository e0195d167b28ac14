//! Inference of the frozen operations: batch normalisations are folded into the convolutions before them, activation functions
//! and sums are part of the products. One picture goes through all operations before the next, on one thread and in that
//! thread's memory, so that most of what they hand on stays in the cache.

mod bottleneck;
mod fold;
mod products;
mod stage;

use rayon::prelude::*;

use super::context::{Context, OneByOne, pieces, with_scratch};
use super::params::Parameters;
use super::plan::Planned;
use super::shapes::{LayerShape, Shape};
use stage::Stage;

/// The frozen operations with their weights folded and packed.
#[derive(Debug)]
pub struct Folded {
    stages: Vec<Stage>,
    input_len: usize,
    output_len: usize,
    /// The operations up to the last one that leaves feature maps.
    maps: usize,
}

impl Folded {
    /// Folds the operations of `plan`, none of which changes any more.
    #[must_use]
    pub fn new(context: &Context, plan: &[Planned], layers: &[LayerShape], parameters: &Parameters) -> Self {
        let shape = |layer: Option<usize>, of: fn(&LayerShape) -> Shape| layer.map_or(0, |at| of(&layers[at]).size());
        let stages = fold::stages(context, plan, layers, parameters);
        let last_maps = stages.iter().rposition(|stage| matches!(stage.output, Shape::Picture { .. }));
        Self {
            maps: last_maps.map_or(0, |at| at + 1),
            stages,
            input_len: shape(plan.first().map(|planned| planned.layers.start), |layer| layer.input),
            output_len: shape(plan.last().map(|planned| planned.layers.end - 1), |layer| layer.output),
        }
    }

    /// The shape of the last feature maps.
    #[must_use]
    pub fn maps_shape(&self) -> Shape {
        self.maps.checked_sub(1).map_or(Shape::Row(0), |last| self.stages[last].output)
    }

    /// The last operation's results for `count` pictures, and the last feature maps where `with_maps` asks for them.
    #[must_use]
    pub fn run(&self, context: &Context, x: &[f32], count: usize, with_maps: bool) -> (Vec<f32>, Vec<f32>) {
        let mut y = context.buffer(count * self.output_len);
        let maps_len = if with_maps { self.maps_shape().size() } else { 0 };
        let mut maps = context.buffer(count * maps_len);
        // Each picture alone, on as many threads as there are where there are few pictures. No sum depends on it.
        let bands = if count < 2 * context.threads() { context.threads() } else { 1 };
        let (before, after) = self.stages.split_at(self.maps);
        let last_maps_len = if before.is_empty() { self.input_len } else { self.maps_shape().size() };
        let one = |y: &mut [f32], maps: &mut [f32], x: &[f32]| {
            let room = stage::room(before).max(stage::room(after));
            with_scratch(last_maps_len.next_multiple_of(stage::LINE) + room, |scratch| {
                let (last_maps, scratch) = scratch.split_at_mut(last_maps_len.next_multiple_of(stage::LINE));
                let last_maps = &mut last_maps[..last_maps_len];
                stage::run(before, context, bands, x, None, last_maps, scratch);
                if with_maps {
                    maps.copy_from_slice(last_maps);
                }
                stage::run(after, context, bands, last_maps, None, y, scratch);
            });
        };
        context.run(|| {
            let pictures = y.par_chunks_exact_mut(self.output_len).zip(x.par_chunks_exact(self.input_len));
            let maps = pieces(&mut maps, (0..count).map(|_| maps_len)).into_par_iter();
            pictures.zip(maps).one_by_one().for_each(|((y, x), maps)| one(y, maps, x));
        });
        (y.into_vec(), maps.into_vec())
    }
}
