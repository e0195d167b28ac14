"""Whole epochs of the notebook beside Keras, in turn: the first with an empty cache, the warm ones, and the memory.

Usage: python3 benches/epochs_against_keras.py PEERS [ROUNDS]   after `cargo build --release`, nothing else running

PEERS holds the virtual environment `tf` that ../shared/peers/README.md describes. A round trains two epochs with each
program on ../shared/data/train. Prints medians.
"""

import csv
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BIGODE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "bigode"
EPOCHS = 2


def keras(peers, samples):
    command = [peers / "tf/bin/python", "-u", SHARED / "peers/keras_notebook.py", SHARED / "data/train", str(EPOCHS)]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        for line in process.stdout:
            if line.startswith("epoch 1"):
                samples["first epoch", "keras"].append(time.monotonic() - began)
            elif line.startswith("epoch"):
                samples["warm epoch", "keras"].append(float(re.search(r" ([\d.]+)s ", line).group(1)))
    if process.returncode != 0:
        sys.exit(f"Keras ended with {process.returncode}: {' '.join(map(str, command))}")


def bigode(samples):
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        command = [BIGODE, "train", SHARED / "data/train", "--preset", "notebook", "--epochs", str(EPOCHS), "--out", run]
        began, first, peak = time.monotonic(), None, 0
        environment = {**os.environ, "BIGODE_CACHE": f"{folder}/cache"}
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                peak = max(peak, anonymous_bytes(process.pid))
                if first is None and lines(run / "history.csv") >= 2:
                    first = time.monotonic() - began
                time.sleep(0.1)
        samples["first epoch", "bigode"].append(first)
        samples["memory, MB", "bigode"].append(peak / 1e6)
        with open(run / "history.csv", newline="") as file:
            samples["warm epoch", "bigode"] += [float(row["seconds"]) for row in list(csv.DictReader(file))[1:]]
            file.seek(0)
            samples["pictures/s", "bigode"] += [float(row["images_per_second"]) for row in list(csv.DictReader(file))[1:]]


def anonymous_bytes(process):
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    return int(found.group(1)) * 1024 if found else 0


def lines(file):
    return len(file.read_text().splitlines()) if file.exists() else 0


def main():
    peers, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    samples = defaultdict(list)
    for count in range(rounds):
        bigode(samples)
        keras(peers, samples)
        print(f"round {count + 1} of {rounds}", file=sys.stderr, flush=True)
    for (row, program), values in sorted(samples.items()):
        each = ", ".join(f"{value:.1f}" for value in values)
        print(f"{row:12} {program:8} median {statistics.median(values):8.1f}   of {each}")


if __name__ == "__main__":
    main()
