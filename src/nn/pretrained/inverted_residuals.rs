//! Networks of inverted residual blocks (Sandler et al. 2018) up to their feature maps: `MobileNetV2` (table 2 there), and
//! EfficientNet-Lite0 (Liu & Tan 2020), which is EfficientNet-B0 (Tan & Le 2019, table 1) with ReLU6 and without
//! squeeze-and-excitation.

use super::Architecture;
use super::layers::{Norm, Pad, activation, convolution, depthwise};
use crate::config::{Activation, LayerConfig};

/// A stage of blocks.
struct Stage {
    /// How many times wider a block is inside than its input.
    expansion: usize,
    kernel: usize,
    /// Of the first block; the others have 1.
    stride: usize,
    filters: usize,
    blocks: usize,
}

const EFFICIENTNET_LITE0: [Stage; 7] = [
    Stage { expansion: 1, kernel: 3, stride: 1, filters: 16, blocks: 1 },
    Stage { expansion: 6, kernel: 3, stride: 2, filters: 24, blocks: 2 },
    Stage { expansion: 6, kernel: 5, stride: 2, filters: 40, blocks: 2 },
    Stage { expansion: 6, kernel: 3, stride: 2, filters: 80, blocks: 3 },
    Stage { expansion: 6, kernel: 5, stride: 1, filters: 112, blocks: 3 },
    Stage { expansion: 6, kernel: 5, stride: 2, filters: 192, blocks: 4 },
    Stage { expansion: 6, kernel: 3, stride: 1, filters: 320, blocks: 1 },
];

const MOBILENET_V2: [Stage; 7] = [
    Stage { expansion: 1, kernel: 3, stride: 1, filters: 16, blocks: 1 },
    Stage { expansion: 6, kernel: 3, stride: 2, filters: 24, blocks: 2 },
    Stage { expansion: 6, kernel: 3, stride: 2, filters: 32, blocks: 3 },
    Stage { expansion: 6, kernel: 3, stride: 2, filters: 64, blocks: 4 },
    Stage { expansion: 6, kernel: 3, stride: 1, filters: 96, blocks: 3 },
    Stage { expansion: 6, kernel: 3, stride: 2, filters: 160, blocks: 3 },
    Stage { expansion: 6, kernel: 3, stride: 1, filters: 320, blocks: 1 },
];

const STEM_FILTERS: usize = 32;
const FEATURES: usize = 1280;

/// EfficientNet-Lite0's layers.
pub fn efficientnet_lite0(pad: Pad, norm: Norm) -> Architecture {
    architecture(&EFFICIENTNET_LITE0, pad, norm)
}

/// `MobileNetV2`'s layers.
pub fn mobilenet_v2(pad: Pad, norm: Norm) -> Architecture {
    architecture(&MOBILENET_V2, pad, norm)
}

fn architecture(stages: &[Stage], pad: Pad, norm: Norm) -> Architecture {
    let relu6 = || activation(Activation::Relu6);
    let mut stem = convolution(STEM_FILTERS, 3, 2, pad);
    stem.extend([norm.layer(), relu6()]);
    let mut blocks = Vec::new();
    let mut channels = STEM_FILTERS;
    for stage in stages {
        for block in 0..stage.blocks {
            let stride = if block == 0 { stage.stride } else { 1 };
            let mut inside = Vec::new();
            if stage.expansion > 1 {
                inside.extend(convolution(channels * stage.expansion, 1, 1, pad));
                inside.extend([norm.layer(), relu6()]);
            }
            inside.extend(depthwise(stage.kernel, stride, pad));
            inside.extend([norm.layer(), relu6()]);
            inside.extend(convolution(stage.filters, 1, 1, pad));
            inside.push(norm.layer());
            blocks.push(if stride == 1 && channels == stage.filters {
                vec![LayerConfig::Residual { layers: inside, shortcut: Vec::new() }]
            } else {
                inside
            });
            channels = stage.filters;
        }
    }
    let mut head = convolution(FEATURES, 1, 1, pad);
    head.extend([norm.layer(), relu6()]);
    Architecture { stem, blocks, head }
}
