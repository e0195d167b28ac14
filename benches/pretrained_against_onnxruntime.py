"""EfficientNet-Lite0 in Bigode beside onnxruntime: the same weights, in turn, medians of several rounds.

Usage: python3 benches/pretrained_against_onnxruntime.py PEERS [ROUNDS]   after `cargo build --release`, nothing else running

PEERS holds the virtual environment `tf` that ../shared/peers/README.md describes; its onnxruntime runs the networks that
`bigode export` writes of the presets `transfer` (224 px) and `transfer_quick` (128 px), on as many threads.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIGODE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "bigode"
PRESETS = {"transfer": 224, "transfer_quick": 128}
BATCH = 64
THREADS = 2

PEER = """
import sys, time
import numpy as np
import onnxruntime as ort

path, size, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
options = ort.SessionOptions()
options.intra_op_num_threads = threads
session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
name = session.get_inputs()[0].name

def seconds(batch, runs):
    x = np.random.default_rng(0).random((batch, size, size, 3), dtype=np.float32)
    best = float("inf")
    for turn in range(5):
        began = time.perf_counter()
        for _ in range(runs):
            session.run(None, {name: x})
        if turn > 0:
            best = min(best, (time.perf_counter() - began) / runs)
    return best

print(int(sys.argv[4]) / seconds(int(sys.argv[4]), 2), 1000 * seconds(1, 20))
"""


def output(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def main():
    python = Path(sys.argv[1]) / "tf" / "bin" / "python"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    samples = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for preset in PRESETS:
            run = Path(folder) / preset
            output(BIGODE, "train", "--demo", "--preset", preset, "--epochs", 1, "--out", run)
            output(BIGODE, "export", run, "--to", "onnx", "--out", Path(folder) / f"{preset}.onnx")
        for _ in range(rounds):
            for preset, size in PRESETS.items():
                own = json.loads(output(BIGODE, "bench", "--preset", preset, "--threads", THREADS, "--json"))
                samples[size, "images a second", "bigode"].append(own["inference_images_per_second"])
                samples[size, "one picture, ms", "bigode"].append(own["latency_ms"])
                text = output(python, "-c", PEER, Path(folder) / f"{preset}.onnx", size, THREADS, BATCH)
                speed, latency = map(float, text.split())
                samples[size, "images a second", "onnxruntime"].append(speed)
                samples[size, "one picture, ms", "onnxruntime"].append(latency)
    for (size, what, program), values in sorted(samples.items()):
        spread = f"{min(values):8.2f} to {max(values):8.2f}"
        print(f"{size} px, {what:16} {program:12} median {statistics.median(values):8.2f}   {spread}")


if __name__ == "__main__":
    main()
