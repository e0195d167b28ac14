//! The graph's constants: weights, and the numbers and shapes that other nodes are given.

use std::collections::HashMap;
use std::path::PathBuf;

use super::tensors;
use crate::exchange::Unreadable;
use crate::exchange::onnx::messages::{NodeProto, TensorProto};

/// A length of a shape; the batch's is unknown.
pub type Length = Option<i64>;

/// Numbers that may be taken beside those that the file has, since exporters store equal weights once.
const TAKEN_AGAIN: usize = 1 << 24;

/// A tensor of weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Its shape.
    pub shape: Vec<usize>,
    /// Its elements, row-major.
    pub data: Vec<f32>,
}

/// All constants by name.
pub struct Constants {
    tensors: HashMap<String, TensorProto>,
    numbers: HashMap<String, f32>,
    lengths: HashMap<String, Vec<Length>>,
    /// Second names.
    aliases: HashMap<String, String>,
    folder: PathBuf,
    budget: usize,
}

impl Constants {
    /// Those that the file stores as such. `folder` is where other files with weights lie.
    pub fn new(initializers: Vec<TensorProto>, folder: PathBuf) -> Self {
        let sizes = initializers.iter().map(|tensor| tensors::shape(tensor).map_or(0, |shape| shape.iter().product()));
        let budget = sizes.fold(TAKEN_AGAIN, usize::saturating_add);
        let tensors = initializers.into_iter().map(|tensor| (tensor.name.clone(), tensor)).collect();
        Self { tensors, numbers: HashMap::new(), lengths: HashMap::new(), aliases: HashMap::new(), folder, budget }
    }

    /// Gives a constant a second name.
    pub fn add_alias(&mut self, alias: &str, name: &str) {
        let name = self.resolved(name).to_owned();
        self.aliases.insert(alias.to_owned(), name);
    }

    fn resolved<'a>(&'a self, name: &'a str) -> &'a str {
        self.aliases.get(name).map_or(name, String::as_str)
    }

    /// Whether there is a constant of this name.
    pub fn has(&self, name: &str) -> bool {
        let name = self.resolved(name);
        self.tensors.contains_key(name) || self.numbers.contains_key(name) || self.lengths.contains_key(name)
    }

    /// Takes in a node `Constant`.
    ///
    /// # Errors
    /// If it holds nothing that is known.
    pub fn add(&mut self, node: &NodeProto, output: &str) -> Result<(), Unreadable> {
        if let Some(tensor) = node.tensor("value") {
            self.tensors.insert(output.to_owned(), tensor.clone());
        } else if let Some(number) = node.float("value_float") {
            self.numbers.insert(output.to_owned(), number);
        } else if let Some(number) = node.integer("value_int") {
            self.lengths.insert(output.to_owned(), vec![Some(number)]);
        } else if let Some(numbers) = node.integers("value_ints") {
            self.lengths.insert(output.to_owned(), numbers.iter().copied().map(Some).collect());
        } else if let Some([number]) = node.floats("value_floats") {
            self.numbers.insert(output.to_owned(), *number);
        } else {
            return Err(node.lacks("value"));
        }
        Ok(())
    }

    /// Keeps lengths that were computed from a shape.
    pub fn add_lengths(&mut self, output: &str, lengths: Vec<Length>) {
        self.lengths.insert(output.to_owned(), lengths);
    }

    /// The weights that a node takes at a place; none where nothing is given there.
    ///
    /// # Errors
    /// If they are no floating-point numbers, or not as many as their shape says.
    pub fn weights(&mut self, node: &NodeProto, place: usize) -> Result<Option<Weights>, Unreadable> {
        let Some(name) = node.argument(place) else { return Ok(None) };
        let tensor = self.tensors.get(self.resolved(name));
        let tensor = tensor.ok_or_else(|| node.lacks(name))?;
        let about = |problem: String| Unreadable::Damaged(format!("{name}: {problem}"));
        let shape = tensors::shape(tensor).map_err(about)?;
        let left = self.budget.checked_sub(shape.iter().product());
        self.budget = left.ok_or_else(|| about("the same weights are used too often".to_owned()))?;
        let data = tensors::floats(tensor, &self.folder).map_err(about)?;
        Ok(Some(Weights { shape, data }))
    }

    /// A single number that a node takes at a place.
    pub fn number(&self, node: &NodeProto, place: usize) -> Option<f32> {
        let name = self.resolved(node.argument(place)?);
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let tensor = self.tensors.get(name)?;
        let is_single = tensors::shape(tensor).ok()?.iter().all(|length| *length == 1);
        let numbers = if is_single { tensors::floats(tensor, &self.folder).ok()? } else { Vec::new() };
        numbers.first().copied()
    }

    /// Whole numbers that a node takes at a place.
    pub fn lengths(&self, node: &NodeProto, place: usize) -> Option<Vec<Length>> {
        let name = self.resolved(node.argument(place)?);
        if let Some(lengths) = self.lengths.get(name) {
            return Some(lengths.clone());
        }
        let numbers = tensors::integers(self.tensors.get(name)?).ok()?;
        Some(numbers.into_iter().map(Some).collect())
    }

    /// Whole numbers that a node takes at a place, where all of them are known.
    pub fn integers(&self, node: &NodeProto, place: usize) -> Option<Vec<i64>> {
        self.lengths(node, place)?.into_iter().collect()
    }
}
