//! Fields of a configuration in words, and their values as the language writes them.

use crate::text::{CurvesText, Language};

/// The name of a field such as `network.layers[3].Conv2D.filters`: "Layer 4 (Conv2D): filters".
pub fn field_name(language: Language, field: &str) -> String {
    let parts: Vec<&str> = field.split('.').collect();
    let leaf =
        |name: &str| leaf_text(name).map_or_else(|| name.replace('_', " "), |text| language.text(text).to_owned());
    match parts[..] {
        ["network", list, kind, ref rest @ ..] if list.starts_with("layers[") => {
            let n = place(list) + 1;
            let layer = language.fill(CurvesText::Layer, &[("n", &n), ("kind", &kind)]);
            joined(&layer, rest.first().map(|name| leaf(name)))
        }
        ["network", list] if list.starts_with("layers[") => {
            language.fill(CurvesText::Layer, &[("n", &(place(list) + 1)), ("kind", &"…")])
        }
        [list, kind, ref rest @ ..] if list.starts_with("callbacks[") => {
            joined(kind, rest.first().map(|name| leaf(name)))
        }
        [list] if list.starts_with("callbacks[") => language.text(CurvesText::Callbacks).to_owned(),
        ["training", "optimizer", kind, ref rest @ ..] => {
            let optimizer = format!("{} ({kind})", language.text(CurvesText::Optimizer));
            joined(&optimizer, rest.first().map(|name| leaf(name)))
        }
        ["augmentation", group @ ("random_resized_crop" | "color_jitter" | "random_erasing"), name] => {
            capitalised(&joined(&leaf(group), Some(leaf(name))))
        }
        _ => capitalised(&leaf(parts.last().copied().unwrap_or_default())),
    }
}

/// Fields that name something that a run may do without.
const OPTIONAL: [&str; 2] = ["data.overlay", "data.test_source"];

/// The value of a field as it is shown; `None` is what is usual.
pub fn value_text(language: Language, field: &str, value: Option<&str>) -> String {
    let number = |text: &str| text.parse::<f64>().is_ok().then(|| language.point_in(text));
    match value {
        None if OPTIONAL.contains(&field) => language.text(CurvesText::Without).to_owned(),
        None => language.text(CurvesText::Usual).to_owned(),
        Some("true") => language.text(CurvesText::Yes).to_owned(),
        Some("false") => language.text(CurvesText::No).to_owned(),
        Some("") => "–".to_owned(),
        Some(text) => {
            let numbers: Option<Vec<String>> = text.split(", ").map(number).collect();
            numbers.map_or_else(|| text.to_owned(), |numbers| numbers.join("; "))
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn joined(head: &str, leaf: Option<String>) -> String {
    leaf.map_or_else(|| head.to_owned(), |leaf| format!("{head}: {leaf}"))
}

/// The number in `layers[3]`.
fn place(list: &str) -> usize {
    list.split(['[', ']']).nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn leaf_text(name: &str) -> Option<CurvesText> {
    let name = name.split('[').next().unwrap_or_default();
    Some(match name {
        "preset" => CurvesText::Preset,
        "seed" => CurvesText::Seed,
        "batch_size" => CurvesText::BatchSize,
        "epochs" => CurvesText::EpochsWanted,
        "optimizer" => CurvesText::Optimizer,
        "layers" => CurvesText::Layers,
        "callbacks" => CurvesText::Callbacks,
        "learning_rate" => CurvesText::Rate,
        "momentum" => CurvesText::Momentum,
        "nesterov" => CurvesText::Nesterov,
        "rho" => CurvesText::Rho,
        "beta_1" => CurvesText::BetaOne,
        "beta_2" => CurvesText::BetaTwo,
        "epsilon" => CurvesText::Epsilon,
        "input" => CurvesText::Input,
        "filters" => CurvesText::Filters,
        "kernel_size" => CurvesText::KernelSize,
        "strides" => CurvesText::Strides,
        "padding" => CurvesText::Padding,
        "activation" => CurvesText::ActivationFunction,
        "use_bias" => CurvesText::UseBias,
        "pool_size" => CurvesText::PoolSize,
        "rate" => CurvesText::DropoutRate,
        "units" => CurvesText::Units,
        "validation_share" => CurvesText::ValidationShare,
        "test_share" => CurvesText::TestShare,
        "test_source" => CurvesText::TestSource,
        "leave_out_unlabelled" => CurvesText::LeaveOutUnlabelled,
        "split_seed" => CurvesText::SplitSeed,
        "stratify" => CurvesText::Stratify,
        "exif_orientation" => CurvesText::Exif,
        "resize" => CurvesText::Resize,
        "source" | "Path" | "Drawings" | "count" => CurvesText::Source,
        "overlay" => CurvesText::Overlay,
        "form" => CurvesText::Form,
        "rotation_range" => CurvesText::Rotation,
        "width_shift_range" => CurvesText::WidthShift,
        "height_shift_range" => CurvesText::HeightShift,
        "shear_range" => CurvesText::Shear,
        "zoom_range" => CurvesText::Zoom,
        "horizontal_flip" => CurvesText::HorizontalFlip,
        "vertical_flip" => CurvesText::VerticalFlip,
        "brightness_range" => CurvesText::Brightness,
        "channel_shift_range" => CurvesText::ChannelShift,
        "fill_mode" => CurvesText::FillMode,
        "cval" => CurvesText::FillValue,
        "rescale" => CurvesText::Rescale,
        "monitor" => CurvesText::Monitor,
        "min_delta" => CurvesText::MinDelta,
        "patience" => CurvesText::Patience,
        "baseline" => CurvesText::Baseline,
        "start_from_epoch" => CurvesText::StartFromEpoch,
        "mode" => CurvesText::ModeOf,
        "factor" => CurvesText::Factor,
        "cooldown" => CurvesText::Cooldown,
        "min_lr" => CurvesText::MinRate,
        "weight_decay" => CurvesText::WeightDecay,
        "exclude_from_weight_decay" => CurvesText::DecayExcluded,
        "use_ema" => CurvesText::UseEma,
        "ema_momentum" => CurvesText::EmaMomentum,
        "label_smoothing" => CurvesText::LabelSmoothing,
        "validation_freq" => CurvesText::ValidationFreq,
        "progressive_resizing" => CurvesText::Resizing,
        "size" => CurvesText::PictureSize,
        "mirror_averaging" => CurvesText::MirrorAveraging,
        "initial_learning_rate" => CurvesText::InitialRate,
        "decay_steps" => CurvesText::DecaySteps,
        "alpha" => CurvesText::Alpha,
        "warmup_target" => CurvesText::WarmupTarget,
        "warmup_steps" => CurvesText::WarmupSteps,
        "random_resized_crop" => CurvesText::Crop,
        "scale" => CurvesText::AreaShare,
        "ratio" => CurvesText::AspectRatio,
        "color_jitter" => CurvesText::Jitter,
        "brightness" => CurvesText::JitterBrightness,
        "contrast" => CurvesText::Contrast,
        "saturation" => CurvesText::Saturation,
        "random_erasing" => CurvesText::Erasing,
        "p" => CurvesText::ErasedShare,
        "value" => CurvesText::ErasedLevel,
        "name" => CurvesText::PretrainedName,
        "trainable" => CurvesText::Trainable,
        "restore_best_weights" => CurvesText::Restore,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{PRESETS, preset};

    #[test]
    fn fields_are_named_in_both_languages() {
        for (field, english, portuguese) in [
            ("network.layers[3].Conv2D.filters", "Layer 4 (Conv2D): filters", "Camada 4 (Conv2D): filtros"),
            ("network.layers", "Layers", "Camadas"),
            (
                "training.optimizer.SGD.learning_rate",
                "Optimizer (SGD): learning rate",
                "Otimizador (SGD): taxa de aprendizado",
            ),
            ("training.batch_size", "Batch size", "Tamanho do lote"),
            ("callbacks[0].EarlyStopping.patience", "EarlyStopping: patience", "EarlyStopping: paciência"),
            ("augmentation.form", "Form of augmentation", "Forma do aumento de dados"),
            ("data.source.Path", "Photos", "Fotos"),
            ("training.label_smoothing", "Label smoothing", "Suavização dos rótulos"),
            ("prediction.mirror_averaging", "Mean with the mirror image", "Média com a imagem espelhada"),
            (
                "augmentation.random_resized_crop.scale",
                "Random crop: share of the area",
                "Recorte aleatório: parte da área",
            ),
        ] {
            assert_eq!(field_name(Language::English, field), english);
            assert_eq!(field_name(Language::Portuguese, field), portuguese);
        }
    }

    #[test]
    fn values_are_written_as_the_language_writes_them() {
        for (value, english, portuguese) in [
            (None, "default", "padrão"),
            (Some("0.00392157"), "0.00392157", "0,00392157"),
            (Some("0.75, 1.33333"), "0.75; 1.33333", "0,75; 1,33333"),
            (Some("false"), "no", "não"),
            (Some("photos.v2"), "photos.v2", "photos.v2"),
            (Some(""), "–", "–"),
        ] {
            assert_eq!(value_text(Language::English, "augmentation.rescale", value), english);
            assert_eq!(value_text(Language::Portuguese, "augmentation.rescale", value), portuguese);
        }
        assert_eq!(value_text(Language::English, "data.overlay", None), "none");
    }

    /// The last parts of all paths below a value.
    fn leaves(value: &serde_json::Value, name: &str, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) if !fields.is_empty() => {
                for (name, value) in fields {
                    leaves(value, name, found);
                }
            }
            serde_json::Value::Array(values) if values.iter().any(serde_json::Value::is_object) => {
                for value in values {
                    leaves(value, name, found);
                }
            }
            _ => found.push(name.to_owned()),
        }
    }

    #[test]
    fn every_field_of_the_presets_has_a_name() {
        let mut found = Vec::new();
        for name in PRESETS {
            let config = preset(name).expect("it is embedded");
            leaves(&serde_json::to_value(config).expect("plain data"), "", &mut found);
        }
        found.retain(|name| leaf_text(name).is_none() && !name.starts_with(char::is_uppercase));
        assert!(found.is_empty(), "{found:?}");
    }
}
