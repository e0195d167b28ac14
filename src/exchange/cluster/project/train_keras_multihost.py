"""The same training in Keras on JAX, on the devices of one machine or of many.

    python train_keras_multihost.py --data PHOTOS
    python train_keras_multihost.py --data PHOTOS --coordinator HOST:29500 --processes 2 --process 0      on HOST, 1 on the other

model.fit computes each batch over all devices as one, batch normalisation included. Two things are not the run's: of the last,
smaller batch of an epoch as many photos are left out as do not fill all devices, and with use_ema the moving statistics of batch
normalisation are not averaged, for Keras averages trainable weights only.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import time

os.environ.setdefault("KERAS_BACKEND", "jax")
import jax
import keras
import numpy
from safetensors.numpy import load_file, save_file

import files
from photos import Table

HERE = pathlib.Path(__file__).resolve().parent
VALIDATION_BATCH = 64


def settings():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the folder of the photos that split.csv names")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "out", help="where history.csv and the weights are written")
    parser.add_argument("--weights", default=HERE / "initial.safetensors", help="the weights to begin with")
    parser.add_argument("--epochs", type=int, help="in place of the run's")
    parser.add_argument("--batch", type=int, help="photos of all devices together in a step, in place of the run's")
    parser.add_argument("--workers", type=int, default=4, help="threads that read photos")
    parser.add_argument("--coordinator", help="address and port of the first process")
    parser.add_argument("--processes", type=int, default=1, help="how many processes there are")
    parser.add_argument("--process", type=int, default=0, help="which of them this is, from 0")
    return parser.parse_args()


class Batches(keras.utils.PyDataset):
    """This process's part of each batch; the photos of the next one are read meanwhile. Every process takes as many photos, for
    every device computes as many. PyDataset's own workers would mix batches of two epochs after Keras has looked at the first."""

    def __init__(self, table, batch, classes, workers, class_weight=None):
        super().__init__()
        self.table, self.batch, self.classes, self.class_weight = table, batch, classes, class_weight
        self.devices, self.rank, self.ranks = jax.device_count(), jax.process_index(), jax.process_count()
        self.threads = concurrent.futures.ThreadPoolExecutor(workers)
        self.begin(1)

    @property
    def trains(self):
        return self.class_weight is not None

    def begin(self, epoch):
        """An epoch, counted from 1."""
        self.epoch, self.ahead = epoch if self.trains else None, {}
        self.order = self.table.in_order_of(epoch) if self.trains else self.table.validation

    def filled(self, count):
        """So many photos as so many that all devices compute as many."""
        return count - count % self.devices if self.trains else -(-count // self.devices) * self.devices

    def __len__(self):
        whole, rest = divmod(len(self.order), self.batch)
        return whole + (self.filled(rest) > 0)

    @property
    def length(self):
        """Photos of all batches, what fills up the last one of the validation included."""
        whole, rest = divmod(len(self.order), self.batch)
        return whole * self.batch + self.filled(rest)

    def reading(self, at):
        """This process's photos of a batch on their way; none for what fills it up."""
        photos = self.order[at * self.batch:(at + 1) * self.batch]
        photos = (photos + [None] * self.devices)[:self.filled(len(photos))]
        own = len(photos) // self.ranks
        read = lambda photo: photo if photo is None else self.threads.submit(self.table.sample, photo, self.epoch)
        return [read(photo) for photo in photos[self.rank * own:(self.rank + 1) * own]]

    def __getitem__(self, at):
        photos = self.ahead.pop(at, None) or self.reading(at)
        if at + 1 < len(self):
            self.ahead = {at + 1: self.reading(at + 1)}
        size = self.table.reader.preprocessing
        x = numpy.zeros((len(photos), size["height"], size["width"], 3), numpy.float32)
        y, weights = numpy.zeros((len(photos), len(self.classes)), numpy.float32), numpy.ones(len(photos), numpy.float32)
        for place, photo in enumerate(photos):
            # What fills up a batch belongs to no class, and counts for nothing.
            if photo is not None:
                x[place], label = photo.result()
                y[place, label] = 1
                weights[place] = (self.class_weight or {}).get(self.classes[label], 1.0)
        return x, y, weights


def network(run):
    """The layers of run.json; softmax is part of the loss."""
    size = run["preprocessing"]
    inputs = keras.Input((size["height"], size["width"], 3))
    results, built = [], []
    for layer in run["layers"]:
        result = lambda at: inputs if at is None else results[at]
        config = dict(layer["config"] or {}, name=layer["name"].replace("/", "_"))
        if config.get("activation") == "softmax":
            config["activation"] = "linear"
        if layer["kind"] == "Residual":
            results.append(keras.layers.Add(name=config["name"])([result(layer["source"]), result(layer["shortcut"])]))
            continue
        if layer["kind"] == "Dense":
            config["units"] = layer["tensors"][0]["shape"][1]
        built.append((layer, getattr(keras.layers, layer["kind"])(**config, trainable=not layer["frozen"])))
        results.append(built[-1][1](result(layer["source"])))
    return keras.Model(inputs, results[-1]), built


def optimizer_of(config, steps):
    """The optimiser, and its schedule where it has one, of a training of so many steps."""
    (kind, config), = config.items()
    config, rate = dict(config), config["learning_rate"]
    excluded, schedule = config.pop("exclude_from_weight_decay", []), None
    if isinstance(rate, dict):
        (name, arguments), = rate.items()
        arguments = dict(arguments)
        if name != "PiecewiseConstantDecay" and not arguments.get("decay_steps"):
            warmup = arguments.get("warmup_steps", 0) if arguments.get("warmup_target") is not None else 0
            arguments["decay_steps"] = max(steps - warmup, 1)
        config["learning_rate"] = schedule = getattr(keras.optimizers.schedules, name)(**arguments)
    optimizer = getattr(keras.optimizers, kind)(**config)
    if excluded:
        optimizer.exclude_from_weight_decay(var_names=excluded)
    return optimizer, schedule


def loss_of(smoothing):
    def loss(y, logits):
        targets = y * (1 - smoothing) + keras.ops.sum(y, -1, keepdims=True) * smoothing / y.shape[-1]
        return -keras.ops.sum(targets * keras.ops.log_softmax(logits), -1)

    return loss


def accuracy(y, logits):
    right = keras.ops.equal(keras.ops.argmax(y, -1), keras.ops.argmax(logits, -1))
    return keras.ops.cast(right, "float32") * keras.ops.sum(y, -1)


class Files(keras.callbacks.Callback):
    """Writes the run's own files after each epoch. Stands before the callbacks that look at the figures."""

    def __init__(self, out, built, schedule, training, validation):
        super().__init__()
        self.out, self.built, self.schedule, self.history, self.best = out, built, schedule, [], None
        self.training, self.filled = training, validation.length / max(len(validation.order), 1)

    def on_epoch_begin(self, epoch, logs=None):
        self.training.begin(epoch + 1)
        self.began = self.trained = time.time()

    def on_test_begin(self, logs=None):
        self.trained = time.time()

    def on_epoch_end(self, epoch, logs):
        for name in ("val_loss", "val_accuracy"):
            logs[name] *= self.filled
        optimizer = self.model.optimizer
        rate = self.schedule(optimizer.iterations - 1) if self.schedule else optimizer.learning_rate
        self.history.append({
            "epoch": epoch + 1, "accuracy": logs["accuracy"], "learning_rate": float(rate), "loss": logs["loss"],
            "val_accuracy": logs["val_accuracy"], "val_loss": logs["val_loss"], "seconds": time.time() - self.began,
            "images_per_second": self.training.length / max(self.trained - self.began, 1e-9)})
        better = numpy.isfinite(logs["val_loss"]) and (self.best is None or logs["val_loss"] < self.best)
        self.best = logs["val_loss"] if better else self.best
        self.write(better)
        if jax.process_index() == 0:
            print(files.printed(self.history[-1]), flush=True)

    def write(self, better=False):
        weights = {
            tensor["name"]: numpy.asarray(keras.ops.convert_to_numpy(variable))
            for layer, own in self.built if not layer["frozen"]
            for tensor, variable in zip(layer["tensors"], own.weights)}
        if jax.process_index() == 0:
            files.write(self.out, self.history, weights, bool(better), save_file)


def callbacks_of(configs):
    """Those that change a training."""
    found = [(kind, dict(config or {})) for entry in configs for kind, config in entry.items()]
    for kind, config in found:
        if kind in ("EarlyStopping", "ReduceLROnPlateau", "TerminateOnNaN"):
            if "monitor" in config:
                config["monitor"] = {"acc": "accuracy", "val_acc": "val_accuracy"}.get(config["monitor"], config["monitor"])
            yield getattr(keras.callbacks, kind)(**config)


def train(settings):
    with open(HERE / "run.json") as file:
        run = json.load(file)
    config, classes = run["config"], run["classes"]
    training = config["training"]
    batch, epochs = settings.batch or training["batch_size"], settings.epochs or training["epochs"]
    if batch % jax.device_count():
        raise SystemExit(f"a batch of {batch} photos cannot be shared by {jax.device_count()} devices; name another --batch")
    devices = keras.distribution.list_devices()
    keras.distribution.set_distribution(keras.distribution.DataParallel(devices=devices, auto_shard_dataset=False))
    keras.utils.set_random_seed(config["seed"])

    table = Table(run, HERE, settings.data)
    photos = Batches(table, batch, classes, settings.workers, training.get("class_weight") or {})
    filled = -(-VALIDATION_BATCH // jax.device_count()) * jax.device_count()
    validation = Batches(table, filled, classes, settings.workers)
    model, built = network(run)
    first = load_file(settings.weights)
    for layer, own in built:
        own.set_weights([first[tensor["name"]] for tensor in layer["tensors"]])
    optimizer, schedule = optimizer_of(training["optimizer"], len(photos) * epochs)
    model.compile(optimizer, loss=loss_of(training.get("label_smoothing", 0.0)), metrics=[accuracy])
    writer = Files(settings.out, built, schedule, photos, validation)
    averages = [keras.callbacks.SwapEMAWeights(swap_on_epoch=True)] if optimizer.use_ema else []
    others = list(callbacks_of(config["callbacks"]))
    model.fit(photos, validation_data=validation, epochs=epochs, shuffle=False, verbose=0, callbacks=[*averages, writer, *others])
    if any(getattr(callback, "restore_best_weights", False) for callback in others):
        writer.write()


def main():
    arguments = settings()
    if arguments.coordinator:
        keras.distribution.initialize(arguments.coordinator, arguments.processes, arguments.process)
    train(arguments)


if __name__ == "__main__":
    main()
