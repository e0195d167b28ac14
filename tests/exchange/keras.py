"""Runs of this program in Keras, and models of Keras in this program: the same answers, and both train on.

Usage: python keras.py BIGODE FOLDER   (rows of a table on standard output; exit code 1 where a difference is too large)
"""

import csv
import os
import subprocess
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
# This file must not be taken for the package of its name.
sys.path = [path for path in sys.path if os.path.abspath(path or ".") != os.path.dirname(os.path.abspath(__file__))]

import jax
import keras
import numpy as np
import safetensors.numpy
from keras import layers as L
from PIL import Image

BIGODE, WORK = sys.argv[1], sys.argv[2]
TOOL = f"keras {keras.__version__}, jax {jax.__version__}"
ALLOWED = 1e-5

CONFIGS = {
    "chain, SGD": """(
        network: (input: (24, 32), layers: [
            Conv2D(filters: 8, kernel_size: 3, activation: relu), BatchNormalization(),
            MaxPooling2D(), Dropout(rate: 0.25), Flatten(),
            Dense(units: 16, activation: relu), BatchNormalization(), Dropout(rate: 0.5),
            Dense(units: classes, activation: softmax)]),
        training: (optimizer: SGD(learning_rate: 0.05, momentum: 0.9, nesterov: true), batch_size: 8, epochs: 2))""",
    "residual blocks, Adam": """(
        network: (input: (24, 32), layers: [
            ZeroPadding2D(padding: ((1, 0), (2, 1))), Conv2D(filters: 8, kernel_size: (3, 2), activation: relu),
            Residual(layers: [
                Conv2D(filters: 8, kernel_size: 3, padding: same, use_bias: false), BatchNormalization(momentum: 0.9),
                Activation(activation: silu), Conv2D(filters: 8, kernel_size: 3, padding: same)]),
            Residual(layers: [Conv2D(filters: 12, kernel_size: 3, strides: 2, padding: same), BatchNormalization()]),
            Activation(activation: gelu), AveragePooling2D(padding: same), GlobalAveragePooling2D(),
            Dense(units: classes, activation: softmax)]),
        training: (optimizer: Adam(learning_rate: 0.01, weight_decay: 0.001), label_smoothing: 0.1, batch_size: 8,
            epochs: 2))""",
    "depthwise layers, RMSprop": """(
        network: (input: (24, 32), layers: [
            Conv2D(filters: 8, kernel_size: 3, strides: 2, padding: same, activation: relu),
            DepthwiseConv2D(kernel_size: 3, depth_multiplier: 2, padding: same), BatchNormalization(),
            Activation(activation: relu6), SeparableConv2D(filters: 12, kernel_size: 3, activation: relu),
            Activation(activation: leaky_relu), GlobalMaxPooling2D(), Dense(units: classes, activation: softmax)]),
        training: (optimizer: RMSprop(learning_rate: 0.003, momentum: 0.5), batch_size: 8, epochs: 2))""",
}

worst = 0


def row(what, difference, allowed=ALLOWED, tool=TOOL):
    global worst
    print(f"| {what} | {tool} | {difference:.1e} | {allowed:.0e} |", flush=True)
    if not difference <= allowed:
        worst = 1


def bigode(*arguments):
    ended = subprocess.run([BIGODE, *arguments], capture_output=True, text=True, cwd=WORK)
    if ended.returncode != 0:
        sys.exit(f"bigode {' '.join(arguments)}: {ended.stdout}{ended.stderr}")
    return ended.stdout


def answers_of_bigode(run, weights="last"):
    bigode("predict", run, "photos", "--weights", weights, "--csv", "answers.csv")
    with open(os.path.join(WORK, "answers.csv"), encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda it: os.path.basename(it["filename"]))
    return np.array([[float(it[column]) for column in ["cat", "dog"]] for it in rows])


def photos(height, width):
    """The preprocessing that the exported files describe, in Pillow's words."""
    names = sorted(os.listdir(os.path.join(WORK, "photos")))
    sized = lambda name: Image.open(os.path.join(WORK, "photos", name)).convert("RGB").resize((width, height), Image.NEAREST)
    return np.stack([np.asarray(sized(name), dtype="float32") for name in names]) * np.float32(1 / 255), names


def labels(names):
    return np.eye(2, dtype="float32")[[int(name.startswith("dog")) for name in names]]


def difference(a, b):
    return float(np.abs(np.asarray(a, dtype="float64") - np.asarray(b, dtype="float64")).max())


def out_of_bigode():
    for number, (name, config) in enumerate(CONFIGS.items()):
        run = f"run-{number}"
        with open(os.path.join(WORK, f"{number}.ron"), "w") as file:
            file.write(config)
        bigode("train", "photos", "--config", f"{number}.ron", "--out", run)
        x, names = photos(24, 32)
        ours = answers_of_bigode(run)
        models = {}
        for format in ["keras", "h5", "weights.h5"]:
            out = f"out-{number}.{format}"
            bigode("export", run, "--to", format, "--weights", "last", "--out", out)
            path = os.path.join(WORK, out)
            if format == "weights.h5":
                model = keras.models.clone_model(models["keras"])
                model.load_weights(path)
            else:
                model = keras.models.load_model(path)
            models[format] = model
            row(f"{name}: {format} out", difference(model.predict(x, verbose=0), ours))
        compare_optimizers(name, run, models)
        # Trained on in Keras, saved there, and brought back.
        for format in ["keras", "h5"]:
            model = models[format]
            if format == "h5":
                # Keras 3.15.1 builds the optimiser of a model from .h5, its own files included, for no variable at all.
                optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
                model.compile(optimizer=optimizer, loss=model.loss)
            before = float(model.evaluate(x, labels(names), verbose=0)[0])
            model.fit(x, labels(names), batch_size=8, epochs=3, verbose=0)
            after = float(model.evaluate(x, labels(names), verbose=0)[0])
            if not np.isfinite(after):
                row(f"{name}: {format} trained on in Keras, loss {before:.3f} to {after:.3f}", float("inf"))
            back = f"back-{number}.{format}"
            model.save(os.path.join(WORK, back))
            bigode("import", back, "--out", f"back-{number}-{format}", "--classes", "cat,dog")
            again = answers_of_bigode(f"back-{number}-{format}")
            row(f"{name}: {format} trained on in Keras ({before:.3f} to {after:.3f}), in again",
                difference(model.predict(x, verbose=0), again))
        bigode("train", "--resume", f"back-{number}-keras", "photos", "--epochs", "1")
        for names_of in ["keras", "pytorch"]:
            out = f"out-{number}-{names_of}.safetensors"
            bigode("export", run, "--to", "safetensors", "--names", names_of, "--weights", "last", "--out", out)
            tensors = safetensors.numpy.load_file(os.path.join(WORK, out))
            if names_of == "keras":
                weights = keras.models.load_model(os.path.join(WORK, f"out-{number}.keras")).weights
                weights = {it.path.removeprefix("sequential/"): it.numpy() for it in weights}
                same = weights.keys() == tensors.keys()
                largest = max(difference(tensors[key], weights[key]) for key in tensors) if same else float("inf")
                row(f"{name}: safetensors out", largest, 0, f"safetensors {safetensors.__version__}")


def compare_optimizers(name, run, models):
    """The optimiser's numbers in Keras beside those in the run's checkpoint; Keras 3.15.1 reads none from .h5."""
    checkpoint = safetensors.numpy.load_file(os.path.join(WORK, run, "checkpoint.safetensors"))
    optimizer = models["keras"].optimizer
    found, largest = 0, 0.0
    for variable in optimizer.variables:
        own_name = variable.path.split("/")[-1].removeprefix("sequential_")
        for tensor, value in checkpoint.items():
            if tensor.startswith("optimizer/"):
                layer, own, slot = tensor.split("/")[1:]
                if own_name == f"{layer}_{own}_{slot}":
                    largest = max(largest, difference(variable.numpy(), value))
                    found += 1
    slots = sum(tensor.startswith("optimizer/") for tensor in checkpoint)
    steps = int(optimizer.iterations.numpy())
    if found != slots or steps == 0:
        largest = float("inf")
    row(f"{name}: keras out, {found} slots of {type(optimizer).__name__} after {steps} steps", largest, 0)


def into_bigode():
    x, names = photos(20, 28)
    i = keras.Input((20, 28, 3))
    t = L.Conv2D(8, 3, activation="relu")(i)
    t = L.BatchNormalization()(t)
    u = L.SeparableConv2D(8, 3, padding="same")(t)
    u = L.ReLU()(u)
    t = L.Add()([t, u])
    t = L.MaxPooling2D()(t)
    t = L.Dropout(0.2)(t)
    t = L.Flatten()(t)
    functional = keras.Model(i, L.Dense(2, activation="softmax")(t))
    sequential = keras.Sequential([
        keras.Input((20, 28, 3)), L.Rescaling(1 / 255), L.DepthwiseConv2D(3, activation="relu"), L.BatchNormalization(),
        L.GlobalAveragePooling2D(), L.Dense(1, activation="sigmoid"),
    ])
    for what, model, pixels, targets, loss in [
        ("functional model with a sum", functional, x, labels(names), "categorical_crossentropy"),
        ("Sequential with Rescaling and one sigmoid", sequential, x * 255, labels(names)[:, 1:], "binary_crossentropy"),
    ]:
        model.compile(optimizer="adam", loss=loss)
        model.fit(pixels, targets, epochs=2, batch_size=8, verbose=0)
        keras_answers = model.predict(pixels, verbose=0)
        if keras_answers.shape[1] == 1:
            keras_answers = np.concatenate([1 - keras_answers, keras_answers], axis=1)
        for format in ["keras", "h5"]:
            file = f"{model.name}.{format}"
            model.save(os.path.join(WORK, file))
            run = f"in-{model.name}-{format}"
            bigode("import", file, "--out", run, "--classes", "cat,dog", "--preprocessing", "exif=true")
            row(f"{what}: {format} in", difference(keras_answers, answers_of_bigode(run, "best")))
            bigode("evaluate", run, "photos")
            bigode("train", "--resume", run, "photos", "--epochs", "1")


os.makedirs(WORK, exist_ok=True)
bigode("demo-data", "photos", "--count", "40")
out_of_bigode()
into_bigode()
sys.exit(worst)
