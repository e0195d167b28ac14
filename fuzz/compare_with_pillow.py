#!/usr/bin/env python3
"""Compares what this program makes of damaged pictures with what Pillow makes of them.

Usage: cargo run --release --example campaign -- write 3000 FOLDER, then fuzz/compare_with_pillow.py FOLDER

For each format: how often the verdicts agree, and of the pictures that both read, how many have the same size and
channels that differ by 2 levels at most.
"""

import collections
import sys
import warnings
from pathlib import Path

import numpy
from PIL import Image, ImageOps

NEAR = 2
SHOWN = 4


def as_pillow(file):
    """Pillow's pixels, turned by EXIF, over white."""
    picture = Image.open(file)
    picture.load()
    try:
        picture = ImageOps.exif_transpose(picture)
    except Exception:  # EXIF that cannot be read turns nothing
        pass
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        pixels = numpy.asarray(picture.convert("RGBA")).astype(int)
        alpha = pixels[..., 3:]
        return (pixels[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return numpy.asarray(picture.convert("RGB")).astype(int)


def as_ours(file):
    """The pixels that `campaign write` left beside a picture; nothing where it was refused."""
    written = file.with_name(file.name + ".ppm")
    if not written.exists():
        return None
    head, rest = written.read_bytes().split(b"\n", 1)
    width, height = (int(number) for number in head.split()[1:3])
    return numpy.frombuffer(rest, "u1").reshape(height, width, 3).astype(int)


def compared(file):
    ours = as_ours(file)
    try:
        theirs = as_pillow(file)
    except MemoryError:
        raise
    except Exception as error:  # whatever Pillow refuses a file with
        return ("both refuse", "") if ours is None else ("we alone read", f"{type(error).__name__}: {error}")
    if ours is None:
        return "Pillow alone reads", file.with_name(file.name + ".txt").read_text()
    if ours.shape != theirs.shape:
        return "other size", f"{ours.shape} and {theirs.shape}"
    difference = numpy.abs(ours - theirs)
    if difference.max() <= NEAR:
        return "equal" if difference.max() == 0 else "near", ""
    return "other pixels", f"by up to {difference.max()} in {numpy.mean(difference.max(axis=-1) > NEAR):.3%}"


def main():
    warnings.simplefilter("ignore")
    counts = collections.defaultdict(collections.Counter)
    shown = collections.Counter()
    for file in sorted(Path(sys.argv[1]).iterdir()):
        if file.suffix in (".ppm", ".txt"):
            continue
        verdict, why = compared(file)
        kind = file.suffix[1:]
        counts[kind][verdict] += 1
        shown[kind, verdict] += 1
        if why and shown[kind, verdict] <= SHOWN:
            print(f"{file.name}: {verdict}: {why[:150]}")
    for kind, count in counts.items():
        read = sum(count[verdict] for verdict in ("equal", "near", "other pixels", "other size"))
        same = count["both refuse"] + read
        near = count["equal"] + count["near"]
        total = sum(count.values())
        print(f"{kind:5} {total:6} pictures; verdicts agree {same / total:.2%}; of {read} that both read {near / max(read, 1):.2%} within {NEAR}; {dict(count)}")


main()
