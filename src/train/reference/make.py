"""Records Keras's learning-rate schedules and a few steps of training with everything that changes a step, as
training.json beside this file.

python make.py          (made with Keras 3.15.1 on JAX)

The network is flatten, dense with ReLU, batch normalisation, dense with softmax, on pictures of 2 x 2 pixels.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np
from keras.optimizers import schedules

STEPS = 6
CLASSES = 3


def rounded(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, np.float32).ravel()]


def schedule(ron, made, steps):
    return {"ron": ron, "steps": steps, "rates": rounded([made(step) for step in steps])}


def recorded_schedules():
    every = list(range(0, 40)) + [99, 100, 101, 1000]
    return [
        schedule(
            "CosineDecay(initial_learning_rate: 0.05, decay_steps: 30)", schedules.CosineDecay(0.05, 30), every
        ),
        schedule(
            "CosineDecay(initial_learning_rate: 0.001, decay_steps: 25, alpha: 0.1, warmup_target: 0.05, warmup_steps: 7)",
            schedules.CosineDecay(0.001, 25, alpha=0.1, warmup_target=0.05, warmup_steps=7),
            every,
        ),
        schedule(
            "CosineDecay(initial_learning_rate: 0.0, decay_steps: 90, warmup_target: 0.1, warmup_steps: 0)",
            schedules.CosineDecay(0.0, 90, warmup_target=0.1, warmup_steps=0),
            every,
        ),
        schedule(
            "PiecewiseConstantDecay(boundaries: [3, 10, 100], values: [0.1, 0.05, 0.01, 0.001])",
            schedules.PiecewiseConstantDecay([3, 10, 100], [0.1, 0.05, 0.01, 0.001]),
            every,
        ),
        schedule(
            "PolynomialDecay(initial_learning_rate: 0.1, decay_steps: 33)", schedules.PolynomialDecay(0.1, 33), every
        ),
        schedule(
            "PolynomialDecay(initial_learning_rate: 0.1, decay_steps: 20, end_learning_rate: 0.02, power: 2.0)",
            schedules.PolynomialDecay(0.1, 20, end_learning_rate=0.02, power=2.0),
            every,
        ),
    ]


def recorded_training(name, ron, optimizer, excluded, label_smoothing, class_weight):
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [
            keras.layers.Input((2, 2, 3)),
            keras.layers.Flatten(),
            keras.layers.Dense(5, activation="relu"),
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ]
    )
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=label_smoothing)
    if excluded:
        optimizer.exclude_from_weight_decay(var_names=excluded)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    draw = np.random.default_rng(11)
    start = [rounded(weight) for weight in model.get_weights()]
    x = draw.uniform(0, 1, (STEPS, 5, 2, 2, 3)).astype(np.float32)
    labels = draw.integers(0, CLASSES, (STEPS, 5))
    hot = np.eye(CLASSES, dtype=np.float32)[labels]
    weights = dict(enumerate(class_weight)) if class_weight else None
    losses = []
    for step in range(STEPS):
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x[step], hot[step], class_weight=weights)[0]))
    model.reset_metrics()
    result = {
        "name": name,
        "optimizer": ron,
        "label_smoothing": label_smoothing,
        "class_weight": class_weight,
        "start": start,
        "x": [rounded(batch) for batch in x],
        "labels": labels.tolist(),
        "losses": rounded(losses),
        "weights": [rounded(weight) for weight in model.get_weights()],
        "validation_loss": rounded([model.test_on_batch(x[0], hot[0])[0]])[0],
    }
    if optimizer.use_ema:
        result["averages"] = [rounded(average) for average in optimizer._model_variables_moving_average]
    return result


optimizers = keras.optimizers
cosine = schedules.CosineDecay(0.01, 4, alpha=0.05, warmup_target=0.1, warmup_steps=2)
COSINE = "CosineDecay(initial_learning_rate: 0.01, decay_steps: 4, alpha: 0.05, warmup_target: 0.1, warmup_steps: 2)"
training = [
    recorded_training(
        "sgd",
        f"SGD(learning_rate: {COSINE}, momentum: 0.9, nesterov: true, weight_decay: 0.1, "
        'exclude_from_weight_decay: ["bias", "gamma", "beta"])',
        optimizers.SGD(cosine, momentum=0.9, nesterov=True, weight_decay=0.1),
        ["bias", "gamma", "beta"],
        0.1,
        [1.0, 2.5, 0.5],
    ),
    recorded_training(
        "adam", "Adam(learning_rate: 0.02, weight_decay: 0.2)", optimizers.AdamW(0.02, weight_decay=0.2), [], 0.3, []
    ),
    recorded_training(
        "rmsprop",
        'RMSprop(learning_rate: 0.02, weight_decay: 0.05, exclude_from_weight_decay: ["kernel"])',
        optimizers.RMSprop(0.02, weight_decay=0.05),
        ["kernel"],
        0.0,
        [1.0, 1.0, 3.0],
    ),
    recorded_training(
        "average",
        "SGD(learning_rate: 0.1, momentum: 0.5, use_ema: true, ema_momentum: 0.8)",
        optimizers.SGD(0.1, momentum=0.5, use_ema=True, ema_momentum=0.8),
        [],
        0.0,
        [],
    ),
]
file = Path(__file__).with_name("training.json")
file.write_text(json.dumps({"keras": keras.__version__, "schedules": recorded_schedules(), "training": training}) + "\n")
