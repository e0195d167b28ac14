//! One of Keras's layers in the words of this program.

use serde_json::Value;

use crate::config::{Activation, LayerConfig, Padding, Units};
use crate::exchange::{ForeignLayer, Unreadable};

/// Height and width, or what is before and after.
type Pair = (usize, usize);

/// What a layer of Keras is here.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Taken {
    /// The input, with the shape that it says.
    Input,
    /// A sum.
    Add,
    /// Each value is multiplied by this number.
    Rescaling(f64),
    /// Layers one after the other; the first has the tensors.
    Layers(Vec<LayerConfig>),
    /// A normalisation, which may lack scale or centre.
    Normalisation {
        /// The layer.
        layer: LayerConfig,
        /// Whether the file has gamma.
        scale: bool,
        /// Whether the file has beta.
        center: bool,
    },
    /// A dense layer of one unit with a sigmoid: the second of two classes' probability.
    Sigmoid {
        /// Whether the unit has a bias.
        use_bias: bool,
    },
}

/// A layer of a model's configuration.
pub(super) struct Written<'a> {
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: String,
    /// All that is written of it.
    pub whole: &'a Value,
    config: &'a Value,
}

impl<'a> Written<'a> {
    /// A layer as it is written.
    pub(super) fn of(whole: &'a Value) -> Result<Self, Unreadable> {
        let class = whole["class_name"].as_str().ok_or_else(|| Unreadable::Missing("class_name".to_owned()))?;
        let config = &whole["config"];
        let name = config["name"].as_str().or_else(|| whole["name"].as_str()).unwrap_or(class);
        Ok(Self { name: name.to_owned(), class: class.to_owned(), whole, config })
    }

    /// The same layer's refusal.
    pub(super) fn refused(&self, problem: ForeignLayer) -> Unreadable {
        Unreadable::Layer { layer: self.name.clone(), kind: self.class.clone(), problem }
    }

    /// The shape of the input that the layer says, without the batch's axis.
    pub(super) fn input_shape(&self) -> Option<Vec<Option<u64>>> {
        let shapes = ["batch_shape", "batch_input_shape"].iter().map(|key| &self.config[*key]);
        shapes.chain([&self.whole["build_config"]["input_shape"]]).find_map(axes_of)
    }

    /// The layer in the words of this program.
    pub(super) fn taken(&self) -> Result<Taken, Unreadable> {
        self.read().map_err(|problem| self.refused(problem))
    }

    fn read(&self) -> Result<Taken, ForeignLayer> {
        let is_custom = self.whole["registered_name"].as_str().is_some_and(|name| name.contains('>'))
            || self.whole["module"].as_str().is_some_and(|module| !module.starts_with("keras"));
        match self.class.as_str() {
            "Lambda" => return Err(ForeignLayer::Code),
            "Sequential" | "Functional" | "Model" => return Err(ForeignLayer::Nested),
            _ if is_custom => return Err(ForeignLayer::Custom),
            _ => {}
        }
        self.must_be("data_format", &["channels_last"])?;
        let one = |layer| Ok(Taken::Layers(vec![layer]));
        match self.class.as_str() {
            "InputLayer" => Ok(Taken::Input),
            "Add" => Ok(Taken::Add),
            "Rescaling" => self.rescaling(),
            "Conv2D" => self.conv2d(),
            "DepthwiseConv2D" => self.depthwise(),
            "SeparableConv2D" => self.separable(),
            "BatchNormalization" => self.normalisation(),
            "Dense" => self.dense(),
            "MaxPooling2D" => {
                let (pool_size, strides, padding) = self.pool()?;
                one(LayerConfig::MaxPooling2D { pool_size, strides, padding })
            }
            "AveragePooling2D" => {
                let (pool_size, strides, padding) = self.pool()?;
                one(LayerConfig::AveragePooling2D { pool_size, strides, padding })
            }
            "GlobalAveragePooling2D" => {
                self.must_be_unset("keepdims")?;
                one(LayerConfig::GlobalAveragePooling2D {})
            }
            "GlobalMaxPooling2D" => {
                self.must_be_unset("keepdims")?;
                one(LayerConfig::GlobalMaxPooling2D {})
            }
            "ZeroPadding2D" => one(LayerConfig::ZeroPadding2D { padding: self.sides()? }),
            "Flatten" => one(LayerConfig::Flatten {}),
            "Dropout" => {
                self.must_be_unset("noise_shape")?;
                one(LayerConfig::Dropout { rate: self.number("rate")? as f32 })
            }
            "Activation" => one(LayerConfig::Activation { activation: self.activation()? }),
            "ReLU" => self.relu(),
            "LeakyReLU" => {
                let slope = if self.config.get("negative_slope").is_some() { "negative_slope" } else { "alpha" };
                self.must_be_number(slope, 0.2)?;
                one(LayerConfig::Activation { activation: Activation::LeakyRelu })
            }
            "Softmax" => {
                self.must_be("axis", &["-1"])?;
                one(LayerConfig::Activation { activation: Activation::Softmax })
            }
            _ => Err(ForeignLayer::Kind),
        }
    }

    fn rescaling(&self) -> Result<Taken, ForeignLayer> {
        self.must_be_number("offset", 0.0)?;
        Ok(Taken::Rescaling(self.number("scale")?))
    }

    fn conv2d(&self) -> Result<Taken, ForeignLayer> {
        self.must_be_plain()?;
        self.must_be("groups", &["1"])?;
        Ok(Taken::Layers(self.with_activation(|activation| {
            Ok(LayerConfig::Conv2D {
                filters: self.count("filters")?,
                kernel_size: self.pair("kernel_size")?,
                strides: self.pair_or("strides", (1, 1))?,
                padding: self.padding()?,
                activation,
                use_bias: self.flag("use_bias", true)?,
            })
        })?))
    }

    fn depthwise(&self) -> Result<Taken, ForeignLayer> {
        self.must_be_plain()?;
        Ok(Taken::Layers(self.with_activation(|activation| {
            Ok(LayerConfig::DepthwiseConv2D {
                kernel_size: self.pair("kernel_size")?,
                strides: self.pair_or("strides", (1, 1))?,
                padding: self.padding()?,
                depth_multiplier: self.count_or("depth_multiplier", 1)?,
                activation,
                use_bias: self.flag("use_bias", true)?,
            })
        })?))
    }

    fn separable(&self) -> Result<Taken, ForeignLayer> {
        self.must_be_plain()?;
        Ok(Taken::Layers(self.with_activation(|activation| {
            Ok(LayerConfig::SeparableConv2D {
                filters: self.count("filters")?,
                kernel_size: self.pair("kernel_size")?,
                strides: self.pair_or("strides", (1, 1))?,
                padding: self.padding()?,
                depth_multiplier: self.count_or("depth_multiplier", 1)?,
                activation,
                use_bias: self.flag("use_bias", true)?,
            })
        })?))
    }

    fn normalisation(&self) -> Result<Taken, ForeignLayer> {
        // Files of Keras 2 name the last axis by its number, in a list.
        let axis = match &self.config["axis"] {
            Value::Array(axes) if axes.len() == 1 => &axes[0],
            axis => axis,
        };
        if !matches!(axis.as_i64(), Some(-1 | 1 | 3)) && !axis.is_null() {
            return Err(self.argument("axis", "-1"));
        }
        self.must_be_unset("renorm")?;
        let layer = LayerConfig::BatchNormalization {
            momentum: self.number_or("momentum", 0.99)?,
            epsilon: self.number_or("epsilon", 1e-3)? as f32,
        };
        Ok(Taken::Normalisation { layer, scale: self.flag("scale", true)?, center: self.flag("center", true)? })
    }

    fn dense(&self) -> Result<Taken, ForeignLayer> {
        self.must_be_unset("quantization_config")?;
        self.must_be_unset("lora_rank")?;
        let (units, use_bias) = (self.count("units")?, self.flag("use_bias", true)?);
        if units == 1 && self.activation_name().as_deref() == Some("sigmoid") {
            return Ok(Taken::Sigmoid { use_bias });
        }
        if self.activation()? == Activation::Softmax {
            let units = Units::Count(units);
            return Ok(Taken::Layers(vec![LayerConfig::Dense { units, activation: Activation::Softmax, use_bias }]));
        }
        let units = Units::Count(units);
        Ok(Taken::Layers(self.with_activation(|activation| Ok(LayerConfig::Dense { units, activation, use_bias }))?))
    }

    /// A layer, and after it the function that this program has as a layer of its own alone.
    fn with_activation(
        &self,
        layer: impl Fn(Activation) -> Result<LayerConfig, ForeignLayer>,
    ) -> Result<Vec<LayerConfig>, ForeignLayer> {
        let activation = self.activation()?;
        if matches!(activation, Activation::Linear | Activation::Relu) {
            return Ok(vec![layer(activation)?]);
        }
        Ok(vec![layer(Activation::Linear)?, LayerConfig::Activation { activation }])
    }

    fn relu(&self) -> Result<Taken, ForeignLayer> {
        self.must_be_number("threshold", 0.0)?;
        let slope = self.number_or("negative_slope", 0.0)?;
        let activation = match self.config["max_value"].as_f64() {
            None if slope == 0.0 => Activation::Relu,
            None if is_close(slope, 0.2) => Activation::LeakyRelu,
            Some(most) if is_close(most, 6.0) && slope == 0.0 => Activation::Relu6,
            None => return Err(self.argument("negative_slope", "0 or 0.2")),
            Some(_) => return Err(self.argument("max_value", "null or 6")),
        };
        Ok(Taken::Layers(vec![LayerConfig::Activation { activation }]))
    }

    fn pool(&self) -> Result<(Pair, Option<Pair>, Padding), ForeignLayer> {
        let pool_size = self.pair_or("pool_size", (2, 2))?;
        let strides = if self.config["strides"].is_null() { None } else { Some(self.pair("strides")?) };
        Ok((pool_size, strides, self.padding()?))
    }

    fn sides(&self) -> Result<(Pair, Pair), ForeignLayer> {
        let no_padding = || missing("padding");
        let pair = |value: &Value| Some((length(value.get(0)?)?, length(value.get(1)?)?));
        match &self.config["padding"] {
            all @ Value::Number(_) => {
                let all = length(all).ok_or_else(no_padding)?;
                Ok(((all, all), (all, all)))
            }
            Value::Array(sides) if sides.len() == 2 && sides[0].is_number() => {
                let (rows, columns) = pair(&self.config["padding"]).ok_or_else(no_padding)?;
                Ok(((rows, rows), (columns, columns)))
            }
            Value::Array(sides) if sides.len() == 2 => {
                Ok((pair(&sides[0]).ok_or_else(no_padding)?, pair(&sides[1]).ok_or_else(no_padding)?))
            }
            _ => Err(no_padding()),
        }
    }

    fn padding(&self) -> Result<Padding, ForeignLayer> {
        match self.config["padding"].as_str() {
            None | Some("valid") => Ok(Padding::Valid),
            Some("same") => Ok(Padding::Same),
            Some(_) => Err(self.argument("padding", "valid or same")),
        }
    }

    /// The function's name, also where it is written as a serialised function.
    fn activation_name(&self) -> Option<String> {
        let written = &self.config["activation"];
        let name = written.as_str().or_else(|| written["config"].as_str()).or_else(|| written["class_name"].as_str());
        if written.is_null() { Some("linear".to_owned()) } else { name.map(str::to_owned) }
    }

    fn activation(&self) -> Result<Activation, ForeignLayer> {
        let name = self.activation_name().unwrap_or_default();
        let known = Activation::ALL.into_iter().find(|activation| activation.name() == name);
        let known = known.or((name == "swish").then_some(Activation::Silu));
        known.ok_or_else(|| self.argument("activation", &Activation::ALL.map(Activation::name).join(", ")))
    }

    /// No dilated and no grouped convolution.
    fn must_be_plain(&self) -> Result<(), ForeignLayer> {
        let dilation = self.pair_or("dilation_rate", (1, 1))?;
        if dilation == (1, 1) { Ok(()) } else { Err(self.argument("dilation_rate", "1")) }
    }

    fn must_be(&self, argument: &str, known: &[&str]) -> Result<(), ForeignLayer> {
        let text = match &self.config[argument] {
            Value::Null => return Ok(()),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if known.contains(&text.as_str()) { Ok(()) } else { Err(self.argument(argument, &known.join(", "))) }
    }

    fn must_be_unset(&self, argument: &str) -> Result<(), ForeignLayer> {
        match self.config[argument] {
            Value::Null | Value::Bool(false) => Ok(()),
            _ => Err(self.argument(argument, "false, null")),
        }
    }

    fn must_be_number(&self, argument: &str, known: f64) -> Result<(), ForeignLayer> {
        if is_close(self.number_or(argument, known)?, known) {
            Ok(())
        } else {
            Err(self.argument(argument, &known.to_string()))
        }
    }

    fn number(&self, argument: &str) -> Result<f64, ForeignLayer> {
        self.config[argument].as_f64().ok_or_else(|| missing(argument))
    }

    fn number_or(&self, argument: &str, default: f64) -> Result<f64, ForeignLayer> {
        if self.config[argument].is_null() { Ok(default) } else { self.number(argument) }
    }

    fn count(&self, argument: &str) -> Result<usize, ForeignLayer> {
        length(&self.config[argument]).ok_or_else(|| missing(argument))
    }

    fn count_or(&self, argument: &str, default: usize) -> Result<usize, ForeignLayer> {
        if self.config[argument].is_null() { Ok(default) } else { self.count(argument) }
    }

    fn flag(&self, argument: &str, default: bool) -> Result<bool, ForeignLayer> {
        match &self.config[argument] {
            Value::Null => Ok(default),
            value => value.as_bool().ok_or_else(|| missing(argument)),
        }
    }

    /// Two numbers, or one for both.
    fn pair(&self, argument: &str) -> Result<Pair, ForeignLayer> {
        let pair = match &self.config[argument] {
            Value::Array(both) if both.len() == 2 => length(&both[0]).zip(length(&both[1])),
            one => length(one).map(|one| (one, one)),
        };
        pair.ok_or_else(|| missing(argument))
    }

    fn pair_or(&self, argument: &str, default: Pair) -> Result<Pair, ForeignLayer> {
        if self.config[argument].is_null() { Ok(default) } else { self.pair(argument) }
    }

    fn argument(&self, argument: &str, known: &str) -> ForeignLayer {
        let value: String = self.config[argument].to_string().chars().take(MOST_LETTERS).collect();
        ForeignLayer::Argument { argument: argument.to_owned(), value, known: known.to_owned() }
    }
}

fn missing(argument: &str) -> ForeignLayer {
    ForeignLayer::NoArgument { argument: argument.to_owned() }
}

/// A number of pixels, filters or units.
fn length(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|length| u32::try_from(length).ok()).map(|length| length as usize)
}

/// Letters of a refused value that are shown.
const MOST_LETTERS: usize = 60;

/// A number that went through single precision.
fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// The axes after the batch's; those of a file may be unknown.
pub(super) fn axes_of(shape: &Value) -> Option<Vec<Option<u64>>> {
    let axes = shape.as_array()?;
    if axes.iter().any(Value::is_array) || axes.is_empty() {
        return None;
    }
    Some(axes[1..].iter().map(Value::as_u64).collect())
}
