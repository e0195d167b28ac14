"""Records the features that EfficientNet-Lite0 has in PyTorch, as efficientnet_lite0.json beside this file.

python make.py WHEEL    (the wheel that assets/pretrained/make.py names; made with torch 2.15.0)

The model is efficientnet-lite-pytorch 0.1.0's, in single precision, padded for each picture's own
size. Pixels are the upper bits of a linear congruential generator.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite_pytorch import EfficientNet

HERE = Path(__file__).parent
ASSETS = HERE.parents[3] / "assets" / "pretrained"
sys.path.insert(0, str(ASSETS))
import make as asset  # noqa: E402


def pixels(state, count):
    values = []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        values.append(state >> 56)
    return np.array(values, np.float32)


def rounded(values):
    return [float(f"{value:.7g}") for value in np.asarray(values, np.float32).ravel()]


def record(state, height, width, start):
    model = EfficientNet.from_name("efficientnet-lite0", image_size=(height, width))
    model.load_state_dict(state)
    model.eval()
    x = pixels(start, height * width * 3).reshape(1, height, width, 3)
    with torch.inference_mode():
        maps = model.extract_features(torch.from_numpy((x - 127) / 128).permute(0, 3, 1, 2))
    return {
        "height": height,
        "width": width,
        "pixels_from": start,
        "features": rounded(maps.mean((2, 3))),
        "maps_sum": float(maps.double().sum()),
        "maps_of_first_feature": rounded(maps[0, 0]),
    }


def main():
    state = asset.original(Path(sys.argv[1]))
    weights = (ASSETS / "efficientnet_lite0.safetensors").read_bytes()
    found = {
        "weights_sha256": hashlib.sha256(weights).hexdigest(),
        "pictures": [record(state, *size) for size in [(64, 64, 1), (45, 70, 2), (128, 96, 3)]],
    }
    (HERE / "efficientnet_lite0.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
