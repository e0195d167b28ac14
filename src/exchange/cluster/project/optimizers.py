"""Keras 3's SGD, RMSprop and Adam, with its weight decay, averages and schedules. PyTorch's own differ: in where epsilon
stands, in where the learning rate enters the momentum, and in their defaults."""
import math

import numpy
import torch


class Optimizer:
    def __init__(self, config, network):
        (self.kind, self.config), = config.items()
        self.parameters = dict(network.named_parameters())
        self.slots = {name: [torch.zeros_like(p), torch.zeros_like(p)] for name, p in self.parameters.items()}
        self.network, self.iteration, self.averages = network, 0, None

    @torch.no_grad()
    def step(self, rate):
        config = self.config
        decay, excluded = config.get("weight_decay", 0), config.get("exclude_from_weight_decay", [])
        for name, w in self.parameters.items():
            if decay and not any(part in name.rsplit("/", 1)[-1] for part in excluded):
                w -= w * decay * rate
            getattr(self, self.kind)(w, w.grad, self.slots[name], rate)
            w.grad = None
        if config.get("use_ema"):
            momentum = config.get("ema_momentum", 0.99) if self.iteration else 0.0
            current = self.network.tensors()
            if self.averages is None:
                self.averages = {name: torch.zeros_like(value) for name, value in current.items()}
            for name, value in current.items():
                self.averages[name].mul_(momentum).add_(value, alpha=1 - momentum)
        self.iteration += 1

    def predicting(self):
        """The tensors that predict: the averages where they are kept."""
        return self.averages if self.averages is not None else self.network.tensors()

    def SGD(self, w, g, slots, rate):
        momentum = self.config["momentum"]
        if not momentum:
            w -= rate * g
            return
        v = slots[0].mul_(momentum).sub_(rate * g)
        w += momentum * v - rate * g if self.config["nesterov"] else v

    def RMSprop(self, w, g, slots, rate):
        v = slots[0].mul_(self.config["rho"]).add_(g * g, alpha=1 - self.config["rho"])
        step = rate * g / torch.sqrt(v + self.config["epsilon"])
        if self.config["momentum"]:
            step = slots[1].mul_(self.config["momentum"]).add_(step)
        w -= step

    def Adam(self, w, g, slots, rate):
        beta_1, beta_2, count = self.config["beta_1"], self.config["beta_2"], self.iteration + 1
        rate = rate * math.sqrt(1 - beta_2**count) / (1 - beta_1**count)
        m = slots[0].add_((g - slots[0]) * (1 - beta_1))
        v = slots[1].add_((g * g - slots[1]) * (1 - beta_2))
        w -= rate * m / (torch.sqrt(v) + self.config["epsilon"])


def rate_at_start(learning_rate):
    """The first rate of a number or a schedule."""
    if not isinstance(learning_rate, dict):
        return float(numpy.float32(learning_rate))
    (kind, config), = learning_rate.items()
    return config["values"][0] if kind == "PiecewiseConstantDecay" else config["initial_learning_rate"]


def scheduled(learning_rate, step, steps):
    """The rate of a step, counted from 0, of a training of so many steps; none where a number is the rate."""
    if not isinstance(learning_rate, dict):
        return None
    (kind, config), = learning_rate.items()
    if kind == "PiecewiseConstantDecay":
        return config["values"][sum(boundary < step for boundary in config["boundaries"])]
    first = config["initial_learning_rate"]
    if kind == "PolynomialDecay":
        length = config.get("decay_steps") or max(steps, 1)
        last = config["end_learning_rate"]
        return (first - last) * (1 - min(step, length) / length) ** config["power"] + last
    target, warmup = config.get("warmup_target"), config["warmup_steps"]
    warmup = warmup if target is not None else 0
    length = config.get("decay_steps") or max(steps - warmup, 1)
    if target is not None:
        if step < warmup:
            return (target - first) * (step / warmup) + first
        first, step = target, step - warmup
    cosine = 0.5 * (1 + math.cos(math.pi * min(step, length) / length))
    return first * ((1 - config["alpha"]) * cosine + config["alpha"])
