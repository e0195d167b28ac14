//! What other programs call the layers and tensors of the networks here, in which order they keep their numbers, and how they
//! normalise pixels: timm and torchvision, which are PyTorch, and Keras Applications.

use crate::config::PretrainedName;

/// Whose names and orders a network's files have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// `layer.weight`; kernels are out, in, height, width.
    Pytorch,
    /// `layer/kernel`; kernels are height, width, in, out.
    Keras,
}

impl Program {
    /// The one whose files have this network.
    pub fn of(name: PretrainedName) -> Self {
        match name {
            PretrainedName::MobilenetV2 => Self::Keras,
            PretrainedName::EfficientnetLite0
            | PretrainedName::EfficientnetLite0Pytorch
            | PretrainedName::MobilenetV2Pytorch
            | PretrainedName::Resnet18
            | PretrainedName::Resnet50 => Self::Pytorch,
        }
    }

    /// The name of a layer's tensor of this kind, such as `kernel` or `gamma`.
    pub fn tensor(self, layer: &str, kind: &str) -> String {
        let pytorch = match kind {
            "kernel" | "gamma" => "weight",
            "beta" => "bias",
            "moving_mean" => "running_mean",
            "moving_variance" => "running_var",
            other => other,
        };
        match self {
            Self::Pytorch => format!("{layer}.{pytorch}"),
            Self::Keras => format!("{layer}/{kind}"),
        }
    }
}

/// The names of the layers with weights, convolutions and batch normalisations, in the order of [`architecture`](super::architecture).
pub fn layer_names(name: PretrainedName) -> Vec<String> {
    match name {
        PretrainedName::EfficientnetLite0 | PretrainedName::EfficientnetLite0Pytorch => efficientnet(),
        PretrainedName::MobilenetV2 => mobilenet_v2_of_keras(),
        PretrainedName::MobilenetV2Pytorch => mobilenet_v2(),
        PretrainedName::Resnet18 => resnet([2, 2, 2, 2], 2),
        PretrainedName::Resnet50 => resnet([3, 4, 6, 3], 3),
    }
}

/// The beginning of the names of tensors that are left out: the classifier's.
pub fn classifier(name: PretrainedName) -> &'static str {
    match name {
        PretrainedName::EfficientnetLite0
        | PretrainedName::EfficientnetLite0Pytorch
        | PretrainedName::MobilenetV2Pytorch => "classifier.",
        PretrainedName::MobilenetV2 => "predictions/",
        PretrainedName::Resnet18 | PretrainedName::Resnet50 => "fc.",
    }
}

/// Means and deviations of the three channels of pixels from 0 to 1 that the network was trained with.
pub fn pixels(name: PretrainedName) -> [[f32; 3]; 2] {
    match name {
        PretrainedName::EfficientnetLite0 | PretrainedName::MobilenetV2 => [[0.5; 3], [0.5; 3]],
        _ => [[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]],
    }
}

fn owned<const N: usize>(names: [&str; N]) -> impl Iterator<Item = String> {
    names.map(str::to_owned).into_iter()
}

/// timm's names.
fn efficientnet() -> Vec<String> {
    let stages = [1, 2, 2, 3, 3, 4, 1];
    let mut names: Vec<String> = owned(["conv_stem", "bn1"]).collect();
    for (stage, blocks) in stages.into_iter().enumerate() {
        let inside: &[&str] = match stage {
            0 => &["conv_dw", "bn1", "conv_pw", "bn2"],
            _ => &["conv_pw", "bn1", "conv_dw", "bn2", "conv_pwl", "bn3"],
        };
        for block in 0..blocks {
            names.extend(inside.iter().map(|layer| format!("blocks.{stage}.{block}.{layer}")));
        }
    }
    names.extend(owned(["conv_head", "bn2"]));
    names
}

/// torchvision's names.
fn mobilenet_v2() -> Vec<String> {
    const BLOCKS: usize = 17;
    let mut names: Vec<String> = owned(["features.0.0", "features.0.1"]).collect();
    for block in 1..=BLOCKS {
        let inside: &[&str] = match block {
            1 => &["0.0", "0.1", "1", "2"],
            _ => &["0.0", "0.1", "1.0", "1.1", "2", "3"],
        };
        names.extend(inside.iter().map(|layer| format!("features.{block}.conv.{layer}")));
    }
    names.extend(owned(["features.18.0", "features.18.1"]));
    names
}

/// Names of Keras Applications.
fn mobilenet_v2_of_keras() -> Vec<String> {
    const LAST: usize = 16;
    let mut names: Vec<String> = owned(["Conv1", "bn_Conv1"]).collect();
    for block in 0..=LAST {
        let (at, inside): (_, &[&str]) = match block {
            0 => ("expanded_conv".to_owned(), &["depthwise", "project"]),
            _ => (format!("block_{block}"), &["expand", "depthwise", "project"]),
        };
        names.extend(inside.iter().flat_map(|layer| [format!("{at}_{layer}"), format!("{at}_{layer}_BN")]));
    }
    names.extend(owned(["Conv_1", "Conv_1_bn"]));
    names
}

/// torchvision's names, which are timm's, too.
fn resnet(stages: [usize; 4], convolutions: usize) -> Vec<String> {
    let mut names: Vec<String> = owned(["conv1", "bn1"]).collect();
    for (stage, blocks) in (1..).zip(stages) {
        for block in 0..blocks {
            let at = format!("layer{stage}.{block}");
            for number in 1..=convolutions {
                names.extend([format!("{at}.conv{number}"), format!("{at}.bn{number}")]);
            }
            // The first stage of ResNet-18 keeps its input's shape.
            if block == 0 && (stage > 1 || convolutions == 3) {
                names.extend([format!("{at}.downsample.0"), format!("{at}.downsample.1")]);
            }
        }
    }
    names
}
