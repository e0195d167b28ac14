"""The network, layer by layer as in run.json, with Keras's semantics. Parameters keep Keras's names, shapes and orders."""
import torch
import torch.distributed as dist
import torch.nn.functional as F


class SumOverRanks(torch.autograd.Function):
    """The sum over all processes, of the value and of its gradient."""

    @staticmethod
    def forward(context, value):
        value = value.clone()
        dist.all_reduce(value)
        return value

    @staticmethod
    def backward(context, gradient):
        gradient = gradient.contiguous().clone()
        dist.all_reduce(gradient)
        return gradient


def summed(value):
    return SumOverRanks.apply(value) if dist.is_initialized() and dist.get_world_size() > 1 else value


class Network(torch.nn.Module):
    """Photos of (batch, height, width, 3) to logits; softmax is part of the loss."""

    def __init__(self, layers, global_batch_norm=True):
        super().__init__()
        self.layers, self.global_batch_norm = layers, global_batch_norm
        for layer in layers:
            for tensor in layer["tensors"]:
                value = torch.zeros(tensor["shape"])
                if tensor["trainable"]:
                    self.register_parameter(tensor["name"], torch.nn.Parameter(value))
                else:
                    self.register_buffer(tensor["name"], value)

    def tensors(self):
        """All tensors by name, in Keras's order."""
        return {tensor["name"]: getattr(self, tensor["name"]) for layer in self.layers for tensor in layer["tensors"]}

    def own_tensors(self):
        """Those that are a run's: a frozen network's come with the program."""
        frozen = {tensor["name"] for layer in self.layers if layer["frozen"] for tensor in layer["tensors"]}
        return {name: value for name, value in self.tensors().items() if name not in frozen}

    def load(self, tensors):
        with torch.no_grad():
            for name, value in self.tensors().items():
                value.copy_(torch.as_tensor(tensors[name]))

    def forward(self, x):
        first, results = x.permute(0, 3, 1, 2), []
        for layer in self.layers:
            result = lambda at: first if at is None else results[at]
            x = result(layer["source"])
            if layer["kind"] == "Residual":
                results.append(x + result(layer["shortcut"]))
            else:
                results.append(self.layer(layer, x))
        return results[-1]

    def layer(self, layer, x):
        kind, config = layer["kind"], layer["config"]
        tensors = [getattr(self, tensor["name"]) for tensor in layer["tensors"]]
        if kind in ("Conv2D", "DepthwiseConv2D"):
            kernel, groups = tensors[0], 1
            if kind == "DepthwiseConv2D":
                groups = kernel.shape[2]
                kernel = kernel.reshape(kernel.shape[0], kernel.shape[1], 1, -1)
            bias = tensors[1] if len(tensors) > 1 else None
            x = F.conv2d(padded(x, layer["pads"]), kernel.permute(3, 2, 0, 1), bias, config["strides"], groups=groups)
            return activated(x, config["activation"])
        if kind == "Dense":
            return activated(F.linear(x, tensors[0].T, tensors[1] if len(tensors) > 1 else None), config["activation"])
        if kind == "BatchNormalization":
            return self.normalised(x, tensors, config, self.training and not layer["frozen"])
        if kind == "MaxPooling2D":
            return F.max_pool2d(padded(x, layer["pads"], float("-inf")), config["pool_size"], layer["strides"])
        if kind == "AveragePooling2D":
            mean = lambda x: F.avg_pool2d(padded(x, layer["pads"]), config["pool_size"], layer["strides"])
            return mean(x) / mean(torch.ones_like(x[:1, :1]))
        if kind == "GlobalAveragePooling2D":
            return x.mean((2, 3))
        if kind == "GlobalMaxPooling2D":
            return x.amax((2, 3))
        if kind == "ZeroPadding2D":
            (top, bottom), (left, right) = config["padding"]
            return padded(x, [top, bottom, left, right])
        if kind == "Flatten":
            return x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x
        if kind == "Dropout":
            return F.dropout(x, config["rate"], self.training)
        return activated(x, config["activation"])

    def normalised(self, x, tensors, config, training):
        """Keras's BatchNormalization: the biased variance, also in the moving statistics."""
        gamma, beta, moving_mean, moving_variance = tensors
        shape = [1, -1] + [1] * (x.dim() - 2)
        mean, variance = moving_mean, moving_variance
        if training:
            axes = [0] + list(range(2, x.dim()))
            total = summed if self.global_batch_norm else lambda value: value
            count = torch.tensor(float(x.numel() // x.shape[1] if x.shape[1] else 0), device=x.device)
            count = total(count).clamp(min=1)
            mean = total(x.sum(axes)) / count
            variance = total((x - mean.view(shape)).square().sum(axes)) / count
            with torch.no_grad():
                moving_mean.mul_(config["momentum"]).add_(mean, alpha=1 - config["momentum"])
                moving_variance.mul_(config["momentum"]).add_(variance, alpha=1 - config["momentum"])
        scale = gamma / torch.sqrt(variance + config["epsilon"])
        return x * scale.view(shape) + (beta - mean * scale).view(shape)


def padded(x, pads, value=0.0):
    top, bottom, left, right = pads
    return F.pad(x, (left, right, top, bottom), value=value) if any(pads) else x


def activated(x, name):
    return {
        "linear": lambda x: x,
        "relu": F.relu,
        "relu6": F.relu6,
        "leaky_relu": lambda x: F.leaky_relu(x, 0.2),
        "gelu": F.gelu,
        "silu": F.silu,
        "softmax": lambda x: x,
    }[name](x)
