"""Records Keras's layer results and Grad-CAM maps on the small reference network, as grad_cam.json beside this file.

python make.py tests/reference/network_sgd.json          (made with Keras 3.15.1 on TensorFlow 2.21)

The class's score is its logit; the weights are the means of its gradient over each feature map (Selvaraju et al. 2017).
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf


def layer(spec):
    if isinstance(spec, str):
        return keras.layers.Flatten() if spec == "flatten" else keras.layers.BatchNormalization()
    ((kind, value),) = spec.items()
    if kind == "conv2d":
        return keras.layers.Conv2D(value["filters"], value["kernel"], activation=value["activation"])
    if kind == "max_pooling2d":
        return keras.layers.MaxPooling2D(value)
    activation = None if value["activation"] == "softmax" else value["activation"]
    return keras.layers.Dense(value["units"], activation=activation)


source = json.loads(Path(sys.argv[1]).read_text())
layers = [layer(spec) for spec in source["layers"]]
model = keras.Sequential([keras.layers.Input(source["input"]), *layers])
for weight in source["weights"]:
    getattr(layers[weight["layer"]], weight["name"]).assign(np.reshape(weight["data"], weight["shape"]))
x = np.reshape(source["x"], (-1, *source["input"])).astype(np.float32)[:2]

maps = []
for picture in range(len(x)):
    for index, conv in enumerate(layers):
        if not isinstance(conv, keras.layers.Conv2D):
            continue
        for score in range(2):
            parts = keras.Model(model.inputs, [conv.output, model.outputs[0]])
            with tf.GradientTape() as tape:
                features, logits = parts(x[picture : picture + 1], training=False)
                tape.watch(features)
                # The rest of the network once more, from the watched feature maps on.
                y = features
                for later in layers[index + 1 :]:
                    y = later(y, training=False) if isinstance(later, keras.layers.BatchNormalization) else later(y)
                logit = y[0, score]
            gradient = tape.gradient(logit, features)[0]
            weights = tf.reduce_mean(gradient, axis=(0, 1))
            heat = tf.nn.relu(tf.reduce_sum(features[0] * weights, axis=-1)).numpy()
            values = [float(f"{value:.7g}") for value in heat.ravel()]
            maps.append({"picture": picture, "layer": index, "class": score, "shape": heat.shape, "values": values})

results = keras.Model(model.inputs, [each.output for each in layers])(x[:1], training=False)
means = [[float(np.mean(result)), float(np.std(result))] for result in results]
file = Path(__file__).with_name("grad_cam.json")
file.write_text(json.dumps({"keras": keras.__version__, "layers": means, "maps": maps}) + "\n")
