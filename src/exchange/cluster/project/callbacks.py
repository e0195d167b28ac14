"""Keras's callbacks, as far as they change a training."""
import math

import numpy


class Monitor:
    def __init__(self, config, min_delta):
        self.metric = {"acc": "accuracy", "val_acc": "val_accuracy"}.get(config["monitor"], config["monitor"])
        mode = config["mode"]
        self.more = mode == "max" or mode == "auto" and self.metric.endswith("accuracy")
        self.min_delta = abs(min_delta)

    def improves(self, value, reference):
        if reference is None:
            return True
        if self.more:
            return numpy.float32(value - self.min_delta) > numpy.float32(reference)
        return numpy.float32(value + self.min_delta) < numpy.float32(reference)


class EarlyStopping:
    def __init__(self, config):
        self.config, self.monitor = config, Monitor(config, config["min_delta"])
        self.best, self.best_epoch, self.wait = None, None, 0
        self.restores = config["restore_best_weights"]

    def on_epoch_end(self, epoch, logs, rate):
        """Whether the training ends, and the learning rate from now on."""
        value = logs.get(self.monitor.metric)
        if value is None or epoch - 1 < self.config["start_from_epoch"]:
            return False, rate
        self.wait += 1
        if self.monitor.improves(value, self.best):
            self.best, self.best_epoch = value, epoch
            if self.config["baseline"] is None or self.monitor.improves(value, self.config["baseline"]):
                self.wait = 0
            return False, rate
        return self.wait >= self.config["patience"] and epoch > 1, rate


class ReduceLROnPlateau:
    def __init__(self, config):
        self.config, self.monitor = config, Monitor(config, config["min_delta"])
        self.best, self.wait, self.cooldown, self.restores = None, 0, 0, False

    def on_epoch_end(self, epoch, logs, rate):
        value = logs.get(self.monitor.metric)
        if value is None:
            return False, rate
        if self.cooldown:
            self.cooldown, self.wait = self.cooldown - 1, 0
        if self.monitor.improves(value, self.best):
            self.best, self.wait = value, 0
        elif not self.cooldown:
            self.wait += 1
            least = self.config["min_lr"]
            if self.wait >= self.config["patience"] and rate > numpy.float32(least):
                rate = float(numpy.float32(max(rate * self.config["factor"], least)))
                self.cooldown, self.wait = self.config["cooldown"], 0
        return False, rate


def from_config(configs):
    """Those that change a training; losses that are no numbers end it where TerminateOnNaN is among them."""
    known = {"EarlyStopping": EarlyStopping, "ReduceLROnPlateau": ReduceLROnPlateau}
    found = [(kind, config) for entry in configs for kind, config in entry.items()]
    return [known[kind](config) for kind, config in found if kind in known]


def terminates_on_nan(configs):
    return any("TerminateOnNaN" in entry for entry in configs)


def is_finite(loss):
    return math.isfinite(loss)
