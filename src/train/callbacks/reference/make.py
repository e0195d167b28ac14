"""Records what Keras's callbacks decide on random metric curves, as decisions.json beside this file.

KERAS_BACKEND=jax python make.py          (made with Keras 3.15.1 on JAX, single precision)
"""

import json
import random
from pathlib import Path

import keras

METRICS = ["loss", "accuracy", "val_loss", "val_accuracy"]


class Weights:
    """A model whose weights are the epoch that they come from."""

    def __init__(self, learning_rate):
        self.model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
        self.model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse", metrics=["accuracy"])
        self.model.train_on_batch(keras.ops.zeros((1, 1)), keras.ops.zeros((1, 1)))
        self.epoch = None
        self.model.get_weights = lambda: self.epoch
        self.model.set_weights = lambda epoch: setattr(self, "epoch", epoch)


def curve(rng, metric, epochs, with_nan):
    value = 0.5
    values = []
    for _ in range(epochs):
        value = min(0.99, max(0.01, value + rng.uniform(-0.08, 0.06 if "loss" in metric else 0.09)))
        values.append(round(value, rng.choice([1, 2, 4])))
    if with_nan:
        values[rng.randrange(epochs)] = "nan"
    return values


def case(rng):
    epochs = rng.randrange(3, 25)
    curves = {metric: curve(rng, metric, epochs, rng.random() < 0.1) for metric in METRICS}
    mode = lambda: rng.choice(["auto", "auto", "min", "max"])
    early = dict(
        monitor=rng.choice(METRICS),
        min_delta=rng.choice([0.0, 0.0, 0.01, -0.05]),
        patience=rng.randrange(6),
        mode=mode(),
        baseline=rng.choice([None, None, 0.3, 0.6]),
        restore_best_weights=rng.random() < 0.5,
        start_from_epoch=rng.choice([0, 0, 1, 4]),
    )
    reduce = dict(
        monitor=rng.choice(METRICS),
        factor=rng.choice([0.1, 0.5, 0.3]),
        patience=rng.randrange(4),
        min_delta=rng.choice([1e-4, 0.0, 0.02]),
        mode=mode(),
        cooldown=rng.randrange(4),
        min_lr=rng.choice([0.0, 1e-5, 2e-4]),
    )
    learning_rate = rng.choice([0.01, 0.001])
    weights = Weights(learning_rate)
    callbacks = keras.callbacks.CallbackList(
        [keras.callbacks.EarlyStopping(**early), keras.callbacks.ReduceLROnPlateau(**reduce)], model=weights.model
    )
    weights.model.stop_training = False
    callbacks.on_train_begin()
    stopper, reducer = callbacks.callbacks[:2]
    states = []
    for epoch in range(epochs):
        weights.epoch = epoch
        callbacks.on_epoch_end(epoch, {metric: float(curves[metric][epoch]) for metric in METRICS})
        rate = float(weights.model.optimizer.learning_rate)
        states.append([stopper.wait, stopper.best_epoch, reducer.wait, reducer.cooldown_counter, rate])
        if weights.model.stop_training:
            break
    callbacks.on_train_end()
    return dict(
        early_stopping=early,
        reduce_lr_on_plateau=reduce,
        learning_rate=learning_rate,
        curves=curves,
        states=states,
        stopped=bool(weights.model.stop_training),
        weights_of_epoch=weights.epoch,
    )


def main():
    rng = random.Random(20)
    decisions = dict(
        made_with=f"Keras {keras.__version__} on {keras.backend.backend()}",
        states="after each epoch: EarlyStopping's wait, its best epoch from 0, ReduceLROnPlateau's wait, its cooldown, the rate",
        cases=[case(rng) for _ in range(60)],
    )
    text = json.dumps(decisions)
    Path(__file__).with_name("decisions.json").write_text(text.replace('{"early_stopping"', '\n{"early_stopping"') + "\n")


if __name__ == "__main__":
    main()
