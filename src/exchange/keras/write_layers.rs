//! A run's layers as Keras's, with their configurations.

use serde_json::{Map, Value, json};

use super::order::{group_names, model_order};
use super::variables::{LayerVariables, Variable};
use crate::config::{Activation, LayerConfig, Padding};
use crate::nn::shapes::{LayerShape, Shape, TensorSpec};

/// A layer as Keras has it.
pub(super) struct KerasLayer<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its class.
    pub class: &'static str,
    /// Its arguments, without the name.
    pub arguments: Map<String, Value>,
    /// The layers that it takes, by their places in the list; the first is the input.
    pub inputs: Vec<usize>,
    /// Its result's shape.
    pub output: Shape,
    /// Its tensors, in Keras's order.
    pub tensors: Vec<&'a TensorSpec>,
}

/// A network as Keras has it.
pub(super) struct KerasNetwork<'a> {
    /// The layers in the order of Keras's model; the first is the input.
    pub layers: Vec<KerasLayer<'a>>,
    /// The names of their groups of weights.
    pub groups: Vec<String>,
    /// Whether it is a chain.
    pub is_sequential: bool,
}

/// The name of the input layer.
const INPUT: &str = "input_layer";

impl<'a> KerasNetwork<'a> {
    /// The layers of a network whose shapes are inferred.
    pub(super) fn of(shapes: &'a [LayerShape]) -> Self {
        let is_sequential = shapes.iter().all(|layer| layer.sum.is_none());
        let layers = listed(shapes);
        if is_sequential {
            // A Sequential does not count its input among its layers.
            let mut groups = group_names(layers.iter().skip(1).map(|layer| layer.class));
            groups.insert(0, String::new());
            return Self { layers, groups, is_sequential };
        }
        let inputs: Vec<Vec<usize>> = layers.iter().map(|layer| layer.inputs.clone()).collect();
        let order = model_order(&inputs, layers.len() - 1);
        let mut places = vec![0; layers.len()];
        for (place, layer) in order.iter().enumerate() {
            places[*layer] = place;
        }
        let mut ordered: Vec<Option<KerasLayer<'a>>> = layers.into_iter().map(Some).collect();
        let mut layers: Vec<KerasLayer<'a>> = order.iter().filter_map(|layer| ordered[*layer].take()).collect();
        for input in layers.iter_mut().flat_map(|layer| &mut layer.inputs) {
            *input = places[*input];
        }
        let groups = group_names(layers.iter().map(|layer| layer.class));
        Self { layers, groups, is_sequential }
    }

    /// The layers' numbers as they lie in a file.
    pub(super) fn variables(&self) -> Vec<LayerVariables> {
        let layers = self.layers.iter().zip(&self.groups);
        layers
            .map(|(layer, group)| LayerVariables {
                name: layer.name.to_owned(),
                group: group.clone(),
                variables: layer.tensors.iter().map(|spec| Variable::stored(spec)).collect(),
            })
            .collect()
    }

    /// The names of the tensors that are trained, in Keras's order.
    pub(super) fn trainable(&self) -> Vec<&'a str> {
        let tensors = self.layers.iter().flat_map(|layer| &layer.tensors);
        tensors.filter(|spec| spec.trainable).map(|spec| spec.name.as_str()).collect()
    }

    /// The input's shape with the batch's axis.
    pub(super) fn batch_shape(&self) -> Value {
        batch_shape(self.layers[0].output)
    }

    /// The model's configuration. `legacy` leaves out what files of the old format lack.
    pub(super) fn config(&self, legacy: bool) -> Value {
        let mut model = json!({
            "module": if self.is_sequential { "keras" } else { "keras.src.models.functional" },
            "class_name": if self.is_sequential { "Sequential" } else { "Functional" },
            "config": {
                "name": if self.is_sequential { "sequential" } else { "functional" },
                "trainable": true,
                "layers": (0..self.layers.len()).map(|place| self.layer(place, legacy)).collect::<Vec<_>>(),
            },
            "registered_name": if self.is_sequential { Value::Null } else { json!("Functional") },
        });
        if self.is_sequential {
            model["config"]["build_input_shape"] = batch_shape(self.layers[0].output);
        } else {
            let last = self.layers.last().map_or(INPUT, |layer| layer.name);
            model["config"]["input_layers"] = json!([INPUT, 0, 0]);
            model["config"]["output_layers"] = json!([last, 0, 0]);
        }
        if legacy { without_modules(model) } else { model }
    }

    fn layer(&self, place: usize, legacy: bool) -> Value {
        let KerasLayer { name, class, arguments, inputs, .. } = &self.layers[place];
        let mut config = Map::new();
        config.insert("name".to_owned(), json!(name));
        if place > 0 {
            config.insert("trainable".to_owned(), json!(true));
        }
        config.insert("dtype".to_owned(), json!("float32"));
        config.extend(arguments.clone());
        let mut layer =
            json!({ "module": "keras.layers", "class_name": class, "config": config, "registered_name": null });
        if !self.is_sequential {
            layer["name"] = json!(name);
            let tensors: Vec<Value> = inputs.iter().map(|input| self.tensor(*input)).collect();
            layer["inbound_nodes"] = match tensors.as_slice() {
                [] => json!([]),
                [one] => json!([{ "args": [one], "kwargs": {} }]),
                several => json!([{ "args": [several], "kwargs": {} }]),
            };
        }
        if legacy { without_modules(layer) } else { layer }
    }

    /// The result of a layer, as another one's input names it.
    fn tensor(&self, place: usize) -> Value {
        let layer = &self.layers[place];
        let config =
            json!({ "shape": batch_shape(layer.output), "dtype": "float32", "keras_history": [layer.name, 0, 0] });
        json!({ "class_name": "__keras_tensor__", "config": config })
    }
}

fn without_modules(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.remove("module");
        object.remove("registered_name");
    }
    value
}

/// A shape with the batch's axis.
fn batch_shape(shape: Shape) -> Value {
    let axes = shape.axes().into_iter().map(|length| json!(length));
    Value::Array(std::iter::once(Value::Null).chain(axes).collect())
}

/// The layers in the run's order, after the input.
fn listed(shapes: &[LayerShape]) -> Vec<KerasLayer<'_>> {
    let input = shapes.first().map_or(Shape::Row(0), |layer| layer.input);
    let mut arguments = Map::new();
    arguments.insert("batch_shape".to_owned(), batch_shape(input));
    let input_layer = KerasLayer {
        name: INPUT,
        class: "InputLayer",
        arguments,
        inputs: Vec::new(),
        output: input,
        tensors: Vec::new(),
    };
    let mut layers = vec![input_layer];
    // The place of each of the run's layers in the list.
    let mut places = Vec::with_capacity(shapes.len());
    let mut at = 0;
    while at < shapes.len() {
        let layer = &shapes[at];
        let place_of = |source: Option<usize>| source.map_or(0, |source: usize| places[source]);
        let mut inputs = vec![place_of(layer.source)];
        if let Some(sum) = &layer.sum {
            inputs.push(place_of(sum.shortcut_source(shapes)));
        }
        // A separable convolution is two layers here and one in Keras.
        let pointwise = shapes.get(at + 1).filter(|next| is_separable(layer, next));
        let parts = if pointwise.is_some() { 2 } else { 1 };
        let named = pointwise.unwrap_or(layer);
        let arguments = match pointwise {
            Some(pointwise) => separable(&layer.config, &pointwise.config),
            None => arguments_of(&layer.config),
        };
        places.extend(std::iter::repeat_n(layers.len(), parts));
        layers.push(KerasLayer {
            name: &named.name,
            class: if pointwise.is_some() { "SeparableConv2D" } else { class(&layer.config) },
            arguments: arguments.as_object().cloned().unwrap_or_default(),
            inputs,
            output: named.output,
            tensors: shapes[at..at + parts].iter().flat_map(|part| &part.tensors).collect(),
        });
        at += parts;
    }
    layers
}

/// Whether two layers are the parts of one separable convolution: the first one's tensors have the second one's name.
fn is_separable(first: &LayerShape, second: &LayerShape) -> bool {
    matches!(first.config, LayerConfig::DepthwiseConv2D { .. })
        && first.tensors.first().is_some_and(|spec| spec.name == format!("{}/depthwise_kernel", second.name))
}

/// Keras's class of a layer.
fn class(layer: &LayerConfig) -> &'static str {
    match layer {
        LayerConfig::Residual { .. } => "Add",
        other => other.kind(),
    }
}

fn activation(function: Activation) -> &'static str {
    function.name()
}

fn padding(padding: Padding) -> &'static str {
    match padding {
        Padding::Valid => "valid",
        Padding::Same => "same",
    }
}

fn initializer(class: &str) -> Value {
    let config = if class == "GlorotUniform" { json!({ "seed": null }) } else { json!({}) };
    json!({ "module": "keras.initializers", "class_name": class, "config": config, "registered_name": null })
}

fn with(mut value: Value, others: Value) -> Value {
    if let (Some(object), Value::Object(others)) = (value.as_object_mut(), others) {
        object.extend(others);
    }
    value
}

/// What the three kinds of convolution share.
fn convolution(kernel_size: (usize, usize), strides: (usize, usize), edge: Padding) -> Value {
    json!({
        "kernel_size": kernel_size, "strides": strides, "padding": padding(edge), "data_format": "channels_last",
        "dilation_rate": [1, 1], "bias_initializer": initializer("Zeros"), "bias_regularizer": null,
        "activity_regularizer": null, "bias_constraint": null,
    })
}

fn depthwise(multiplier: usize) -> Value {
    json!({
        "depth_multiplier": multiplier, "depthwise_initializer": initializer("GlorotUniform"),
        "depthwise_regularizer": null, "depthwise_constraint": null,
    })
}

fn kernel() -> Value {
    json!({ "kernel_initializer": initializer("GlorotUniform"), "kernel_regularizer": null, "kernel_constraint": null })
}

/// A layer's arguments.
fn arguments_of(layer: &LayerConfig) -> Value {
    match layer {
        LayerConfig::Conv2D { filters, kernel_size, strides, padding, activation: function, use_bias } => {
            let own =
                json!({ "filters": filters, "groups": 1, "activation": activation(*function), "use_bias": use_bias });
            with(with(convolution(*kernel_size, *strides, *padding), kernel()), own)
        }
        LayerConfig::DepthwiseConv2D {
            kernel_size,
            strides,
            padding,
            depth_multiplier,
            activation: function,
            use_bias,
        } => {
            let own = json!({ "activation": activation(*function), "use_bias": use_bias });
            with(with(convolution(*kernel_size, *strides, *padding), depthwise(*depth_multiplier)), own)
        }
        LayerConfig::BatchNormalization { momentum, epsilon } => json!({
            "axis": -1, "momentum": momentum, "epsilon": shortest(*epsilon), "center": true, "scale": true,
            "beta_initializer": initializer("Zeros"), "gamma_initializer": initializer("Ones"),
            "moving_mean_initializer": initializer("Zeros"), "moving_variance_initializer": initializer("Ones"),
            "beta_regularizer": null, "gamma_regularizer": null, "beta_constraint": null, "gamma_constraint": null,
            "synchronized": false,
        }),
        LayerConfig::MaxPooling2D { pool_size, strides, padding: edge }
        | LayerConfig::AveragePooling2D { pool_size, strides, padding: edge } => json!({
            "pool_size": pool_size, "padding": padding(*edge), "strides": strides.unwrap_or(*pool_size),
            "data_format": "channels_last",
        }),
        LayerConfig::GlobalAveragePooling2D {} | LayerConfig::GlobalMaxPooling2D {} => {
            json!({ "data_format": "channels_last", "keepdims": false })
        }
        LayerConfig::Dropout { rate } => json!({ "rate": shortest(*rate), "seed": null, "noise_shape": null }),
        LayerConfig::Activation { activation: function } => json!({ "activation": activation(*function) }),
        LayerConfig::ZeroPadding2D { padding } => json!({ "padding": padding, "data_format": "channels_last" }),
        LayerConfig::Flatten {} => json!({ "data_format": "channels_last" }),
        LayerConfig::Dense { units, activation: function, use_bias } => {
            let own = json!({
                // The number of classes has been filled in.
                "units": units.count(0), "activation": activation(*function), "use_bias": use_bias,
                "bias_initializer": initializer("Zeros"), "bias_regularizer": null, "bias_constraint": null,
            });
            with(kernel(), own)
        }
        LayerConfig::Residual { .. } | LayerConfig::Pretrained { .. } | LayerConfig::SeparableConv2D { .. } => {
            json!({})
        }
    }
}

/// The arguments of a separable convolution, from its two parts.
fn separable(first: &LayerConfig, second: &LayerConfig) -> Value {
    let (
        LayerConfig::DepthwiseConv2D { kernel_size, strides, padding, depth_multiplier, .. },
        LayerConfig::Conv2D { filters, activation: function, use_bias, .. },
    ) = (first, second)
    else {
        return json!({});
    };
    let own = json!({
        "filters": filters, "activation": activation(*function), "use_bias": use_bias,
        "pointwise_initializer": initializer("GlorotUniform"), "pointwise_regularizer": null,
        "pointwise_constraint": null,
    });
    with(with(convolution(*kernel_size, *strides, *padding), depthwise(*depth_multiplier)), own)
}

/// A number of single precision by its shortest decimal, as people write it: 0.001, not 0.0010000000474974513.
pub(super) fn shortest(number: f32) -> Value {
    number.to_string().parse::<f64>().map_or(Value::Null, |number| json!(number))
}
