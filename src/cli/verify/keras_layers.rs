//! The layers of a `network_*.json` file, in Keras's words, as this project's own configuration.

use anyhow::{Context as _, bail};
use serde_json::Value;

use crate::config::{Activation, LayerConfig, Padding, Units};

/// Translates one layer: a bare name (`"flatten"`) or a name with its arguments (`{"dense": {"units": 8}}`).
///
/// # Errors
/// A layer or an argument that this project does not know.
pub(super) fn layer(value: &Value) -> anyhow::Result<LayerConfig> {
    let (kind, arguments) = split(value)?;
    translate(kind, &Arguments(arguments)).with_context(|| format!("layer {kind}"))
}

/// The layer's kind alone: `conv2d`, `dense`.
///
/// # Errors
/// A value that is not a layer.
pub(super) fn kind(value: &Value) -> anyhow::Result<&str> {
    Ok(split(value)?.0)
}

fn split(value: &Value) -> anyhow::Result<(&str, &Value)> {
    match value {
        Value::String(kind) => Some((kind.as_str(), &Value::Null)),
        Value::Object(entry) if entry.len() == 1 => entry.iter().next().map(|(kind, arguments)| (kind.as_str(), arguments)),
        _ => None,
    }
    .with_context(|| format!("a layer is a name or a name with its arguments, not {value}"))
}

fn translate(kind: &str, arguments: &Arguments<'_>) -> anyhow::Result<LayerConfig> {
    Ok(match kind {
        "conv2d" => LayerConfig::Conv2D {
            filters: arguments.count("filters")?,
            kernel_size: arguments.pair(&["kernel_size", "kernel"])?.context("kernel is missing")?,
            strides: arguments.pair(&["strides"])?.unwrap_or((1, 1)),
            padding: arguments.padding()?,
            activation: arguments.activation()?,
            use_bias: arguments.flag("use_bias", true)?,
        },
        "batch_normalization" => LayerConfig::BatchNormalization {
            momentum: arguments.number("momentum", 0.99)?,
            epsilon: arguments.number("epsilon", 1e-3)?,
        },
        "max_pooling2d" => LayerConfig::MaxPooling2D {
            pool_size: arguments.pool_size()?,
            strides: arguments.pair(&["strides"])?,
            padding: arguments.padding()?,
        },
        "average_pooling2d" => LayerConfig::AveragePooling2D {
            pool_size: arguments.pool_size()?,
            strides: arguments.pair(&["strides"])?,
            padding: arguments.padding()?,
        },
        "global_average_pooling2d" => LayerConfig::GlobalAveragePooling2D,
        "flatten" => LayerConfig::Flatten,
        "dense" => LayerConfig::Dense {
            units: Units::Count(arguments.count("units")?),
            activation: arguments.activation()?,
            use_bias: arguments.flag("use_bias", true)?,
        },
        // The files leave dropout out; with a rate of zero it does nothing and may stay.
        "dropout" if arguments.is_zero_rate() => LayerConfig::Dropout { rate: 0.0 },
        "dropout" => bail!("a rate above zero draws random numbers that no other library repeats"),
        _ => bail!("not a layer that this project knows"),
    })
}

/// A layer's arguments: an object, a single number that stands for the only one, or nothing.
struct Arguments<'a>(&'a Value);

impl Arguments<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn count(&self, name: &str) -> anyhow::Result<usize> {
        self.get(name).and_then(count).with_context(|| format!("{name} must be a whole number"))
    }

    /// Two whole numbers under the first of `names` that is there; one number stands for both.
    fn pair(&self, names: &[&str]) -> anyhow::Result<Option<(usize, usize)>> {
        let Some((name, value)) = names.iter().find_map(|name| Some((name, self.get(name)?))) else {
            return Ok(None);
        };
        pair(value).map(Some).with_context(|| format!("{name} must be one or two whole numbers"))
    }

    fn pool_size(&self) -> anyhow::Result<(usize, usize)> {
        match pair(self.0) {
            Some(size) => Ok(size),
            None => Ok(self.pair(&["pool_size"])?.unwrap_or((2, 2))),
        }
    }

    fn padding(&self) -> anyhow::Result<Padding> {
        match self.get("padding").map(Value::as_str) {
            None | Some(Some("valid")) => Ok(Padding::Valid),
            Some(Some("same")) => Ok(Padding::Same),
            Some(_) => bail!("padding must be valid or same"),
        }
    }

    fn activation(&self) -> anyhow::Result<Activation> {
        match self.get("activation").map(Value::as_str) {
            None | Some(Some("linear")) => Ok(Activation::Linear),
            Some(Some("relu")) => Ok(Activation::Relu),
            Some(Some("softmax")) => Ok(Activation::Softmax),
            Some(_) => bail!("activation must be linear, relu or softmax"),
        }
    }

    fn number(&self, name: &str, default: f32) -> anyhow::Result<f32> {
        match self.get(name) {
            None => Ok(default),
            Some(value) => Ok(value.as_f64().with_context(|| format!("{name} must be a number"))? as f32),
        }
    }

    fn flag(&self, name: &str, default: bool) -> anyhow::Result<bool> {
        match self.get(name) {
            None => Ok(default),
            Some(value) => value.as_bool().with_context(|| format!("{name} must be true or false")),
        }
    }

    fn is_zero_rate(&self) -> bool {
        self.0.as_f64().or_else(|| self.get("rate")?.as_f64()) == Some(0.0)
    }
}

fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn pair(value: &Value) -> Option<(usize, usize)> {
    match value.as_array().map(Vec::as_slice) {
        Some([first, second]) => Some((count(first)?, count(second)?)),
        Some(_) => None,
        None => count(value).map(|both| (both, both)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keras_names_become_layers() {
        let conv = layer(&json!({"conv2d": {"filters": 4, "kernel": 3, "activation": "relu"}})).unwrap();
        assert_eq!(
            conv,
            LayerConfig::Conv2D {
                filters: 4,
                kernel_size: (3, 3),
                strides: (1, 1),
                padding: Padding::Valid,
                activation: Activation::Relu,
                use_bias: true,
            }
        );
        assert_eq!(
            layer(&json!({"max_pooling2d": 2})).unwrap(),
            LayerConfig::MaxPooling2D { pool_size: (2, 2), strides: None, padding: Padding::Valid }
        );
        assert_eq!(layer(&json!("flatten")).unwrap(), LayerConfig::Flatten);
    }

    #[test]
    fn unknown_layers_and_arguments_are_refused() {
        assert!(layer(&json!("lstm")).is_err());
        assert!(layer(&json!({"dense": {"units": -1}})).is_err());
        assert!(layer(&json!({"conv2d": {"filters": 4, "kernel": 3, "activation": "gelu"}})).is_err());
        assert!(layer(&json!({"dropout": 0.5})).is_err());
        assert!(layer(&json!(7)).is_err());
    }
}
