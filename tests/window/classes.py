"""Photographs of many classes for the window's scripts: discs whose hue and size tell the class, drawn with a fixed seed."""

import colorsys
import math
import random
import struct
import zlib

SIDE = 32
# Small enough to be trained in a moment, and not so good that it makes no mistakes.
EXPERIMENT = """(
    preset: "discs", seed: 1,
    network: (input: (32, 32), layers: [
        Conv2D(filters: 16, kernel_size: (3, 3), activation: relu), BatchNormalization(momentum: 0.9), MaxPooling2D(),
        Conv2D(filters: 32, kernel_size: (3, 3), activation: relu), BatchNormalization(momentum: 0.9), MaxPooling2D(),
        Flatten(), Dense(units: 64, activation: relu), Dense(units: classes, activation: softmax),
    ]),
    training: (optimizer: Adam(learning_rate: 0.002), batch_size: 20, epochs: 4),
    callbacks: [],
)
"""


def write(folder, names, each):
    """A folder for each name with so many PNG files."""
    chance = random.Random(1)
    for number, name in enumerate(names):
        inside = folder / name
        inside.mkdir(parents=True)
        for place in range(each):
            (inside / f"{place:03}.png").write_bytes(png(disc(chance, number, len(names))))


def disc(chance, number, count):
    """Red, green and blue of each pixel. Neighbours in hue and size are hard to tell apart."""
    hue = (number // 5 * 5 / count if count > 5 else number / count) + chance.gauss(0, 0.012 if count > 5 else 0.09)
    radius = 4 + number % 5 * 2.2 + chance.gauss(0, 0.5)
    colour = [255 * part for part in colorsys.hsv_to_rgb(hue % 1, 0.8, 0.9)]
    x, y = (SIDE / 2 + chance.gauss(0, 2) for _ in range(2))
    pixels = bytearray()
    for row in range(SIDE):
        for column in range(SIDE):
            inside = math.hypot(column - x, row - y) < radius
            pixels += bytes(min(255, max(0, int(part + chance.gauss(0, 14)))) for part in (colour if inside else [120] * 3))
    return pixels


def png(pixels):
    rows = b"".join(b"\0" + pixels[row * SIDE * 3:(row + 1) * SIDE * 3] for row in range(SIDE))
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in chunks)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
