//! Keras's table of a network: each layer's shape, parameters, arithmetic and memory.

use std::{fmt, iter};

use crate::config::{LayerConfig, NetworkConfig};

use super::{
    error::NetworkError,
    layer_problem::Branch,
    plan::{Planned, plan},
    shapes::{LayerShape, Shape, TensorSpec, frozen_layers, infer},
};

/// A layer's row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Keras's name of the layer: `conv2d_1`.
    pub name: String,
    /// Keras's name of its kind: `Conv2D`.
    pub layer: String,
    /// The axes of its result without the batch's.
    pub output_shape: Vec<usize>,
    /// The number of its parameters.
    pub parameters: usize,
    /// The number of its trainable parameters.
    pub trainable: usize,
    /// Multiply-adds of the forward pass for one picture.
    pub multiply_adds: u64,
    /// Those of them in the layers that training changes, and after: all, unless the network begins with frozen layers.
    pub learning_multiply_adds: u64,
    /// Bytes of its result for one picture, as `f32`.
    pub activation_bytes: u64,
    /// The number, from 1, of the fused operation that the layer is part of; `None` if it is not fused.
    pub fused: Option<usize>,
    /// The place, from 0, of the layer in the configuration's list, or of the one that it is part of.
    pub place: usize,
    /// The kind of the layer at that place.
    pub part_of: &'static str,
    /// Its place within a residual block there, from the outer block to the inner one.
    pub inside: Vec<(Branch, usize)>,
}

/// The table of a network. Its `Display` is Keras's `model.summary()` with columns of arithmetic and memory added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// One row per layer, in order.
    pub rows: Vec<Row>,
    /// Where the network begins with frozen layers of a pretrained one, how many numbers they make of a picture.
    pub features: Option<usize>,
}

/// The table of a network.
///
/// # Errors
/// As [`infer`].
pub fn summarize(config: &NetworkConfig, classes: usize) -> Result<Summary, NetworkError> {
    let layers = infer(config, classes)?;
    let mut rows: Vec<Row> = layers.iter().map(|layer| row(layer, config.layers[layer.place].kind())).collect();
    let frozen = frozen_layers(&layers);
    rows[..frozen].iter_mut().for_each(|row| row.learning_multiply_adds = 0);
    let planned = plan(&layers);
    let fused = planned.iter().flat_map(Planned::leaves).filter(|planned| planned.layers.len() > 1);
    for (index, planned) in fused.enumerate() {
        rows[planned.layers.clone()].iter_mut().for_each(|row| row.fused = Some(index + 1));
    }
    Ok(Summary { rows, features: (frozen > 0).then(|| layers[frozen].input.size()) })
}

impl Summary {
    /// The row of the layer at a place in the configuration's list, or at one within the residual block there: of all that it
    /// consists of, with its result's shape.
    #[must_use]
    pub fn of_place(&self, place: usize, inside: &[(Branch, usize)]) -> Option<Row> {
        let mut parts = self.rows.iter().filter(|row| row.place == place && row.inside.starts_with(inside));
        let first = parts.next()?.clone();
        Some(parts.fold(first, |all, part| Row {
            parameters: all.parameters + part.parameters,
            trainable: all.trainable + part.trainable,
            multiply_adds: all.multiply_adds + part.multiply_adds,
            learning_multiply_adds: all.learning_multiply_adds + part.learning_multiply_adds,
            activation_bytes: all.activation_bytes + part.activation_bytes,
            ..part.clone()
        }))
    }

    /// The number of all parameters.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.rows.iter().map(|row| row.parameters).sum()
    }

    /// The number of trainable parameters.
    #[must_use]
    pub fn trainable(&self) -> usize {
        self.rows.iter().map(|row| row.trainable).sum()
    }

    /// Multiply-adds of the forward pass for one picture.
    #[must_use]
    pub fn multiply_adds(&self) -> u64 {
        self.rows.iter().map(|row| row.multiply_adds).sum()
    }

    /// Multiply-adds of the forward pass for one picture without those of frozen layers.
    #[must_use]
    pub fn learning_multiply_adds(&self) -> u64 {
        self.rows.iter().map(|row| row.learning_multiply_adds).sum()
    }

    /// Bytes of all layers' results for one picture.
    #[must_use]
    pub fn activation_bytes(&self) -> u64 {
        self.rows.iter().map(|row| row.activation_bytes).sum()
    }
}

fn row(layer: &LayerShape, part_of: &'static str) -> Row {
    let parameters = layer.tensors.iter().map(TensorSpec::size).sum();
    let trainable = layer.tensors.iter().filter(|tensor| tensor.trainable).map(TensorSpec::size).sum();
    Row {
        name: layer.name.clone(),
        layer: layer.config.kind().to_owned(),
        output_shape: layer.output.axes(),
        parameters,
        trainable,
        multiply_adds: multiply_adds(layer),
        learning_multiply_adds: multiply_adds(layer),
        activation_bytes: (layer.output.size() * size_of::<f32>()) as u64,
        fused: None,
        place: layer.place,
        part_of,
        inside: layer.inside.clone(),
    }
}

fn multiply_adds(layer: &LayerShape) -> u64 {
    match (&layer.config, layer.output) {
        (LayerConfig::Conv2D { kernel_size: (kernel_height, kernel_width), .. }, Shape::Picture { .. }) => {
            (layer.output.size() * kernel_height * kernel_width * layer.input.channels()) as u64
        }
        (LayerConfig::DepthwiseConv2D { kernel_size: (kernel_height, kernel_width), .. }, Shape::Picture { .. }) => {
            (layer.output.size() * kernel_height * kernel_width) as u64
        }
        (LayerConfig::Dense { .. }, _) => (layer.output.size() * layer.input.size()) as u64,
        _ => 0,
    }
}

/// Width of each column's text.
const WIDTHS: [usize; 6] = [24, 20, 10, 13, 9, 5];

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        line(f, ['┏', '┳', '┓'], '━')?;
        cells(f, '┃', ["Layer (type)", "Output Shape", "Param #", "Multiply-adds", "Memory", "Fused"])?;
        line(f, ['┡', '╇', '┩'], '━')?;
        for (index, row) in self.rows.iter().enumerate() {
            if index > 0 {
                line(f, ['├', '┼', '┤'], '─')?;
            }
            let axes: Vec<String> = row.output_shape.iter().map(ToString::to_string).collect();
            let numbers = [
                format!("(None, {})", axes.join(", ")),
                thousands(row.parameters as u64),
                thousands(row.multiply_adds),
                bytes(row.activation_bytes),
                row.fused.map_or_else(String::new, |number| number.to_string()),
            ];
            let [shape, parameters, multiply_adds, memory, fused] = &numbers;
            let (name, kind) = (&shortened(&row.name), format!("({})", row.layer));
            let whole = format!("{name} {kind}");
            if whole.len() <= WIDTHS[0] {
                cells(f, '│', [&whole, shape, parameters, multiply_adds, memory, fused])?;
            } else {
                cells(f, '│', [name, shape, parameters, multiply_adds, memory, fused])?;
                cells(f, '│', [&kind, "", "", "", "", ""])?;
            }
        }
        line(f, ['└', '┴', '┘'], '─')?;

        let fixed = self.parameters() - self.trainable();
        for (name, count) in [("Total", self.parameters()), ("Trainable", self.trainable()), ("Non-trainable", fixed)] {
            let size = bytes((count * size_of::<f32>()) as u64);
            writeln!(f, " {name} params: {} ({size})", thousands(count as u64))?;
        }
        writeln!(f, " Multiply-adds for one picture: {}", thousands(self.multiply_adds()))?;
        writeln!(f, " Memory of one picture's activations: {}", bytes(self.activation_bytes()))?;
        if self.rows.iter().any(|row| row.fused.is_some()) {
            writeln!(f, " Fused: layers with the same number run as one operation")?;
        }
        Ok(())
    }
}

fn line(f: &mut fmt::Formatter<'_>, [left, middle, right]: [char; 3], dash: char) -> fmt::Result {
    let dashes = WIDTHS.map(|width| iter::repeat_n(dash, width + 2).collect::<String>());
    writeln!(f, "{left}{}{right}", dashes.join(&middle.to_string()))
}

/// A name that is longer than its column, cut off as Keras does.
fn shortened(name: &str) -> String {
    if name.chars().count() <= WIDTHS[0] {
        return name.to_owned();
    }
    name.chars().take(WIDTHS[0] - 1).chain(iter::once('…')).collect()
}

fn cells(f: &mut fmt::Formatter<'_>, bar: char, texts: [&str; 6]) -> fmt::Result {
    for (index, (text, width)) in texts.into_iter().zip(WIDTHS).enumerate() {
        if index < 2 { write!(f, "{bar} {text:<width$} ")? } else { write!(f, "{bar} {text:>width$} ")? }
    }
    writeln!(f, "{bar}")
}

/// `12,942,786`
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A size as Keras writes it, in units of 1,024: `49.37 MB`.
fn bytes(count: u64) -> String {
    let mut size = count as f64;
    for unit in ["B", "KB", "MB"] {
        if size < 1024.0 {
            return format!("{size:.2} {unit}");
        }
        size /= 1024.0;
    }
    format!("{size:.2} GB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Activation, Units};

    #[test]
    fn parameter_counts_of_the_notebook_equal_those_of_keras() {
        let summary = summarize(&NetworkConfig::default(), 2).unwrap();
        let parameters: Vec<usize> = summary.rows.iter().map(|row| row.parameters).filter(|&count| count > 0).collect();
        assert_eq!(parameters, [896, 128, 18_496, 256, 73_856, 512, 12_845_568, 2_048, 1_026]);
        assert_eq!(summary.parameters(), 12_942_786);
        assert_eq!(summary.parameters() - summary.trainable(), 1_472);
        assert_eq!(summary.multiply_adds() / 1_000_000, 152);
        let text = summary.to_string();
        for part in ["12,942,786 (49.37 MB)", "1,472 (5.75 KB)", "(None, 126, 126, 32)", "batch_normalization_3"] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
        let fused: Vec<Option<usize>> = summary.rows.iter().map(|row| row.fused).collect();
        let (block, alone) = (|number| [Some(number); 4], [None; 5]);
        assert_eq!(fused, [&block(1)[..], &block(2), &block(3), &alone].concat());
    }

    #[test]
    fn long_names_keep_all_lines_equally_wide() {
        let layers = vec![
            LayerConfig::GlobalAveragePooling2D {},
            LayerConfig::Dense { units: Units::Classes, activation: Activation::Softmax, use_bias: false },
        ];
        let text = summarize(&NetworkConfig { input: (32, 32), layers }, 10).unwrap().to_string();
        let widths: Vec<usize> =
            text.lines().take_while(|line| !line.starts_with(' ')).map(|l| l.chars().count()).collect();
        assert!(widths.iter().all(|&width| width == widths[0]), "{text}");
    }
}
