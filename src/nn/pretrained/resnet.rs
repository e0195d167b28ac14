//! Residual networks (He et al. 2015, table 1) up to their feature maps, with the stride in the 3x3 convolution, as torchvision
//! has them.

use super::Architecture;
use super::layers::{Norm, Pad, activation, convolution, zeros};
use crate::config::{Activation, LayerConfig, Padding};

/// Blocks of each stage.
const STAGES_18: [usize; 4] = [2, 2, 2, 2];
const STAGES_50: [usize; 4] = [3, 4, 6, 3];
/// Filters of the first stage; each other has twice as many as the one before.
const FILTERS: usize = 64;
/// How many times wider a bottleneck block's result is.
const EXPANSION: usize = 4;

/// The layers of ResNet-18, whose blocks are two 3x3 convolutions.
pub fn resnet18(norm: Norm) -> Architecture {
    architecture(STAGES_18, 1, norm, |filters, stride| {
        let mut layers = convolution(filters, 3, stride, Pad::Pytorch);
        layers.extend([norm.layer(), activation(Activation::Relu)]);
        layers.extend(convolution(filters, 3, 1, Pad::Pytorch));
        layers.push(norm.layer());
        layers
    })
}

/// The layers of ResNet-50, whose blocks are 1x1, 3x3 and 1x1 convolutions.
pub fn resnet50(norm: Norm) -> Architecture {
    architecture(STAGES_50, EXPANSION, norm, |filters, stride| {
        let mut layers = Vec::new();
        for (filters, kernel, stride) in [(filters, 1, 1), (filters, 3, stride)] {
            layers.extend(convolution(filters, kernel, stride, Pad::Pytorch));
            layers.extend([norm.layer(), activation(Activation::Relu)]);
        }
        layers.extend(convolution(EXPANSION * filters, 1, 1, Pad::Pytorch));
        layers.push(norm.layer());
        layers
    })
}

fn architecture(
    stages: [usize; 4],
    expansion: usize,
    norm: Norm,
    inside: impl Fn(usize, usize) -> Vec<LayerConfig>,
) -> Architecture {
    let mut stem = convolution(FILTERS, 7, 2, Pad::Pytorch);
    // After ReLU zeros around the picture are never the largest where something else is not 0.
    let pooling = LayerConfig::MaxPooling2D { pool_size: (3, 3), strides: Some((2, 2)), padding: Padding::Valid };
    stem.extend([norm.layer(), activation(Activation::Relu), zeros(1), pooling]);
    let mut blocks = Vec::new();
    let mut channels = FILTERS;
    for (stage, count) in stages.into_iter().enumerate() {
        let filters = FILTERS << stage;
        for block in 0..count {
            let stride = if block == 0 && stage > 0 { 2 } else { 1 };
            let mut shortcut = Vec::new();
            if stride > 1 || channels != filters * expansion {
                shortcut.extend(convolution(filters * expansion, 1, stride, Pad::Pytorch));
                shortcut.push(norm.layer());
            }
            channels = filters * expansion;
            let block = LayerConfig::Residual { layers: inside(filters, stride), shortcut };
            blocks.push(vec![block, activation(Activation::Relu)]);
        }
    }
    Architecture { stem, blocks, head: Vec::new() }
}
