"""Writes small models as Keras saves them, and what Keras answers, for the tests of this folder.

Usage: python make.py   (keras 3.15.1 with tensorflow-cpu, h5py, numpy)
"""

import json
import os
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras
import numpy as np
from keras import layers as L

HEIGHT, WIDTH, COUNT = 9, 11, 4


def pictures():
    """Numbers from 0 to 1 that every language computes alike."""
    size = COUNT * HEIGHT * WIDTH * 3
    return ((np.arange(size, dtype=np.int64) * 37 % 101) / 101).astype("float32").reshape(COUNT, HEIGHT, WIDTH, 3)


def labels(classes):
    return np.eye(classes, dtype="float32")[np.arange(COUNT) % classes]


def sequential():
    return keras.Sequential([
        keras.Input((HEIGHT, WIDTH, 3)),
        L.Conv2D(4, (3, 2), strides=(2, 1), padding="same", activation="relu", name="first"),
        L.BatchNormalization(momentum=0.9, epsilon=0.01),
        L.MaxPooling2D(2),
        L.Dropout(0.0),
        L.Flatten(),
        L.Dense(5, activation="gelu", use_bias=False),
        L.BatchNormalization(),
        L.Dense(3, activation="softmax", name="last"),
    ])


def unscaled():
    return keras.Sequential([
        keras.Input((HEIGHT, WIDTH, 3)),
        L.Conv2D(4, 3),
        L.BatchNormalization(scale=False),
        L.BatchNormalization(center=False),
        L.GlobalAveragePooling2D(),
        L.Dense(3, activation="softmax"),
    ])


def residual():
    i = keras.Input((HEIGHT, WIDTH, 3))
    x = L.ZeroPadding2D(((1, 0), (2, 1)))(i)
    x = L.Conv2D(4, 3, activation="relu")(x)
    y = L.Conv2D(4, 3, padding="same", use_bias=False)(x)
    y = L.BatchNormalization()(y)
    y = L.Activation("silu")(y)
    y = L.Conv2D(4, 1)(y)
    x = L.Add()([y, x])
    y = L.DepthwiseConv2D(3, padding="same", strides=2, depth_multiplier=2)(x)
    x = L.Add()([L.Conv2D(8, 1, strides=2)(x), y])
    x = L.SeparableConv2D(6, 3, padding="same", activation="relu")(x)
    x = L.LeakyReLU(negative_slope=0.2)(x)
    x = L.ReLU(6.0)(x)
    x = L.AveragePooling2D(2, padding="same")(x)
    x = L.GlobalMaxPooling2D()(x)
    x = L.Dense(3)(x)
    x = L.Softmax()(x)
    return keras.Model(i, x)


def sigmoid():
    return keras.Sequential([
        keras.Input((HEIGHT, WIDTH, 3)),
        L.Rescaling(1 / 127.5),
        L.Conv2D(4, 3),
        L.GlobalAveragePooling2D(),
        L.Dense(1, activation="sigmoid"),
    ])


def logits():
    return keras.Sequential([
        keras.Input((HEIGHT, WIDTH, 3)), L.Conv2D(4, 3), L.GlobalAveragePooling2D(), L.Dense(3),
    ])


def half(policy):
    return keras.Sequential([
        keras.Input((HEIGHT, WIDTH, 3)),
        L.Conv2D(4, 3, dtype=policy),
        L.GlobalAveragePooling2D(),
        L.Dense(3, activation="softmax"),
    ])


def unicode():
    return keras.Sequential([
        keras.Input((HEIGHT, WIDTH, 3)),
        L.Conv2D(4, 3, activation="relu", name="convolução"),
        L.GlobalAveragePooling2D(name="平均"),
        L.Dense(3, activation="softmax", name="saída_ß"),
    ])


def main():
    keras.utils.set_random_seed(7)
    here = os.path.dirname(os.path.abspath(__file__))
    at = lambda name: os.path.join(here, name)
    x = pictures()
    answers = {}

    def record(name, model):
        answers[name] = {"answers": np.asarray(model.predict(x, verbose=0), dtype="float64").reshape(COUNT, -1).tolist()}

    optimizers = {
        "sequential": (sequential, keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True), "categorical_crossentropy"),
        "residual": (
            residual,
            keras.optimizers.Adam(0.01, weight_decay=0.001),
            keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        ),
    }
    for name, (make, optimizer, loss) in optimizers.items():
        model = make()
        model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
        for _ in range(3):
            model.train_on_batch(x, labels(3))
        model.save(at(f"{name}.keras"))
        model.save(at(f"{name}.h5"))
        model.save_weights(at(f"{name}.weights.h5"))
        record(name, model)
        loss = model.train_on_batch(x, labels(3))[0]
        answers[name]["loss_of_next_step"] = float(loss)
        answers[name]["answers_after_next_step"] = np.asarray(model.predict(x, verbose=0), dtype="float64").tolist()

    for name, model in [
        ("sigmoid", sigmoid()),
        ("logits", logits()),
        ("unscaled", unscaled()),
        ("float16", half("float16")),
        ("bfloat16", half("bfloat16")),
        ("unicode", unicode()),
    ]:
        # Statistics and scales other than those of a new layer.
        for variable in model.variables:
            if "moving" in variable.path or "gamma" in variable.path or "beta" in variable.path:
                variable.assign(0.5 + 0.1 * np.arange(variable.shape[0], dtype="float32"))
        model.save(at(f"{name}.keras"))
        record(name, model)

    i = keras.Input((HEIGHT, WIDTH, 3))
    flat = L.Flatten()(i)
    refused = {
        "lambda": keras.Model(i, L.Dense(3, activation="softmax")(L.Lambda(lambda t: t * 2, name="twice")(flat))),
        "branch": keras.Model(
            i, L.Dense(3, activation="softmax")(L.Concatenate(name="both")([L.Dense(2)(flat), L.Dense(2)(flat)]))
        ),
        "nested": keras.Sequential([i, keras.Sequential([L.Flatten()], name="inner"), L.Dense(3, activation="softmax")]),
        "dilated": keras.Sequential([
            i, L.Conv2D(2, 3, dilation_rate=2, name="holes"), L.Flatten(), L.Dense(3, activation="softmax"),
        ]),
        "gray": keras.Sequential([keras.Input((8, 8, 1)), L.Flatten(), L.Dense(3, activation="softmax")]),
    }
    for name, model in refused.items():
        model.save(at(f"{name}.keras"))

    # A group that holds itself, and a tensor that claims more than there is.
    with zipfile.ZipFile(at("logits.keras")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with open(at("part.h5"), "wb") as file:
        file.write(parts["model.weights.h5"])
    with h5py.File(at("part.h5"), "a") as file:
        file["layers/conv2d/again"] = file["layers"]
    with open(at("part.h5"), "rb") as file:
        cyclic = file.read()
    os.remove(at("part.h5"))
    with zipfile.ZipFile(at("cyclic.keras"), "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, cyclic if name == "model.weights.h5" else content)
    answers["cyclic"] = answers["logits"]

    with open(at("answers.json"), "w") as file:
        json.dump({"keras": keras.__version__, **answers}, file)


main()
