//! The fields in which configurations differ.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::config::RunConfig;

/// A field of the configuration that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path, such as `training.epochs` or `network.layers[3].Conv2D.filters`.
    pub field: String,
    /// What each run has there, in their order; `None` where one has nothing, or what is usual.
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
    if let Some(keys) = common_keys(values) {
        for key in keys {
            let below = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
            walk(below, &values.iter().map(|value| &value[key]).collect::<Vec<_>>(), found);
        }
        return;
    }
    match first {
        // A list of plain values, such as the input's height and width, is one value.
        Value::Array(items)
            if !is_plain(items)
                && others.iter().all(|other| other.as_array().is_some_and(|it| it.len() == items.len())) =>
        {
            for place in 0..items.len() {
                walk(format!("{field}[{place}]"), &values.iter().map(|value| &value[place]).collect::<Vec<_>>(), found);
            }
        }
        _ => {
            let texts = |is_exact| values.iter().map(|value| text(value, is_exact)).collect::<Vec<_>>();
            let short = texts(false);
            let is_told_apart = short.iter().any(|text| *text != short[0]);
            found.push(Difference { field, values: if is_told_apart { short } else { texts(true) } });
        }
    }
}

/// The fields of records of the same kind, some of which may leave out all that is usual. Two kinds of one thing, such as
/// two optimisers, have none in common.
fn common_keys<'a>(values: &[&'a Value]) -> Option<BTreeSet<&'a String>> {
    let mut records = Vec::new();
    for value in values {
        match value {
            Value::Object(fields) => records.push(fields),
            Value::Null => {}
            _ => return None,
        }
    }
    let first = *records.first()?;
    let is_kind = |fields: &Map<String, Value>| fields.keys().any(|key| key.starts_with(char::is_uppercase));
    // Where a kind of something stands beside nothing, it is the whole that differs.
    let is_partly_absent = records.len() < values.len();
    let shares = |fields: &Map<String, Value>| first.keys().any(|key| fields.contains_key(key));
    if (is_partly_absent && is_kind(first)) || !records.iter().all(|fields| shares(fields)) {
        return None;
    }
    Some(records.into_iter().flat_map(Map::keys).collect())
}

fn is_plain(items: &[Value]) -> bool {
    !items.iter().any(|item| item.is_object() || item.is_array())
}

/// A value in short: lists of layers by their names alone.
fn text(value: &Value, is_exact: bool) -> Option<String> {
    let short = |value: &Value| text(value, is_exact).unwrap_or_else(|| "–".to_owned());
    match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(match number.as_f64().filter(|_| number.is_f64()) {
            // Single precision as it was written: 0.01, not 0.009999999776482582.
            Some(value) if is_exact && f64::from(value as f32).to_bits() != value.to_bits() => value.to_string(),
            // 1/255 and 4/3 are as good in six digits.
            Some(value) => rounded(value),
            None => number.to_string(),
        }),
        Value::String(string) => Some(string.clone()),
        // Heights and widths, and other pairs of whole numbers.
        Value::Array(values) if values.len() == 2 && values.iter().all(Value::is_u64) => {
            Some(format!("{} × {}", values[0], values[1]))
        }
        Value::Array(values) => {
            let item = |value: &Value| match value {
                Value::Object(fields) if fields.len() > 1 => format!("({})", short(value)),
                _ => name(value).unwrap_or_else(|| short(value)),
            };
            Some(values.iter().map(item).collect::<Vec<_>>().join(", "))
        }
        Value::Object(fields) => {
            let parts = fields.iter().map(|(key, value)| match value {
                Value::Object(inner) if inner.is_empty() => key.clone(),
                Value::Object(_) => format!("{key}({})", short(value)),
                _ => format!("{key}: {}", short(value)),
            });
            Some(parts.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A number in at most six digits, without those that say nothing.
fn rounded(value: f64) -> String {
    let short = (value as f32).to_string();
    if short.bytes().filter(u8::is_ascii_digit).count() <= 7 || value == 0.0 || !value.is_finite() {
        return short;
    }
    let decimals = (5 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// `Conv2D` of `{"Conv2D": {…}}`.
fn name(value: &Value) -> Option<String> {
    let fields = value.as_object().filter(|fields| fields.len() == 1)?;
    fields.keys().next().cloned()
}
