//! Where a layer stands: in the network's list, or within a residual block.

use crate::app::state::NetworkState;
use crate::config::LayerConfig;
use crate::nn::Branch;
use crate::nn::summary::Row;

/// The place in the network's list, then those within residual blocks.
pub type Address = [(Branch, usize)];

/// `4`, `4.1`, `4.s1`.
pub fn number(address: &Address) -> String {
    let numbers = address.iter().map(|(branch, place)| match branch {
        Branch::Layers => (place + 1).to_string(),
        Branch::Shortcut => format!("s{}", place + 1),
    });
    numbers.collect::<Vec<_>>().join(".")
}

/// The field of a residual block that holds the list.
pub const fn name(branch: Branch) -> &'static str {
    match branch {
        Branch::Layers => "layers",
        Branch::Shortcut => "shortcut",
    }
}

/// The line of the summary of all that a layer stands for. In a network that cannot be built the layers before the one at fault
/// have theirs, and the others none.
pub fn row_within(state: &NetworkState, address: &Address) -> Option<Row> {
    let (&(_, place), inside) = address.split_first()?;
    let summary = match &state.summary {
        Some(Ok(summary)) => Some(summary),
        Some(Err(problem)) if problem.layer.is_some_and(|fault| place < fault) => state.last_good.as_ref(),
        _ => None,
    }?;
    summary.of_place(place, inside)
}

/// The kind of the last of the layers that a layer within a block stands for.
pub fn last_part(layer: &LayerConfig) -> &'static str {
    match layer {
        LayerConfig::SeparableConv2D { .. } => "Conv2D",
        other => other.kind(),
    }
}
