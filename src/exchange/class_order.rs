//! A run's classes are sorted by name, and so are the outputs of its network.

use super::{ExchangeError, OptimizerState, ReadModel};
use crate::config::LayerConfig;
use crate::nn::shapes::{LayerShape, infer};

/// Sorts the classes, and with them the outputs of the network's last layers. Where these end in something that cannot be
/// put in another order, such as a sum, all stay as they are.
pub(super) fn sorted_classes(classes: Vec<String>, read: &mut ReadModel) -> Result<Vec<String>, ExchangeError> {
    let mut order: Vec<usize> = (0..classes.len()).collect();
    order.sort_by(|a, b| classes[*a].cmp(&classes[*b]));
    if order.is_sorted() {
        return Ok(classes);
    }
    let layers = infer(&read.network, read.outputs)?;
    let Some(last) = last_layers(&layers) else { return Ok(classes) };
    let names: Vec<&str> = last.iter().flat_map(|layer| &layer.tensors).map(|spec| spec.name.as_str()).collect();
    let is_of_last = |name: &str| {
        let slot = name.strip_prefix("optimizer/").unwrap_or_default();
        names.iter().any(|tensor| name == *tensor || is_slot(slot, tensor))
    };
    let slots = read.optimizer.iter_mut().flat_map(|state: &mut OptimizerState| &mut state.slots);
    for (name, _, data) in read.tensors.iter_mut().chain(slots) {
        if is_of_last(name) {
            reorder(data, &order);
        }
    }
    Ok(order.iter().map(|place| classes[*place].clone()).collect())
}

/// Whether `rest` is a slot of a tensor.
fn is_slot(rest: &str, tensor: &str) -> bool {
    rest.strip_prefix(tensor).is_some_and(|slot| slot.starts_with('/'))
}

/// The layers from the last one that makes the outputs to the end.
fn last_layers(layers: &[LayerShape]) -> Option<&[LayerShape]> {
    let mut at = layers.len().checked_sub(1)?;
    loop {
        let layer = &layers[at];
        match layer.config {
            LayerConfig::Dense { .. } | LayerConfig::Conv2D { .. } => return Some(&layers[at..]),
            LayerConfig::Activation { .. }
            | LayerConfig::Dropout { .. }
            | LayerConfig::BatchNormalization { .. }
            | LayerConfig::GlobalAveragePooling2D {}
            | LayerConfig::GlobalMaxPooling2D {} => at = layer.source?,
            _ => return None,
        }
    }
}

/// Puts the last axis of a tensor in another order.
fn reorder(data: &mut [f32], order: &[usize]) {
    for row in data.chunks_exact_mut(order.len()) {
        let old = row.to_vec();
        for (value, place) in row.iter_mut().zip(order) {
            *value = old[*place];
        }
    }
}
