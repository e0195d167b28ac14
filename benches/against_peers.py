"""Bigode beside PyTorch, Keras and onnxruntime: the same network, in turn, medians of several rounds.

Usage: python3 benches/against_peers.py PEERS [ROUNDS]   after `cargo build --release`, nothing else running

PEERS holds the virtual environments `tf` and `pt` that ../shared/peers/README.md describes. Each round runs every
program once, in turn, so that all of them meet the same machine. Prints the rows of benches/README.md.
"""

import json
import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT.parent / "shared" / "peers"
BIGODE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "bigode"
BATCHES = (15, 32, 64)


def output(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def number(pattern, text):
    return float(re.search(pattern + r"[^\d]*([\d.]+)", text).group(1))


def one_round(peers, samples):
    torch, tensorflow = peers / "pt" / "bin" / "python", peers / "tf" / "bin" / "python"
    for batch in BATCHES:
        own = json.loads(output(BIGODE, "bench", "--batch", batch, "--json"))
        samples[f"train {batch}", "bigode"].append(own["train_images_per_second"])
        samples["infer 64", "bigode"].append(own["inference_images_per_second"])
        samples["latency", "bigode"].append(own["latency_ms"])
        text = output(torch, SCRIPTS / "torch_step.py", batch, "cl")
        samples[f"train {batch}", "torch"].append(number("train", text))
        samples["infer 64", "torch"].append(number("infer", text))
        text = output(tensorflow, SCRIPTS / "keras_step.py", batch)
        samples[f"train {batch}", "keras"].append(number("train", text))
        samples["infer 64", "keras"].append(number("predict", text))
        text = output(tensorflow, SCRIPTS / "onnxruntime_infer.py")
        samples["infer 64", "onnxruntime"].append(number("infer", text))
        samples["latency", "onnxruntime"].append(number("batch 1:", text))
    for name, threads in (("one", 1), ("two", 2)):
        own = json.loads(output(BIGODE, "bench", "--threads", threads, "--json"))
        samples["threads", name].append(own["train_images_per_second"])


def main():
    peers, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    samples = defaultdict(list)
    for count in range(rounds):
        one_round(peers, samples)
        print(f"after round {count + 1} of {rounds}", flush=True)
        for (row, program), values in sorted(samples.items()):
            spread = f"{min(values):8.2f} to {max(values):8.2f}"
            print(f"{row:12} {program:12} median {statistics.median(values):8.2f}   {spread}", flush=True)


if __name__ == "__main__":
    main()
