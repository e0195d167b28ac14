//! Whether two runs learnt the same.

use std::collections::BTreeMap;
use std::fs;

use crate::support::Workplace;

/// The history without its times.
pub fn history(place: &Workplace, run: &str) -> String {
    let lines = place.read(&format!("{run}/history.csv"));
    lines.lines().map(|line| line.split(',').take(6).collect::<Vec<_>>().join(",") + "\n").collect()
}

/// A safetensors file's tensors: kind, shape and bytes, without the metadata.
pub fn tensors(place: &Workplace, name: &str) -> BTreeMap<String, (String, Vec<usize>, Vec<u8>)> {
    let bytes = fs::read(place.path(name)).expect("a safetensors file");
    let file = safetensors::SafeTensors::deserialize(&bytes).expect("a whole file");
    file.tensors()
        .into_iter()
        .map(|(name, view)| (name, (format!("{:?}", view.dtype()), view.shape().to_vec(), view.data().to_vec())))
        .collect()
}

pub fn assert_same_run(place: &Workplace, one: &str, other: &str) {
    assert_eq!(history(place, one), history(place, other));
    for file in ["last.safetensors", "best.safetensors", "validation.safetensors"] {
        assert!(
            tensors(place, &format!("{one}/{file}")) == tensors(place, &format!("{other}/{file}")),
            "{file} differs"
        );
    }
}
