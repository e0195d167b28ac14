//! Optimiser and loss in Keras's words, there and back, and the order in which Keras saves an optimiser's numbers.

use serde_json::{Map, Value, json};

use super::write_layers::shortest;
use crate::config::{Algorithm, LearningRate, LearningRateSchedule, OptimizerConfig, RunConfig, TrainingConfig};
use crate::exchange::OptimizerState;
use crate::nn::optimizer::slots;

/// What a model is compiled with: optimiser, loss and metric. `learning_rate` is that of the next step.
pub(super) fn compile_config(config: &RunConfig, learning_rate: Option<f32>, steps: u64) -> Value {
    json!({
        "optimizer": optimizer(&config.training.optimizer, learning_rate, steps),
        "loss": loss(config.training.label_smoothing),
        "loss_weights": null, "metrics": ["accuracy"], "weighted_metrics": null, "run_eagerly": false,
        "steps_per_execution": 1, "jit_compile": false,
    })
}

/// Cross-entropy of labels as rows of 0 and 1.
fn loss(label_smoothing: f32) -> Value {
    if label_smoothing == 0.0 {
        return json!("categorical_crossentropy");
    }
    object(
        "keras.losses",
        "CategoricalCrossentropy",
        &json!({
            "name": "categorical_crossentropy", "reduction": "sum_over_batch_size", "from_logits": false,
            "label_smoothing": shortest(label_smoothing), "axis": -1,
        }),
    )
}

fn object(module: &str, class: &str, config: &Value) -> Value {
    json!({ "module": module, "class_name": class, "config": config, "registered_name": null })
}

/// The optimiser. A schedule without a number of steps is over all `steps` of the training.
fn optimizer(optimizer: &OptimizerConfig, learning_rate: Option<f32>, steps: u64) -> Value {
    let rate = match &optimizer.learning_rate {
        LearningRate::Constant(rate) => shortest(learning_rate.unwrap_or(*rate)),
        LearningRate::Schedule(written) => schedule(written, steps),
    };
    let decay = (optimizer.weight_decay != 0.0).then(|| shortest(optimizer.weight_decay));
    let shared = json!({
        "name": optimizer.kind().to_lowercase(), "learning_rate": rate, "weight_decay": decay, "clipnorm": null,
        "global_clipnorm": null, "clipvalue": null, "use_ema": optimizer.use_ema,
        "ema_momentum": shortest(optimizer.ema_momentum), "ema_overwrite_frequency": null, "loss_scale_factor": null,
        "gradient_accumulation_steps": null,
    });
    let own = match optimizer.algorithm {
        Algorithm::SGD { momentum, nesterov } => json!({ "momentum": shortest(momentum), "nesterov": nesterov }),
        Algorithm::RMSprop { rho, momentum, epsilon } => json!({
            "rho": shortest(rho), "momentum": shortest(momentum), "epsilon": shortest(epsilon), "centered": false,
        }),
        Algorithm::Adam { beta_1, beta_2, epsilon } => json!({
            "beta_1": shortest(beta_1), "beta_2": shortest(beta_2), "epsilon": shortest(epsilon), "amsgrad": false,
        }),
    };
    let mut config = shared.as_object().cloned().unwrap_or_default();
    config.extend(own.as_object().cloned().unwrap_or_default());
    object("keras.optimizers", optimizer.kind(), &Value::Object(config))
}

fn schedule(written: &LearningRateSchedule, steps: u64) -> Value {
    let config = match written {
        LearningRateSchedule::CosineDecay {
            initial_learning_rate,
            decay_steps,
            alpha,
            warmup_target,
            warmup_steps,
        } => json!({
            "initial_learning_rate": shortest(*initial_learning_rate),
            "decay_steps": decay_steps.unwrap_or(steps.saturating_sub(*warmup_steps).max(1)),
            "alpha": shortest(*alpha), "warmup_target": warmup_target.map(shortest), "warmup_steps": warmup_steps,
            "name": "CosineDecay",
        }),
        LearningRateSchedule::PiecewiseConstantDecay { boundaries, values } => json!({
            "boundaries": boundaries, "values": values.iter().map(|value| shortest(*value)).collect::<Vec<_>>(),
            "name": "PiecewiseConstant",
        }),
        LearningRateSchedule::PolynomialDecay { initial_learning_rate, decay_steps, end_learning_rate, power } => {
            json!({
                "initial_learning_rate": shortest(*initial_learning_rate),
                "decay_steps": decay_steps.unwrap_or(steps.max(1)), "end_learning_rate": shortest(*end_learning_rate),
                "power": shortest(*power), "cycle": false, "name": "PolynomialDecay",
            })
        }
    };
    object("keras.optimizers.schedules", written.kind(), &config)
}

/// Whether the learning rate is a number of its own among the optimiser's.
pub(super) fn has_rate(optimizer: &OptimizerConfig) -> bool {
    matches!(optimizer.learning_rate, LearningRate::Constant(_))
}

/// The names of an optimiser's slots in Keras's order, for trainable tensors in the order of Keras's model: Adam's two
/// of each tensor together, RMSprop's one after the other.
pub(super) fn slot_names(optimizer: &OptimizerConfig, trainable: &[&str]) -> Vec<String> {
    let names = slots(optimizer);
    let name = |tensor: &str, slot: &str| format!("optimizer/{tensor}/{slot}");
    match optimizer.algorithm {
        Algorithm::Adam { .. } => {
            trainable.iter().flat_map(|tensor| names.iter().map(move |slot| name(tensor, slot))).collect()
        }
        _ => names.iter().flat_map(|slot| trainable.iter().map(move |tensor| name(tensor, slot))).collect(),
    }
}

/// Optimiser and loss of a compiled model; none where the program has no such optimiser or loss.
pub(super) fn read_training(compile_config: &Value) -> Option<TrainingConfig> {
    let written = compile_config.get("optimizer").or_else(|| compile_config.get("optimizer_config"))?;
    let optimizer = read_optimizer(written)?;
    let label_smoothing = compile_config["loss"]["config"]["label_smoothing"].as_f64().unwrap_or(0.0) as f32;
    let label_smoothing = if (0.0..1.0).contains(&label_smoothing) { label_smoothing } else { 0.0 };
    Some(TrainingConfig { optimizer, label_smoothing, ..TrainingConfig::default() })
}

fn read_optimizer(written: &Value) -> Option<OptimizerConfig> {
    let config = written["config"].as_object()?;
    let number = |name: &str, default: f64| config.get(name).map_or(Some(default), Value::as_f64).map(|it| it as f32);
    let is_set = |name: &str| config.get(name).is_some_and(|value| !matches!(value, Value::Null | Value::Bool(false)));
    if ["clipnorm", "global_clipnorm", "clipvalue", "amsgrad", "centered", "gradient_accumulation_steps", "use_ema"]
        .iter()
        .any(|name| is_set(name))
    {
        return None;
    }
    let algorithm = match written["class_name"].as_str()? {
        "SGD" => Algorithm::SGD {
            momentum: number("momentum", 0.0)?,
            nesterov: config.get("nesterov").and_then(Value::as_bool).unwrap_or(false),
        },
        "RMSprop" => Algorithm::RMSprop {
            rho: number("rho", 0.9)?,
            momentum: number("momentum", 0.0)?,
            epsilon: number("epsilon", 1e-7)?,
        },
        "Adam" => Algorithm::Adam {
            beta_1: number("beta_1", 0.9)?,
            beta_2: number("beta_2", 0.999)?,
            epsilon: number("epsilon", 1e-7)?,
        },
        _ => return None,
    };
    let learning_rate = match config.get("learning_rate")? {
        Value::Number(rate) => LearningRate::Constant(rate.as_f64()? as f32),
        other => LearningRate::Schedule(read_schedule(other)?),
    };
    let weight_decay = if is_set("weight_decay") { number("weight_decay", 0.0)? } else { 0.0 };
    Some(OptimizerConfig { algorithm, learning_rate, weight_decay, ..OptimizerConfig::sgd(0.01, 0.0, false) })
}

fn read_schedule(written: &Value) -> Option<LearningRateSchedule> {
    let config: &Map<String, Value> = written["config"].as_object()?;
    let number = |name: &str| config.get(name).and_then(Value::as_f64).map(|value| value as f32);
    let steps = |name: &str| config.get(name).and_then(Value::as_f64).map(|steps| steps as u64);
    match written["class_name"].as_str()? {
        "CosineDecay" => Some(LearningRateSchedule::CosineDecay {
            initial_learning_rate: number("initial_learning_rate")?,
            decay_steps: steps("decay_steps"),
            alpha: number("alpha").unwrap_or(0.0),
            warmup_target: number("warmup_target"),
            warmup_steps: steps("warmup_steps").unwrap_or(0),
        }),
        "PiecewiseConstantDecay" => {
            let all = |name: &str| config.get(name).and_then(Value::as_array);
            Some(LearningRateSchedule::PiecewiseConstantDecay {
                boundaries: all("boundaries")?
                    .iter()
                    .map(|value| Some(value.as_f64()? as u64))
                    .collect::<Option<_>>()?,
                values: all("values")?.iter().map(|value| Some(value.as_f64()? as f32)).collect::<Option<_>>()?,
            })
        }
        "PolynomialDecay" if config.get("cycle").and_then(Value::as_bool) != Some(true) => {
            Some(LearningRateSchedule::PolynomialDecay {
                initial_learning_rate: number("initial_learning_rate")?,
                decay_steps: steps("decay_steps"),
                end_learning_rate: number("end_learning_rate").unwrap_or(0.0001),
                power: number("power").unwrap_or(1.0),
            })
        }
        _ => None,
    }
}

/// The optimiser's numbers in Keras's order: its steps are apart.
pub(super) fn slots_in_order<'a>(
    optimizer: &OptimizerConfig,
    state: &'a OptimizerState,
    trainable: &[&str],
) -> Option<Vec<(&'a [usize], &'a [f32])>> {
    let found = |name: &String| {
        let (_, shape, data) = state.slots.iter().find(|(slot, ..)| slot == name)?;
        Some((shape.as_slice(), data.as_slice()))
    };
    slot_names(optimizer, trainable).iter().map(found).collect()
}
