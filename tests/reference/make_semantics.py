"""Computes keras_semantics.json with numpy, scikit-learn, Pillow, scipy, keras-preprocessing and Keras.

python make_semantics.py OUT.json          (README.md beside this file names the versions)
"""

import hashlib
import json
import math
import sys
from pathlib import Path

import keras
import numpy as np
import PIL
from keras.src.legacy.preprocessing import image as modern
from keras_preprocessing import image as classic
from keras_preprocessing.image.affine_transformations import apply_affine_transform
from PIL import Image
from sklearn.model_selection import train_test_split

NOTEBOOK = dict(
    rotation_range=15,
    shear_range=0.1,
    zoom_range=0.2,
    horizontal_flip=True,
    width_shift_range=0.1,
    height_shift_range=0.1,
    rescale=1 / 255,
)
WARPS = [
    {"theta": 15},
    {"tx": 1.5},
    {"ty": -0.75},
    {"shear": 20},
    {"zx": 0.8, "zy": 1.2},
    {"theta": -7.5, "tx": 0.6, "ty": -0.4, "shear": 0.1, "zx": 0.85, "zy": 1.15},
]
# Metric curves as three published notebooks printed them.
TF2_VAL_LOSS = [
    0.5791, 0.5426, 1.2017, 0.6546, 0.6946, 0.4226, 0.4151, 0.4129, 0.5404, 0.957, 0.3442, 0.3062, 0.3203, 0.3772,
    0.3659, 0.3709, 0.3852, 0.4889, 0.4279, 0.4287, 0.2607, 0.5516, 0.3605, 0.2405, 0.234, 0.8045, 0.2095, 0.2118,
    0.2376, 0.2239, 0.2392, 0.8695, 0.2652, 0.2773, 0.2831, 0.185, 0.3362, 0.2294, 0.2007, 0.402, 0.3045, 0.2446,
    0.2237, 0.2048, 0.6921, 0.2375,
]
TF2_VAL_ACCURACY = [
    0.6941, 0.7009, 0.5367, 0.7728, 0.7664, 0.799, 0.8062, 0.8132, 0.768, 0.7039, 0.8589, 0.8795, 0.8737, 0.8498,
    0.8394, 0.8386, 0.8496, 0.8062, 0.8224, 0.8138, 0.8955, 0.773, 0.8446, 0.9091, 0.9049, 0.7524, 0.9175, 0.9131,
    0.9025, 0.9167, 0.9067, 0.7538, 0.8943, 0.8861, 0.8849, 0.9313, 0.8595, 0.9089, 0.9213, 0.8306, 0.8667, 0.9045,
    0.9137, 0.9203, 0.7544, 0.9061,
]
KERNEL_VAL_ACC = [0.6603, 0.7749, 0.7535, 0.8371, 0.784, 0.8233, 0.8548, 0.8552]
KERNEL_VAL_LOSS = [0.632, 0.4828, 0.4962, 0.397, 0.4924, 0.413, 0.3563, 0.3507]
RUN_B_VAL_ACC = [0.6128, 0.5974, 0.5948, 0.639, 0.6883, 0.7065]


def made_with():
    return {
        "keras": keras.__version__,
        "numpy": np.__version__,
        "classic": "keras-preprocessing 1.1.2 affine_transformations.py + scipy.ndimage.affine_transform",
        "pillow": PIL.__version__,
    }


def mt19937():
    words = np.random.MT19937()
    words._legacy_seeding(42)
    return {
        "u32": [int(word) for word in words.random_raw(4)],
        "f64": np.random.RandomState(42).random_sample(4).tolist(),
    }


def split(count):
    train, test = train_test_split(np.arange(count), test_size=0.2, random_state=42)
    if count <= 1000:
        return {"test": test.tolist(), "train": train.tolist()}
    permutation = np.concatenate([test, train])
    return {
        "n_train": len(train),
        "n_test": len(test),
        "test_first8": test[:8].tolist(),
        "test_last3": test[-3:].tolist(),
        "train_first8": train[:8].tolist(),
        "train_last3": train[-3:].tolist(),
        "perm_sha256_le_u32": hashlib.sha256(permutation.astype("<u4").tobytes()).hexdigest(),
    }


def nearest(source, target):
    """The source index of each target pixel, read off a row whose pixels are their own indices."""
    row = Image.fromarray(np.arange(source, dtype=np.int32).reshape(1, source))
    return np.asarray(row.resize((target, 1), Image.Resampling.NEAREST)).ravel().tolist()


def picture(height, width, channels):
    """The rule that the file states as `test_image_rule`."""
    r, c, k = np.ogrid[:height, :width, :channels]
    return ((31 * r + 17 * c + 53 * k + r * c) % 256).astype(np.uint8)


def draws():
    """ImageDataGenerator's random parameters for the notebook's settings; flips as numbers."""
    np.random.seed(42)
    generator = classic.ImageDataGenerator(**NOTEBOOK)
    drawn = [generator.get_random_transform((128, 128, 3)) for _ in range(4)]
    return [{name: float(value) if isinstance(value, bool) else value for name, value in one.items()} for one in drawn]


def rounded(values, digits):
    return [rounded(value, digits) for value in values] if isinstance(values, list) else round(values, digits)


def warp(height, width, parameters):
    pixels = picture(height, width, 1).astype(np.float32)
    warped = {"h": height, "w": width, "ch": 1, "params": parameters}
    for name, transform in [("modern", modern.apply_affine_transform), ("classic", apply_affine_transform)]:
        result = transform(pixels.copy(), **parameters, row_axis=0, col_axis=1, channel_axis=2, order=1)
        warped[name] = rounded(result[:, :, 0].astype(float).tolist(), 4)
    return warped


def pipeline():
    """Resizing, random parameters, warping and rescaling in one."""
    resized = np.asarray(Image.fromarray(picture(7, 9, 3)).resize((8, 8), Image.Resampling.NEAREST))
    result = {"resized_u8": resized.tolist()}
    np.random.seed(7)
    generators = {name: of.ImageDataGenerator(**NOTEBOOK) for name, of in [("modern", modern), ("classic", classic)]}
    result["params"] = generators["classic"].get_random_transform((8, 8, 3))
    for name, generator in generators.items():
        pixels = generator.apply_transform(resized.astype(np.float32), result["params"])
        result[name] = rounded(generator.standardize(pixels).astype(float).tolist(), 6)
    return result


def batch_normalization():
    x = (np.arange(12) ** 1.5).astype(np.float32).reshape(2, 2, 1, 3)
    layer = keras.layers.BatchNormalization()
    y = np.asarray(layer(x, training=True))
    variance = x.reshape(4, 3).var(axis=0, dtype=np.float64)
    return {
        "x": x.ravel().tolist(),
        "y_train": y.ravel().tolist(),
        "moving_mean": np.asarray(layer.moving_mean).tolist(),
        "moving_var_keras3_biased": np.asarray(layer.moving_variance).tolist(),
        # Keras 2.2.4's formula with n = 4 values a channel; no library computes it any more.
        "moving_var_keras224": (0.99 + 0.01 * variance * 4 / (4 - (1 + 1e-3))).tolist(),
    }


def optimizers():
    start, gradients = [1, -2, 0.5], [[0.1, -0.2, 0.3], [0.05, 0.4, -0.1], [0.0, 0.1, 0.2]]
    of = keras.optimizers
    kinds = {
        "rmsprop": of.RMSprop(0.001),
        "sgd": of.SGD(0.01),
        "sgd_m0.9": of.SGD(0.01, momentum=0.9),
        "sgd_nesterov0.9": of.SGD(0.01, momentum=0.9, nesterov=True),
        "adam": of.Adam(0.001),
    }
    result = {}
    for name, optimizer in kinds.items():
        weights = keras.Variable(np.array(start, dtype=np.float32))
        result[name] = []
        for gradient in gradients:
            optimizer.apply([keras.ops.convert_to_tensor(gradient, "float32")], [weights])
            result[name].append(np.asarray(weights.value).tolist())
    return result | {"w0": start, "grads": gradients}


def cross_entropy():
    p, y = [[0.2, 0.8], [0.4, 0.6]], [[0, 1], [1, 0]]
    loss = keras.losses.categorical_crossentropy
    zero = loss(np.array([[1, 0]], dtype=np.float32), np.array([[0, 1]], dtype=np.float32))
    mean = keras.ops.mean(loss(np.array(y, dtype=np.float32), np.array(p, dtype=np.float32)))
    return {"p": p, "y": y, "mean": float(mean), "clipped_zero": float(zero[0])}


def decided(callback, metric, curve):
    """The epochs (from 1) after which the rate fell, with the new rate; and the epoch after which training stopped."""
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.RMSprop(0.001), loss="mse", metrics=["accuracy"])
    model.train_on_batch(np.zeros((1, 1)), np.zeros((1, 1)))
    callback.set_model(model)
    model.stop_training = False
    callback.on_train_begin()
    reductions, rate, stopped = [], float(model.optimizer.learning_rate), None
    for epoch, value in enumerate(curve):
        callback.on_epoch_end(epoch, {metric: value})
        if (now := float(model.optimizer.learning_rate)) != rate:
            rate = now
            reductions.append([epoch + 1, rate])
        if model.stop_training:
            stopped = epoch + 1
            break
    return reductions, stopped


def reductions(curve):
    plateau = keras.callbacks.ReduceLROnPlateau("val_accuracy", factor=0.5, patience=2, min_lr=1e-5)
    return decided(plateau, "val_accuracy", curve)[0]


def callbacks():
    stopper = keras.callbacks.EarlyStopping("val_loss", patience=10)
    _, stopped = decided(stopper, "val_loss", TF2_VAL_LOSS)
    return {
        "real_run_tf2_47epochs": {
            "source": "github:ayhkusa/cvpr_clvision_challenge notebook",
            "val_loss": TF2_VAL_LOSS,
            "val_accuracy": TF2_VAL_ACCURACY,
            "EarlyStopping_patience10": {"stops_after_epoch": stopped, "best_epoch": stopper.best_epoch + 1},
            "ReduceLR_val_accuracy_p2_f0.5_min1e-5": reductions(TF2_VAL_ACCURACY),
        },
        "real_run_keras224": {
            "source": "the Kaggle kernel output",
            "val_acc": KERNEL_VAL_ACC,
            "val_loss": KERNEL_VAL_LOSS,
            "ReduceLR_val_acc_p2": reductions(KERNEL_VAL_ACC),
        },
        "real_run_b": {
            "source": "github:yekshtein/cat-dogs",
            "val_acc": RUN_B_VAL_ACC,
            "ReduceLR_val_acc_p2": reductions(RUN_B_VAL_ACC),
        },
    }


def kernel_split():
    names = sorted(f"{label}.{number}.jpg" for label in ["cat", "dog"] for number in range(12_500))
    train, validation = train_test_split(names, test_size=0.2, random_state=42)
    cats = lambda side: sum(name.startswith("cat") for name in side)
    return {
        "val_cats": cats(validation),
        "val_dogs": len(validation) - cats(validation),
        "train_cats": cats(train),
        "train_dogs": len(train) - cats(train),
        "val_first5": validation[:5],
        "train_first5": train[:5],
    }


def main():
    sizes = [(160, 28), (96, 112), (9, 8), (7, 8), (3, 8), (17, 5), (499, 16), (375, 16)]
    sections = {
        "made_with": made_with(),
        "mt19937_seed42": mt19937(),
        "split_test20_seed42": {str(count): split(count) for count in [5, 10, 20, 100, 101, 25000]},
        "pil_nearest": {f"{source}->{target}": nearest(source, target) for source, target in sizes},
        "params_seed42_128": draws(),
        "test_image_rule": "pixel(r,c,ch)=(31r+17c+53ch+r*c) mod 256",
        "affine": [warp(height, width, parameters) for height, width in [(6, 6), (5, 8)] for parameters in WARPS],
        "pipeline_7x9_to_8x8_seed7": pipeline(),
        "batchnorm_nhwc_2x2x1x3": batch_normalization(),
        "optim": optimizers(),
        "cce": cross_entropy(),
        "callbacks": callbacks(),
        "kernel_split_lexicographic_names": kernel_split(),
    }
    Path(sys.argv[1]).write_text(json.dumps(sections, separators=(",", ":")))


main()
