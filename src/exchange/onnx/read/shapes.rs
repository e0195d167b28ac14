//! Nodes that compute with shapes, as PyTorch's exporter writes them for `view`.

use super::constants::{Constants, Length};
use crate::exchange::onnx::messages::NodeProto;

/// The lengths that a node makes of others; none where it is no such node.
pub fn computed(node: &NodeProto, constants: &Constants) -> Option<Vec<Length>> {
    let first = || constants.lengths(node, 0);
    match node.op_type.as_str() {
        "Gather" => {
            let (lengths, places) = (first()?, constants.integers(node, 1)?);
            let at = |place: i64| usize::try_from(if place < 0 { place + lengths.len() as i64 } else { place }).ok();
            places.into_iter().map(|place| lengths.get(at(place)?).copied()).collect()
        }
        "Unsqueeze" | "Squeeze" | "Cast" | "Identity" => first(),
        "Concat" => {
            let parts: Option<Vec<_>> = (0..node.input.len()).map(|place| constants.lengths(node, place)).collect();
            Some(parts?.concat())
        }
        "Slice" => {
            let lengths = first()?;
            let [from] = constants.integers(node, 1)?[..] else { return None };
            let [to] = constants.integers(node, 2)?[..] else { return None };
            let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?.min(lengths.len()));
            lengths.get(from..to).map(<[Length]>::to_vec)
        }
        _ => None,
    }
}
