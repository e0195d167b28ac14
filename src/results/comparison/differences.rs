//! The fields in which configurations differ.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::config::RunConfig;

/// A field of the configuration that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path, such as `training.epochs` or `network.layers[3].Conv2D.filters`.
    pub field: String,
    /// What each run has there, in their order; `None` where one has nothing.
    pub values: Vec<Option<String>>,
}

/// All fields in which configurations differ, in their order.
pub(super) fn among(configs: &[&RunConfig]) -> Vec<Difference> {
    let mut found = Vec::new();
    // Plain data whose maps have strings as keys: it always has a value.
    let values: Vec<Value> = configs.iter().map(|config| serde_json::to_value(config).unwrap_or_default()).collect();
    walk(String::new(), &values.iter().collect::<Vec<_>>(), &mut found);
    found
}

fn walk(field: String, values: &[&Value], found: &mut Vec<Difference>) {
    let Some((first, others)) = values.split_first() else { return };
    if others.iter().all(|other| other == first) {
        return;
    }
    match first {
        // Fields with their defaults may not be there; two kinds of one thing have no field in common.
        Value::Object(fields) if others.iter().all(|other| fields.keys().any(|key| other.get(key).is_some())) => {
            let keys = values.iter().filter_map(|value| value.as_object()).flat_map(|fields| fields.keys());
            for key in keys.collect::<BTreeSet<_>>() {
                let below = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
                walk(below, &values.iter().map(|value| &value[key]).collect::<Vec<_>>(), found);
            }
        }
        Value::Array(items)
            if others.iter().all(|other| other.as_array().is_some_and(|it| it.len() == items.len())) =>
        {
            for place in 0..items.len() {
                walk(format!("{field}[{place}]"), &values.iter().map(|value| &value[place]).collect::<Vec<_>>(), found);
            }
        }
        _ => found.push(Difference { field, values: values.iter().map(|value| text(value)).collect() }),
    }
}

/// A value in short: lists of layers by their names alone.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        // Single precision as it was written: 0.01, not 0.009999999776482582.
        Value::Number(number) => Some(match number.as_f64().filter(|_| number.is_f64()) {
            Some(value) if f64::from(value as f32).to_bits() == value.to_bits() => (value as f32).to_string(),
            _ => number.to_string(),
        }),
        Value::String(string) => Some(string.clone()),
        Value::Array(values) => {
            let names: Vec<String> =
                values.iter().map(|value| name(value).unwrap_or_else(|| value.to_string())).collect();
            Some(names.join(", "))
        }
        Value::Object(fields) => {
            let parts = fields.iter().map(|(key, value)| match value {
                Value::Object(inner) if inner.is_empty() => key.clone(),
                Value::Object(_) => format!("{key}({})", text(value).unwrap_or_default()),
                _ => format!("{key}: {}", text(value).unwrap_or_else(|| "–".to_owned())),
            });
            Some(parts.collect::<Vec<_>>().join(", "))
        }
    }
}

/// `Conv2D` of `{"Conv2D": {…}}`.
fn name(value: &Value) -> Option<String> {
    let fields = value.as_object().filter(|fields| fields.len() == 1)?;
    fields.keys().next().cloned()
}
