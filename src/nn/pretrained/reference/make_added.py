"""Records what timm and torchvision make of pictures with random weights, as added.json beside this file.

pip install torch torchvision timm
python make_added.py

No weights are needed and none are kept: they follow from the seed of a network and from the order of its tensors, by a rule
that the tests know, too. The names and shapes of the tensors are those of the networks' own state_dict.
"""

import json
import math
from pathlib import Path

import numpy as np
import timm
import torch
import torchvision

HERE = Path(__file__).parent
HEIGHT, WIDTH = 65, 96
NETWORKS = {
    "efficientnet_lite0": lambda: timm.create_model("tf_efficientnet_lite0"),
    "efficientnet_lite0_pytorch": lambda: timm.create_model("efficientnet_lite0"),
    "mobilenet_v2_pytorch": lambda: torchvision.models.mobilenet_v2(),
    "resnet18": lambda: torchvision.models.resnet18(),
    "resnet50": lambda: torchvision.models.resnet50(),
}
IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])


def bits(seed, count):
    """The upper 32 bits of a linear congruential generator, so many."""
    state, found = seed, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        found.append(state >> 32)
    return np.array(found, np.uint32)


def values(name, shape, seed):
    """Kernels as by He's rule; normalisations near the usual ones."""
    count = math.prod(shape)
    unit = (bits(seed, count) >> 8).astype(np.float32) / np.float32(2**24)
    if len(shape) == 4:
        limit = np.float32(math.sqrt(6 / math.prod(shape[1:])))
        unit = limit * (2 * unit - 1)
    elif name.endswith(("bias", "running_mean")):
        unit = unit - np.float32(0.5)
    else:
        unit = unit + np.float32(0.5)
    return unit.reshape(shape)


def record(name):
    network = NETWORKS[name]().eval()
    state = network.state_dict()
    kept = {}
    tensors = []
    for seed, (tensor, value) in enumerate(state.items()):
        if value.ndim == 0 or tensor.startswith(("classifier.", "fc.")):
            continue
        kept[tensor] = torch.from_numpy(values(tensor, tuple(value.shape), seed))
        tensors.append([tensor, list(value.shape), seed])
    network.load_state_dict({**state, **kept})
    mean, std = ([0.5] * 3, [0.5] * 3) if name == "efficientnet_lite0" else IMAGENET
    pixels = (bits(7, HEIGHT * WIDTH * 3) >> 24).astype(np.float32).reshape(HEIGHT, WIDTH, 3)
    x = (torch.from_numpy(pixels) / 255 - torch.tensor(mean)) / torch.tensor(std)
    x = x.permute(2, 0, 1)[None]
    with torch.inference_mode():
        if hasattr(network, "forward_features"):
            maps = network.forward_features(x)
        elif name == "mobilenet_v2_pytorch":
            maps = network.features(x)
        else:
            maps = torch.nn.Sequential(*list(network.children())[:-2])(x)
    features = maps.mean((2, 3))[0]
    return {"name": name, "tensors": tensors, "features": [float(f"{value:.6g}") for value in features]}


def main():
    recorded = {"height": HEIGHT, "width": WIDTH, "networks": [record(name) for name in NETWORKS]}
    (HERE / "added.json").write_text(json.dumps(recorded, separators=(",", ":")) + "\n")
    for network in recorded["networks"]:
        features = np.array(network["features"])
        print(network["name"], len(network["tensors"]), "tensors, features", features.min(), features.max())


if __name__ == "__main__":
    main()
