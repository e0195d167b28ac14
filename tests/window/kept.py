"""Kept pictures: what is painted over in a new one, how far both may differ, and how new ones are kept."""

import pathlib
import re
import subprocess

from desktop import Failed, nodes, said

KEPT = pathlib.Path(__file__).with_name("pictures")
# What another run or machine shows otherwise: times, speeds, folders. It is painted over before a picture is kept.
VOLATILE = re.compile(r"img/s|\d ms\b|/tmp/|\d{4}-\d\d-\d\d|\d:\d\d\b|^\d+[.,]\d\d$"
                      "|photos a second|fotos por segundo|less than 1 s|menos de 1 s|validation included|com a validação")
# Colours that are farther apart than this differ.
FUZZ = "12%"
# So much of a picture may differ: little where nothing is trained, more where times are shown that were measured, most
# where another processor rounds otherwise or a plot's axis settles a point beside.
STEADY, MEASURED, TRAINED = 0.0005, 0.002, 0.02


def hide_volatile(picture):
    """Paints over what changes from run to run, as far as its text shows that, and reduces the colours."""
    paint = []
    for node in nodes():
        if node.role == "label" and VOLATILE.search(node.name):
            x, y, width, height = node.box
            corner = said("convert", picture, "-format", f"%[pixel:p{{{x - 1},{y - 1}}}]", "info:")
            paint += ["-fill", corner, "-draw", f"rectangle {x},{y} {x + width},{y + height}"]
    subprocess.run(["convert", picture, *paint, "-dither", "None", "-colors", "200", f"PNG8:{picture}"], check=True)


def keep(out, pages, is_all):
    """Keeps today's pictures of these pages; where they are all pages, others are kept no longer."""
    KEPT.mkdir(exist_ok=True)
    for old in KEPT.glob("*.png") if is_all else []:
        old.unlink()
    for name in pages:
        command = ["convert", out / f"{name}.png", "-strip", "-define", "png:compression-level=9", KEPT / f"{name}.png"]
        subprocess.run(command, check=True)
    size = sum((KEPT / f"{name}.png").stat().st_size for name in pages)
    print(f"kept {len(pages)} pictures, {size // 1024} KiB: {KEPT}")


def pixels(picture):
    width, height = said("convert", picture, "-format", "%w %h", "info:").split()
    return int(width) * int(height)


def compare(out, pages):
    failed = []
    for name, tolerance in pages.items():
        kept, now = KEPT / f"{name}.png", out / f"{name}.png"
        differing = out / f"{name}.differs.png"
        command = ["compare", "-metric", "AE", "-fuzz", FUZZ, kept, now, differing]
        compared = subprocess.run(command, capture_output=True, text=True)
        if compared.returncode > 1:
            failed.append(f"{name}: {compared.stderr.strip()}")
            continue
        share = float(compared.stderr) / pixels(now)
        print(f"{name}: {share:.4%} differs, {tolerance:.2%} may")
        if share > tolerance:
            subprocess.run(["cp", kept, out / f"{name}.expected.png"], check=True)
            failed.append(f"{name}: {share:.2%} of the picture differs; look at {now}, {differing.name} and "
                          f"{name}.expected.png beside it")
        else:
            differing.unlink(missing_ok=True)
    if failed:
        raise Failed("\n".join([*failed, "If that is wanted: tests/window/run pictures BIGODE OUT --update"]))
