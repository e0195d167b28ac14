"""Records Keras's results and gradients for small networks of activations, padding, depthwise and separable convolutions,
global pooling and residual blocks, as layers.json beside this file.

python make.py          (made with Keras 3.15.1 on JAX)

Each network is built from the same words as in a configuration. `weights` are in this project's order and names; the loss is
the mean cross-entropy of the softmax of the last layer, in training mode; `activations` are values and slopes of each function.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"

import jax
import jax.numpy as jnp
import keras
import numpy as np
from keras import layers as kl

CLASSES = 3
COUNT = 4
draw = np.random.default_rng(5)


def rounded(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, np.float32).ravel()]


class Builder:
    """Builds the Keras network and the configuration side by side."""

    def __init__(self):
        self.counts = {}
        self.tensors = []

    def named(self, base):
        count = self.counts.get(base, 0)
        self.counts[base] = count + 1
        return base if count == 0 else f"{base}_{count}"

    def keep(self, base, layer, names):
        self.tensors += [(f"{base}/{name}", getattr(layer, attribute)) for name, attribute in names]

    def apply(self, kind, x, ron, **words):
        """One layer; returns its result and its text."""
        base = self.named(
            {
                "Conv2D": "conv2d",
                "DepthwiseConv2D": "depthwise_conv2d",
                "SeparableConv2D": "separable_conv2d",
                "BatchNormalization": "batch_normalization",
                "Dense": "dense",
            }.get(kind, kind)
        )
        layer = getattr(kl, kind)(**words)
        y = layer(x)
        bias = [("bias", "bias")] if words.get("use_bias", True) else []
        if kind in ("Conv2D", "DepthwiseConv2D", "Dense"):
            self.keep(base, layer, [("kernel", "kernel"), *bias])
        elif kind == "SeparableConv2D":
            names = [("depthwise_kernel", "depthwise_kernel"), ("pointwise_kernel", "pointwise_kernel"), *bias]
            self.keep(base, layer, names)
        elif kind == "BatchNormalization":
            names = ["gamma", "beta", "moving_mean", "moving_variance"]
            self.keep(base, layer, [(name, name) for name in names])
        return y, f"{kind}({ron})"

    def chain(self, x, steps):
        texts = []
        for step in steps:
            x, text = step(self, x)
            texts.append(text)
        return x, ", ".join(texts)


def layer(kind, ron="", **words):
    return lambda builder, x: builder.apply(kind, x, ron, **words)


def conv(filters, size, **words):
    ron = f"filters: {filters}, kernel_size: ({size}, {size})" + "".join(f", {k}: {v}" for k, v in words.items())
    return layer("Conv2D", ron, filters=filters, kernel_size=size, **words)


def activation(name):
    return layer("Activation", f"activation: {name}", activation=name)


def normalization():
    return layer("BatchNormalization", "momentum: 0.9", momentum=0.9)


def dense(units, name="linear"):
    return layer("Dense", f"units: {units}, activation: {name}", units=units, activation=name)


def residual(main, shortcut=None, projection=None):
    """`projection` is the convolution that the configuration need not write."""

    def step(builder, x):
        y, text = builder.chain(x, main)
        written = ""
        if shortcut is not None:
            x, chain = builder.chain(x, shortcut)
            written = f", shortcut: [{chain}]"
        elif projection is not None:
            x, _ = projection(builder, x)
        return kl.Add()([y, x]), f"Residual(layers: [{text}]{written})"

    return step


def network(name, input, steps):
    keras.utils.set_random_seed(len(name))
    builder = Builder()
    inputs = keras.Input((*input, 3))
    outputs, text = builder.chain(inputs, steps)
    model = keras.Model(inputs, outputs)
    for tensor, variable in builder.tensors:
        own = tensor.rsplit("/")[-1]
        if own == "gamma":
            variable.assign(draw.uniform(0.5, 1.5, variable.shape) * draw.choice([-1, 1], variable.shape))
        elif own in ("beta", "bias", "moving_mean"):
            variable.assign(draw.uniform(-0.3, 0.3, variable.shape))
        elif own == "moving_variance":
            variable.assign(draw.uniform(0.5, 1.5, variable.shape))
    x = draw.uniform(-1, 1, (COUNT, *input, 3)).astype(np.float32)
    labels = draw.integers(0, CLASSES, COUNT)
    fixed = [variable.value for variable in model.non_trainable_variables]

    def loss_of(trainable):
        logits, after = model.stateless_call(trainable, fixed, x, training=True)
        return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(COUNT), labels]), after

    trainable = [variable.value for variable in model.trainable_variables]
    (loss, after), gradients = jax.value_and_grad(loss_of, has_aux=True)(trainable)
    gradients = {id(variable): g for variable, g in zip(model.trainable_variables, gradients)}
    after = {id(variable): value for variable, value in zip(model.non_trainable_variables, after)}
    start = [
        {"name": tensor, "shape": list(variable.shape), "data": rounded(variable.value)}
        for tensor, variable in builder.tensors
    ]
    inside = keras.Model(inputs, [node.output for node in model.layers[1:]])
    return {
        "name": name,
        "input": list(input),
        "layers": f"[{text}]",
        "weights": start,
        "x": rounded(x),
        "labels": labels.tolist(),
        "logits": rounded(model(x, training=False)),
        "parameters": model.count_params(),
        "loss": rounded([loss])[0],
        "gradients": [rounded(gradients[id(variable)]) for _, variable in builder.tensors if id(variable) in gradients],
        "moving_after": {tensor: rounded(after[id(variable)]) for tensor, variable in builder.tensors if id(variable) in after},
    }


def softmax_at_end(units):
    """The last dense layer and its softmax as a layer of its own; Keras's side stays at the logits."""

    def step(builder, x):
        y, text = dense(units)(builder, x)
        return y, f"{text.replace(str(units), 'classes')}, Activation(activation: softmax)"

    return step


def last():
    def step(builder, x):
        y, _ = dense(CLASSES)(builder, x)
        return y, "Dense(units: classes, activation: softmax)"

    return step


networks = [
    network(
        "identity and projection",
        (9, 8),
        [
            conv(6, 3, padding="same"),
            activation("relu6"),
            residual(
                [conv(6, 3, padding="same"), normalization(), activation("relu"), conv(6, 3, padding="same"), normalization()]
            ),
            activation("relu"),
            residual(
                [
                    layer(
                        "DepthwiseConv2D",
                        "kernel_size: (3, 3), strides: (2, 2), padding: same",
                        kernel_size=3,
                        strides=2,
                        padding="same",
                    ),
                    normalization(),
                    conv(10, 1),
                ],
                projection=conv(10, 1, strides=2, padding="same"),
            ),
            activation("silu"),
            layer("GlobalMaxPooling2D"),
            last(),
        ],
    ),
    network(
        "separable and depthwise",
        (8, 7),
        [
            layer("ZeroPadding2D", "padding: ((1, 2), (0, 3))", padding=((1, 2), (0, 3))),
            layer(
                "SeparableConv2D",
                "filters: 7, kernel_size: (3, 2), strides: (2, 2), depth_multiplier: 2, activation: relu",
                filters=7,
                kernel_size=(3, 2),
                strides=2,
                depth_multiplier=2,
                activation="relu",
            ),
            activation("gelu"),
            layer(
                "DepthwiseConv2D",
                "kernel_size: (2, 3), depth_multiplier: 3, activation: relu",
                kernel_size=(2, 3),
                depth_multiplier=3,
                activation="relu",
            ),
            activation("leaky_relu"),
            layer("ZeroPadding2D", "padding: 1", padding=1),
            layer(
                "SeparableConv2D",
                "filters: 5, kernel_size: 3, padding: same, use_bias: false",
                filters=5,
                kernel_size=3,
                padding="same",
                use_bias=False,
            ),
            layer("GlobalAveragePooling2D"),
            dense(7),
            activation("silu"),
            softmax_at_end(CLASSES),
        ],
    ),
    network(
        "nested, with shortcuts of its own",
        (7, 8),
        [
            residual(
                [
                    conv(5, 3, padding="same", activation="relu"),
                    residual([residual([conv(5, 3, padding="same", activation="relu")]), normalization()]),
                    layer("MaxPooling2D", "pool_size: 2", pool_size=2),
                ],
                shortcut=[layer("AveragePooling2D", "pool_size: 2", pool_size=2), conv(5, 1)],
            ),
            residual([conv(5, 3, padding="same"), normalization(), layer("MaxPooling2D", "pool_size: 2, padding: same, strides: 1", pool_size=2, padding="same", strides=1)]),
            layer("Flatten"),
            residual([dense(9, "relu"), dense(60)]),
            last(),
        ],
    ),
]

values = np.concatenate([np.linspace(-9, 9, 73), [-30.0, -1e-3, 0.0, 1e-3, 6.0, 30.0]]).astype(np.float32)
functions = {}
for name in ["relu", "relu6", "leaky_relu", "gelu", "silu"]:
    function = getattr(keras.activations, name)
    functions[name] = {
        "values": rounded(function(values)),
        "slopes": rounded(jax.vmap(jax.grad(lambda x: jnp.sum(function(x))))(values)),
    }
file = Path(__file__).with_name("layers.json")
file.write_text(
    json.dumps(
        {"keras": keras.__version__, "networks": networks, "activations": {"x": rounded(values), "functions": functions}}
    )
    + "\n"
)
