//! Names of files that callbacks write: below the run's folder, with places such as Python's
//! `{epoch:02d}-{val_loss:.2f}` filled in.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::CallbackError;
use crate::config::Metric;
use crate::run::{ANY, OWN_FILES};
use crate::train::metrics::Logs;

/// A file's name, perhaps with places to fill in. It lies inside the run's folder and is none of the run's own files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileName(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Piece {
    Text(String),
    Epoch { width: usize, zeros: bool },
    Value { metric: Metric, decimals: Option<usize> },
}

/// Why a callback cannot write a file of this name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameFault {
    /// Weights are written in another format only.
    #[error("weights are written as safetensors; end the name in .safetensors")]
    NotSafetensors,
    /// A brace without its counterpart.
    #[error("its braces do not match")]
    Braces,
    /// A place that no value fills.
    #[error("{{{0}}} cannot be filled in; use {{epoch}}, {{epoch:02d}}, or a metric such as {{val_loss:.4f}}")]
    Place(String),
    /// The last part is no file's name.
    #[error("it names no file")]
    NoFile,
    /// The file would not lie in the run's folder.
    #[error("it must lie inside the run's folder: a relative path without '..'")]
    Outside,
    /// One of the run's own files has this name.
    #[error("the run itself writes a file of that name")]
    OwnFile,
}

impl FileName {
    /// A name without places to fill in.
    pub(super) fn plain(callback: &'static str, name: &str) -> Result<PathBuf, CallbackError> {
        check_place(callback, name)?;
        Ok(PathBuf::from(name))
    }

    /// A name of Python's format: `{epoch}`, `{epoch:02d}`, `{val_loss}`, `{val_loss:.4f}`; `{{` and `}}` are braces.
    pub(super) fn template(callback: &'static str, text: &str, has_validation: bool) -> Result<Self, CallbackError> {
        check_place(callback, text)?;
        let refuse = |reason| CallbackError::FileName { callback, name: text.to_owned(), reason };
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain += &rest[..at];
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some(after) = rest.strip_prefix("}}") {
                plain.push('}');
                rest = after;
            } else {
                let (field, after) = rest
                    .strip_prefix('{')
                    .and_then(|inside| inside.split_once('}'))
                    .ok_or_else(|| refuse(NameFault::Braces))?;
                let piece =
                    field_piece(field, has_validation).ok_or_else(|| refuse(NameFault::Place(field.to_owned())))?;
                pieces.extend([Piece::Text(std::mem::take(&mut plain)), piece]);
                rest = after;
            }
        }
        plain += rest;
        pieces.push(Piece::Text(plain));
        Ok(Self(pieces))
    }

    /// The name for this epoch.
    pub(super) fn fill_in(&self, epoch: usize, logs: &Logs) -> PathBuf {
        let mut name = String::new();
        for piece in &self.0 {
            // Writing to a string cannot fail.
            let _ = match piece {
                Piece::Text(text) => write!(name, "{text}"),
                Piece::Epoch { width, zeros: true } => write!(name, "{epoch:0width$}"),
                Piece::Epoch { width, zeros: false } => write!(name, "{epoch:width$}"),
                Piece::Value { metric, decimals } => match (logs.get(*metric), decimals) {
                    (Some(value), Some(decimals)) => write!(name, "{value:.decimals$}"),
                    (Some(value), None) => write!(name, "{value}"),
                    (None, _) => write!(name, "NA"),
                },
            };
        }
        PathBuf::from(name)
    }

    /// The names for all epochs as one, with [`ANY`] for each place.
    pub(super) fn pattern(&self) -> PathBuf {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Epoch { .. } | Piece::Value { .. } => ANY.to_string(),
        };
        self.0.iter().map(piece).collect::<String>().into()
    }
}

fn field_piece(field: &str, has_validation: bool) -> Option<Piece> {
    let (name, format) = field.split_once(':').unwrap_or((field, ""));
    if name == "epoch" {
        let digits = format.strip_suffix('d').unwrap_or(format);
        let width = if digits.is_empty() { 0 } else { digits.parse().ok().filter(|width| *width <= 20)? };
        return Some(Piece::Epoch { width, zeros: digits.starts_with('0') });
    }
    let metric: Metric = name.parse().ok()?;
    if !has_validation && matches!(metric, Metric::ValLoss | Metric::ValAccuracy) {
        return None;
    }
    let decimals = match format {
        "" => None,
        "f" => Some(6),
        _ => Some(format.strip_prefix('.')?.strip_suffix('f')?.parse().ok().filter(|decimals| *decimals <= 20)?),
    };
    Some(Piece::Value { metric, decimals })
}

fn check_place(callback: &'static str, name: &str) -> Result<(), CallbackError> {
    let refuse = |reason| CallbackError::FileName { callback, name: name.to_owned(), reason };
    let parts: Vec<Component<'_>> = Path::new(name).components().collect();
    if parts.is_empty() || name.ends_with('/') {
        return Err(refuse(NameFault::NoFile));
    }
    let inside = parts.iter().all(|part| matches!(part, Component::Normal(_)));
    if !inside || name.contains(['\\', '\0']) {
        return Err(refuse(NameFault::Outside));
    }
    if OWN_FILES.iter().any(|own| parts[0].as_os_str().eq_ignore_ascii_case(own)) {
        return Err(refuse(NameFault::OwnFile));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::metrics::logs;

    fn filled(template: &str) -> Option<String> {
        let name = FileName::template("ModelCheckpoint", template, true).ok()?;
        let path = name.fill_in(3, &logs(0.5, 0.25, Some((0.123_456, 0.75)), 0.01));
        path.to_str().map(str::to_owned)
    }

    #[test]
    fn places_are_filled_in_as_in_python() {
        for (template, name) in [
            ("model.safetensors", "model.safetensors"),
            ("{epoch}.safetensors", "3.safetensors"),
            ("{epoch:02d}-{val_loss:.2f}.safetensors", "03-0.12.safetensors"),
            ("{epoch:4d}.safetensors", "   3.safetensors"),
            ("a/{val_acc}/{loss:f}", "a/0.75/0.500000"),
            ("{{{epoch}}}", "{3}"),
        ] {
            assert_eq!(filled(template).as_deref(), Some(name), "{template}");
        }
    }

    #[test]
    fn places_that_cannot_be_filled_in_are_refused() {
        for template in ["{f1}", "{epoch:x}", "{val_loss:d}", "{epoch", "epoch}", "{}", "{val_loss:.999f}"] {
            assert_eq!(filled(template), None, "{template}");
        }
    }

    #[test]
    fn names_outside_the_folder_or_of_the_runs_own_files_are_refused() {
        for name in
            ["", "/etc/log.csv", "../log.csv", "a/../../log.csv", "a\\b", "history.csv", "Last.safetensors", "logs/"]
        {
            assert!(FileName::plain("CSVLogger", name).is_err(), "{name}");
        }
        assert!(FileName::plain("CSVLogger", "logs/training.csv").is_ok());
    }
}
