"""Records what Keras Applications' MobileNetV2 makes of a picture with random weights, as mobilenet_v2.json beside this file.

pip install keras jax
KERAS_BACKEND=jax python make_mobilenet_v2.py

No weights are needed and none are kept: they follow from the position of a tensor, by a rule that the test knows, too.
"""

import json
import math
from pathlib import Path

import keras
import numpy as np

HEIGHT, WIDTH = 65, 96


def bits(seed, count):
    """The upper 32 bits of a linear congruential generator, so many."""
    state, found = seed, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        found.append(state >> 32)
    return np.array(found, np.uint32)


def values(kind, shape, seed):
    """Kernels as by He's rule; normalisations near the usual ones."""
    unit = (bits(seed, math.prod(shape)) >> 8).astype(np.float32) / np.float32(2**24)
    if kind == "kernel":
        inputs = shape[0] * shape[1] * (1 if shape[3] == 1 else shape[2])
        unit = np.float32(math.sqrt(6 / inputs)) * (2 * unit - 1)
    elif kind in ("beta", "moving_mean"):
        unit = unit - np.float32(0.5)
    else:
        unit = unit + np.float32(0.5)
    return unit.reshape(shape)


network = keras.applications.MobileNetV2(input_shape=(HEIGHT, WIDTH, 3), include_top=False, weights=None)
tensors, seed = [], 0
for layer in network.layers:
    for variable in layer.weights:
        variable.assign(values(variable.name, tuple(variable.shape), seed))
        tensors.append([layer.name, variable.name, list(variable.shape), seed])
        seed += 1
pixels = (bits(7, HEIGHT * WIDTH * 3) >> 24).astype(np.float32).reshape(1, HEIGHT, WIDTH, 3)
features = np.asarray(network(keras.applications.mobilenet_v2.preprocess_input(pixels.copy()))).mean((1, 2))[0]
recorded = {
    "height": HEIGHT,
    "width": WIDTH,
    "tensors": tensors,
    "features": [float(f"{value:.6g}") for value in features],
}
Path(__file__).with_name("mobilenet_v2.json").write_text(json.dumps(recorded, separators=(",", ":")) + "\n")
print(len(tensors), "tensors, features", features.min(), features.max())
