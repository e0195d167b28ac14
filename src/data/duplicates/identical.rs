//! Groups of equal things.

use std::collections::HashMap;
use std::hash::Hash;

/// Groups of at least two indices with equal digests, such as those of files or of pixels; `None` equals nothing. Groups
/// and the indices in them ascend.
#[must_use]
pub fn identical<D: Eq + Hash>(digests: impl IntoIterator<Item = Option<D>>) -> Vec<Vec<usize>> {
    let mut by_digest: HashMap<D, Vec<usize>> = HashMap::new();
    for (index, digest) in digests.into_iter().enumerate() {
        if let Some(digest) = digest {
            by_digest.entry(digest).or_default().push(index);
        }
    }
    let mut groups: Vec<Vec<usize>> = by_digest.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_unstable();
    groups
}
