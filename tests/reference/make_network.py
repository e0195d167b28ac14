"""Computes network_sgd.json and network_rmsprop.json with Keras on TensorFlow.

python make_network.py OUT          (OUT is a folder; README.md beside this file names the versions)
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

BATCH, SIZE, STEPS = 4, 22, 10
TRAJECTORIES = {"sgd": (1, 2, 0.01), "rmsprop": (2, 3, 0.001)}
OPTIMIZERS = {"sgd": keras.optimizers.SGD, "rmsprop": keras.optimizers.RMSprop}


def layers(classes):
    return [
        {"conv2d": {"filters": 4, "kernel": 3, "activation": "relu"}},
        "batch_normalization",
        {"max_pooling2d": 2},
        {"conv2d": {"filters": 6, "kernel": 3, "activation": "relu"}},
        "batch_normalization",
        {"max_pooling2d": 2},
        "flatten",
        {"dense": {"units": 8, "activation": "relu"}},
        "batch_normalization",
        {"dense": {"units": classes, "activation": "softmax"}},
    ]


def keras_layer(description, dtype):
    match description:
        case {"conv2d": {"filters": filters, "kernel": kernel, "activation": activation}}:
            return keras.layers.Conv2D(filters, kernel, activation=activation, dtype=dtype)
        case {"dense": {"units": units, "activation": activation}}:
            return keras.layers.Dense(units, activation=activation, dtype=dtype)
        case {"max_pooling2d": size}:
            return keras.layers.MaxPooling2D(size, dtype=dtype)
        case "batch_normalization":
            return keras.layers.BatchNormalization(dtype=dtype)
        case "flatten":
            return keras.layers.Flatten(dtype=dtype)


def build(classes, dtype):
    stack = [keras_layer(description, dtype) for description in layers(classes)]
    return keras.Sequential([keras.layers.Input((SIZE, SIZE, 3), dtype=dtype), *stack])


def drawn(model, seed, classes):
    """Weights, pictures and labels: Keras's initial kernels, everything else from numpy's generator."""
    rng = np.random.default_rng(seed)
    weights = []
    for layer in model.layers:
        for variable in layer.weights:
            match variable.name:
                case "kernel":
                    value = variable.numpy()
                case "bias" | "beta":
                    value = rng.normal(0, 0.1, variable.shape)
                case "gamma":
                    value = 1 + rng.normal(0, 0.2, variable.shape)
                case "moving_mean":
                    value = rng.normal(0, 0.05, variable.shape)
                case "moving_variance":
                    value = 1 + 0.2 * rng.random(variable.shape)
            weights.append(value.astype(np.float32))
    pictures = rng.random((BATCH, SIZE, SIZE, 3)).astype(np.float32)
    return weights, pictures, rng.integers(0, classes, BATCH)


def loss_of(probabilities, labels):
    return tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, probabilities))


def step(model, x, labels):
    """A forward pass in training mode with its gradients; the moving statistics follow it."""
    with tf.GradientTape() as tape:
        probabilities = model(x, training=True)
        loss = loss_of(probabilities, labels)
    gradients = tape.gradient(loss, [variable.value for variable in model.trainable_variables])
    return probabilities, loss, gradients


def tensors(model, values):
    """Each value with its layer's place and its name, as `weights[i]` has them."""
    places = {id(variable): place for place, layer in enumerate(model.layers) for variable in layer.variables}
    return [
        {"layer": places[id(variable)], "name": variable.name, "data": np.asarray(value).ravel().tolist()}
        for variable, value in values
    ]


def computed(optimizer, weights, pictures, labels, dtype):
    _, classes, rate = TRAJECTORIES[optimizer]
    model, x = build(classes, dtype), pictures.astype(dtype)
    model.set_weights(weights)
    numbers = lambda tensor: np.asarray(tensor).ravel().tolist()

    probabilities = model(x, training=False)
    result = {"inference": {"probabilities": numbers(probabilities), "loss": float(loss_of(probabilities, labels))}}

    probabilities, loss, gradients = step(model, x, labels)
    moving = [(variable, variable) for variable in model.variables if variable.name.startswith("moving")]
    result["training_step"] = {
        "probabilities": numbers(probabilities),
        "loss": float(loss),
        "gradients": tensors(model, zip(model.trainable_variables, gradients)),
        "moving_after": tensors(model, moving),
    }

    model.set_weights(weights)
    update, losses = OPTIMIZERS[optimizer](rate), []
    for _ in range(STEPS):
        _, loss, gradients = step(model, x, labels)
        losses.append(float(loss))
        update.apply(gradients, model.trainable_variables)
    result["trajectory"] = {
        "optimizer": optimizer,
        "learning_rate": rate,
        "steps": STEPS,
        "losses": losses,
        "inference_probabilities_after": numbers(model(x, training=False)),
    }
    return result


def furthest(single, double):
    """How far single precision is from double: gradients as a share of the tensor's largest, losses relative."""
    distance = lambda a, b: np.abs(np.subtract(a, b)).max()
    pairs = zip(single["training_step"]["gradients"], double["training_step"]["gradients"])
    gradients = max(distance(a["data"], b["data"]) / np.abs(b["data"]).max() for a, b in pairs)
    a, b = (np.array(one["trajectory"]["losses"]) for one in (single, double))
    return gradients, (np.abs(a - b) / b).max()


def main():
    for optimizer, (seed, classes, _) in TRAJECTORIES.items():
        keras.utils.set_random_seed(seed)
        model = build(classes, "float32")
        weights, pictures, labels = drawn(model, seed, classes)
        result = computed(optimizer, weights, pictures, labels, "float32")
        gradients, trajectory = furthest(result, computed(optimizer, weights, pictures, labels, "float64"))
        variables = [variable for layer in model.layers for variable in layer.weights]
        named = tensors(model, zip(variables, weights))
        for entry, value in zip(named, weights):
            entry["shape"] = list(value.shape)
        file = {
            "made_with": f"Keras {keras.__version__}, TensorFlow {tf.__version__}, float32 CPU; no dropout; NHWC; "
            "kernels HWIO; dense kernels [in,out]; BatchNormalization momentum 0.99 epsilon 0.001; "
            f"float64 copy differs by {gradients:.0e} in gradients, {trajectory:.0e} in the trajectory",
            "input": [SIZE, SIZE, 3],
            "layers": layers(classes),
            "weights": [{key: entry[key] for key in ["layer", "name", "shape", "data"]} for entry in named],
            "x": pictures.ravel().tolist(),
            "labels": labels.tolist(),
            **result,
        }
        (Path(sys.argv[1]) / f"network_{optimizer}.json").write_text(json.dumps(file))


main()
