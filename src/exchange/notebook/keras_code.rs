//! Settings as calls of Keras.

use serde_json::{Value, json};

use super::python;
use crate::config::{
    Activation, Algorithm, CallbackConfig, LayerConfig, LearningRate, LearningRateSchedule, NetworkConfig,
    OptimizerConfig, Padding, RunConfig,
};

/// The code that builds the network: a list of layers, or calls where there are residual blocks.
pub fn network(config: &NetworkConfig, classes: usize) -> String {
    if let Some(name) = config.pretrained() {
        let name = name.name.name();
        return format!(
            "raise NotImplementedError(\"the network begins with {name}, which keras.applications does not have\")\n"
        );
    }
    let (height, width) = config.input;
    let branches = config.layers.iter().any(|layer| matches!(layer, LayerConfig::Residual { .. }));
    let mut code = Vec::new();
    if branches {
        code.push(PROJECTED.to_owned());
        code.push(format!("inputs = keras.Input(({height}, {width}, 3))\nx = inputs\n"));
        calls(&config.layers, classes, &mut 0, &mut code);
        code.push("model = keras.Model(inputs, x)\n".to_owned());
    } else {
        code.push(format!("model = keras.Sequential([\n    keras.Input(({height}, {width}, 3)),\n"));
        for layer in &config.layers {
            code.push(format!("    {},\n", call(layer, classes)));
        }
        code.push("])\n".to_owned());
    }
    code.push("model.summary()\n".to_owned());
    code.concat()
}

/// Calls of layers, from `x` to `x`.
fn calls(layers: &[LayerConfig], classes: usize, blocks: &mut usize, code: &mut Vec<String>) {
    for layer in layers {
        let LayerConfig::Residual { layers, shortcut } = layer else {
            code.push(format!("x = {}(x)\n", call(layer, classes)));
            continue;
        };
        *blocks += 1;
        let block = *blocks;
        code.push(format!("start_{block} = x\n"));
        calls(layers, classes, blocks, code);
        code.push(format!("main_{block}, x = x, start_{block}\n"));
        if shortcut.is_empty() {
            code.push(format!("x = projected(x, main_{block})\n"));
        } else {
            calls(shortcut, classes, blocks, code);
        }
        code.push(format!("x = layers.Add()([main_{block}, x])\n"));
    }
}

/// What a shortcut does that is left out.
const PROJECTED: &str = "def projected(x, main):
    \"\"\"The block's input, or a 1x1 convolution of it where the shapes differ.\"\"\"
    if x.shape == main.shape:
        return x
    strides = [next(s for s in range(1, old + 1) if -(-old // s) == new) for old, new in zip(x.shape[1:3], main.shape[1:3])]
    return layers.Conv2D(main.shape[-1], 1, strides=strides, padding=\"same\")(x)


";

fn call(layer: &LayerConfig, classes: usize) -> String {
    let with = |name: &str, positional: Vec<String>, others: Vec<String>| {
        format!("layers.{name}({})", [positional, others].concat().join(", "))
    };
    let same = |padding: &Padding| (*padding == Padding::Same).then(|| "padding=\"same\"".to_owned());
    let function = |activation: &Activation| {
        (*activation != Activation::Linear).then(|| format!("activation=\"{}\"", activation.name()))
    };
    let strides = |strides: &(usize, usize)| (*strides != (1, 1)).then(|| format!("strides={strides:?}"));
    let no_bias = |use_bias: &bool| (!use_bias).then(|| "use_bias=False".to_owned());
    let given = |arguments: Vec<Option<String>>| arguments.into_iter().flatten().collect::<Vec<_>>();
    match layer {
        LayerConfig::Conv2D { filters, kernel_size, strides: steps, padding, activation, use_bias } => with(
            "Conv2D",
            vec![filters.to_string(), format!("{kernel_size:?}")],
            given(vec![strides(steps), same(padding), function(activation), no_bias(use_bias)]),
        ),
        LayerConfig::DepthwiseConv2D {
            kernel_size,
            strides: steps,
            padding,
            depth_multiplier,
            activation,
            use_bias,
        } => with(
            "DepthwiseConv2D",
            vec![format!("{kernel_size:?}")],
            given(vec![
                strides(steps),
                same(padding),
                (*depth_multiplier != 1).then(|| format!("depth_multiplier={depth_multiplier}")),
                function(activation),
                no_bias(use_bias),
            ]),
        ),
        LayerConfig::SeparableConv2D {
            filters,
            kernel_size,
            strides: steps,
            padding,
            depth_multiplier,
            activation,
            use_bias,
        } => with(
            "SeparableConv2D",
            vec![filters.to_string(), format!("{kernel_size:?}")],
            given(vec![
                strides(steps),
                same(padding),
                (*depth_multiplier != 1).then(|| format!("depth_multiplier={depth_multiplier}")),
                function(activation),
                no_bias(use_bias),
            ]),
        ),
        LayerConfig::BatchNormalization { momentum, epsilon } => {
            with("BatchNormalization", vec![], vec![format!("momentum={momentum}"), format!("epsilon={epsilon}")])
        }
        LayerConfig::MaxPooling2D { pool_size, strides: steps, padding }
        | LayerConfig::AveragePooling2D { pool_size, strides: steps, padding } => with(
            layer.kind(),
            vec![format!("{pool_size:?}")],
            given(vec![steps.map(|steps| format!("strides={steps:?}")), same(padding)]),
        ),
        LayerConfig::GlobalAveragePooling2D {} | LayerConfig::GlobalMaxPooling2D {} | LayerConfig::Flatten {} => {
            with(layer.kind(), vec![], vec![])
        }
        LayerConfig::Dropout { rate } => with("Dropout", vec![rate.to_string()], vec![]),
        LayerConfig::Activation { activation } => {
            with("Activation", vec![format!("\"{}\"", activation.name())], vec![])
        }
        LayerConfig::ZeroPadding2D { padding } => with("ZeroPadding2D", vec![format!("{padding:?}")], vec![]),
        LayerConfig::Dense { units, activation, use_bias } => {
            with("Dense", vec![units.count(classes).to_string()], given(vec![function(activation), no_bias(use_bias)]))
        }
        LayerConfig::Residual { .. } | LayerConfig::Pretrained { .. } => String::new(),
    }
}

/// The code that compiles the model.
pub fn compile(config: &RunConfig) -> String {
    let training = &config.training;
    let loss = match training.label_smoothing {
        0.0 => "\"categorical_crossentropy\"".to_owned(),
        share => format!("keras.losses.CategoricalCrossentropy(label_smoothing={share})"),
    };
    let excluded = &training.optimizer.exclude_from_weight_decay;
    let exclusion = if excluded.is_empty() {
        String::new()
    } else {
        format!("optimizer.exclude_from_weight_decay(var_names={})\n", json!(excluded))
    };
    format!(
        "EPOCHS = {}\noptimizer = {}\n{exclusion}model.compile(optimizer, loss={loss}, metrics=[\"accuracy\"])\n",
        training.epochs,
        optimizer(&training.optimizer)
    )
}

fn optimizer(config: &OptimizerConfig) -> String {
    let mut arguments = vec![format!("learning_rate={}", learning_rate(&config.learning_rate))];
    match config.algorithm {
        Algorithm::SGD { momentum, nesterov } => {
            arguments.push(format!("momentum={momentum}"));
            arguments.push(format!("nesterov={}", python(&json!(nesterov))));
        }
        Algorithm::RMSprop { rho, momentum, epsilon } => {
            arguments.push(format!("rho={rho}, momentum={momentum}, epsilon={epsilon:e}"));
        }
        Algorithm::Adam { beta_1, beta_2, epsilon } => {
            arguments.push(format!("beta_1={beta_1}, beta_2={beta_2}, epsilon={epsilon:e}"));
        }
    }
    if config.weight_decay != 0.0 {
        arguments.push(format!("weight_decay={}", config.weight_decay));
    }
    if config.use_ema {
        arguments.push(format!("use_ema=True, ema_momentum={}", config.ema_momentum));
    }
    format!("keras.optimizers.{}({})", config.kind(), arguments.join(", "))
}

fn learning_rate(rate: &LearningRate) -> String {
    let schedule = match rate {
        LearningRate::Constant(rate) => return rate.to_string(),
        LearningRate::Schedule(schedule) => schedule,
    };
    let steps = |steps: &Option<u64>, warmup: u64| {
        steps.map_or_else(|| format!("max(STEPS * EPOCHS - {warmup}, 1)"), |steps| steps.to_string())
    };
    let arguments = match schedule {
        LearningRateSchedule::CosineDecay {
            initial_learning_rate,
            decay_steps,
            alpha,
            warmup_target,
            warmup_steps,
        } => {
            let warmup = if warmup_target.is_some() { *warmup_steps } else { 0 };
            let target = warmup_target.map_or_else(String::new, |target| format!(", warmup_target={target}"));
            format!(
                "{initial_learning_rate}, {}, alpha={alpha}{target}, warmup_steps={warmup_steps}",
                steps(decay_steps, warmup)
            )
        }
        LearningRateSchedule::PiecewiseConstantDecay { boundaries, values } => {
            format!("{boundaries:?}, {values:?}")
        }
        LearningRateSchedule::PolynomialDecay { initial_learning_rate, decay_steps, end_learning_rate, power } => {
            format!(
                "{initial_learning_rate}, {}, end_learning_rate={end_learning_rate}, power={power}",
                steps(decay_steps, 0)
            )
        }
    };
    format!("keras.optimizers.schedules.{}({arguments})", schedule.kind())
}

/// The callbacks as a list of calls; files of weights get the ending that Keras asks for.
pub fn callbacks(callbacks: &[CallbackConfig]) -> String {
    let calls = callbacks.iter().map(|callback| {
        let written = serde_json::to_value(callback).unwrap_or_default();
        let arguments = written.get(callback.kind()).and_then(Value::as_object).cloned().unwrap_or_default();
        let arguments = arguments.iter().map(|(name, value)| match (callback, value) {
            (CallbackConfig::ModelCheckpoint { .. }, Value::String(file)) if name == "filepath" => {
                let file = file.replace(".safetensors", ".weights.h5");
                format!("filepath={}, save_weights_only=True", json!(file))
            }
            _ => format!("{name}={}", python(value)),
        });
        format!("\n    keras.callbacks.{}({}),", callback.kind(), arguments.collect::<Vec<_>>().join(", "))
    });
    let calls: String = calls.collect();
    format!("{calls}\n")
}
