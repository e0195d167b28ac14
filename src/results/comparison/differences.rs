//! The fields in which two configurations differ.

use serde_json::Value;

use crate::config::RunConfig;

/// A field of the configuration that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path, such as `training.epochs` or `network.layers[3].Conv2D.filters`.
    pub field: String,
    /// What the first and the second run have there; `None` where one has nothing.
    pub values: [Option<String>; 2],
}

/// All fields that differ, in their order.
pub(super) fn between(first: &RunConfig, second: &RunConfig) -> Vec<Difference> {
    let mut found = Vec::new();
    // Plain data whose maps have strings as keys: it always has a value.
    let value = |config: &RunConfig| serde_json::to_value(config).unwrap_or_default();
    walk(String::new(), &value(first), &value(second), &mut found);
    found
}

fn walk(field: String, first: &Value, second: &Value, found: &mut Vec<Difference>) {
    match (first, second) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            for (key, value) in a {
                let below = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
                walk(below, value, &b[key], found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (place, (a, b)) in a.iter().zip(b).enumerate() {
                walk(format!("{field}[{place}]"), a, b, found);
            }
        }
        _ if first == second => {}
        _ => found.push(Difference { field, values: [text(first), text(second)] }),
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
