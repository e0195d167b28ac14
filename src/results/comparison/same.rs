//! Whether photographs of one name in two runs are one photograph.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::config::DataSource;
use crate::data::Dataset;

/// Those of the `names` that are the same photographs in both sources: all where the source is one, otherwise those
/// whose files are equal byte by byte. Drawings are the same only where their seed and count are.
pub(super) fn same<'a>(sources: [Option<&DataSource>; 2], names: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let [Some(first), Some(second)] = sources else { return HashSet::new() };
    match (first, second) {
        (DataSource::Path(first), DataSource::Path(second)) if place(first) != place(second) => {
            let open = |source: &DataSource| Dataset::open_for_editing(source, &mut |_| ControlFlow::Continue(()));
            let [Ok(first), Ok(second)] = [first, second].map(|path| open(&DataSource::Path(path.clone()))) else {
                return HashSet::new();
            };
            let (in_first, in_second) = (by_name(&first), by_name(&second));
            let is_same = |name: &&str| {
                let places = in_first.get(name).zip(in_second.get(name));
                places.is_some_and(|(a, b)| matches!((first.read(*a), second.read(*b)), (Ok(a), Ok(b)) if a == b))
            };
            names.filter(is_same).collect()
        }
        (DataSource::Path(_), DataSource::Path(_)) => names.collect(),
        _ if first == second => names.collect(),
        _ => HashSet::new(),
    }
}

fn place(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn by_name(dataset: &Dataset) -> HashMap<&str, usize> {
    dataset.photos.iter().enumerate().map(|(index, photo)| (photo.name, index)).collect()
}
