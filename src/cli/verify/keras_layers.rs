//! The layers and optimisers of a `network_*.json` file, in Keras's words, as this project's own configuration.

use anyhow::{Context as _, bail, ensure};
use serde_json::{Map, Value, json};

use crate::config::{Activation, LayerConfig, OptimizerConfig};

/// Translates one layer: a bare kind (`"flatten"`) or a kind with its arguments (`{"dense": {"units": 8}}`).
///
/// # Errors
/// A layer or an argument that this project does not know, and a dropout of any rate: no library repeats another's
/// random numbers.
pub(super) fn layer(value: &Value) -> anyhow::Result<LayerConfig> {
    let (kind, arguments) = split(value)?;
    let (ours, only_argument) = match kind {
        "conv2d" => ("Conv2D", "filters"),
        "batch_normalization" => ("BatchNormalization", "momentum"),
        "max_pooling2d" => ("MaxPooling2D", "pool_size"),
        "average_pooling2d" => ("AveragePooling2D", "pool_size"),
        "global_average_pooling2d" => ("GlobalAveragePooling2D", ""),
        "flatten" => ("Flatten", ""),
        "dense" => ("Dense", "units"),
        "dropout" => ("Dropout", "rate"),
        _ => bail!("layer {kind} is not one that this project knows"),
    };
    let mut arguments = match arguments {
        Value::Object(arguments) => arguments.clone(),
        Value::Null => Map::new(),
        single => Map::from_iter([(only_argument.to_owned(), single.clone())]),
    };
    if let Some(size) = arguments.remove("kernel") {
        arguments.insert("kernel_size".to_owned(), size);
    }
    let layer = serde_json::from_value(json!({ ours: arguments })).with_context(|| format!("layer {kind}"))?;
    ensure!(
        !matches!(layer, LayerConfig::Dropout { rate } if rate > 0.0),
        "layer dropout: its random numbers cannot be repeated, leave it out"
    );
    if let LayerConfig::Conv2D { activation, .. } | LayerConfig::Dense { activation, .. } = &layer {
        let has_it = matches!(activation, Activation::Linear | Activation::Relu | Activation::Softmax);
        ensure!(has_it, "layer {kind}: it has no activation {}", activation.name());
    }
    Ok(layer)
}

/// The layer's kind alone: `conv2d`, `dense`.
///
/// # Errors
/// A value that is not a layer.
pub(super) fn kind(value: &Value) -> anyhow::Result<&str> {
    Ok(split(value)?.0)
}

/// The optimiser of that name with Keras's defaults.
///
/// # Errors
/// A name that this project does not know.
pub(super) fn optimizer(name: &str, learning_rate: f32) -> anyhow::Result<OptimizerConfig> {
    Ok(match name {
        "sgd" => OptimizerConfig::sgd(learning_rate, 0.0, false),
        "rmsprop" => OptimizerConfig::rmsprop(learning_rate, 0.9, 0.0, 1e-7),
        "adam" => OptimizerConfig::adam(learning_rate, 0.9, 0.999, 1e-7),
        _ => bail!("optimizer {name} is not one of sgd, rmsprop, adam"),
    })
}

fn split(value: &Value) -> anyhow::Result<(&str, &Value)> {
    match value {
        Value::String(kind) => Some((kind.as_str(), &Value::Null)),
        Value::Object(entry) if entry.len() == 1 => {
            entry.iter().next().map(|(kind, arguments)| (kind.as_str(), arguments))
        }
        _ => None,
    }
    .with_context(|| format!("a layer is a kind or a kind with its arguments, not {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Activation, Padding};

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
        assert_eq!(
            layer(&json!({"average_pooling2d": {"pool_size": [3, 2], "strides": 1, "padding": "same"}})).unwrap(),
            LayerConfig::AveragePooling2D { pool_size: (3, 2), strides: Some((1, 1)), padding: Padding::Same }
        );
        assert_eq!(
            layer(&json!("batch_normalization")).unwrap(),
            LayerConfig::BatchNormalization { momentum: 0.99, epsilon: 1e-3 }
        );
        assert_eq!(layer(&json!("flatten")).unwrap(), LayerConfig::Flatten {});
    }

    #[test]
    fn unknown_layers_and_arguments_are_refused() {
        for wrong in [
            json!("lstm"),
            json!({"dense": {"units": -1}}),
            json!({"dense": {"units": 3, "kernel_constraint": "max_norm"}}),
            json!({"conv2d": {"filters": 4, "kernel": 3, "activation": "gelu"}}),
            json!({"dropout": 0.5}),
            json!(7),
        ] {
            assert!(layer(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn optimizers_have_keras_defaults() {
        let rmsprop = OptimizerConfig::rmsprop(0.002, 0.9, 0.0, 1e-7);
        assert_eq!(optimizer("rmsprop", 0.002).unwrap(), rmsprop);
        assert!(optimizer("adagrad", 0.1).is_err());
    }
}
