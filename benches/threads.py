"""What a second thread gains, beside what the machine allows: a step on one thread, on two, and in two programs at once.

Usage: python3 benches/threads.py [ROUNDS]   on two processors, after `cargo build --release`, nothing else running

Two programs of one thread each never wait for each other: what they lack to twice one program is lost to the memory
that they share. When the machine's host takes a processor away for a while, that holds back both of two threads, which
wait for each other at the end of every operation, but only one of two programs. A loop that reads the clock sees it.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIGODE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "bigode"

CLOCK = """
import time
began = last = time.perf_counter()
lost = longest = 0.0
while last - began < 5:
    now = time.perf_counter()
    if now - last > 1e-4:
        lost, longest = lost + now - last, max(longest, now - last)
    last = now
print(100 * lost / (last - began), 1000 * longest)
"""


def start(processor, *command):
    pinned = [] if processor is None else ["taskset", "-c", str(processor)]
    return subprocess.Popen([*pinned, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def bench(threads, processor=None):
    return start(processor, BIGODE, "bench", "--threads", threads, "--json")


def speed(process):
    return json.loads(process.communicate()[0])["train_images_per_second"]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    samples, lost, longest = defaultdict(list), [], []
    for turn in range(rounds):
        samples["one thread"].append(speed(bench(1, turn % 2)))
        samples["two threads"].append(speed(bench(2)))
        samples["two programs"].append(sum(speed(each) for each in [bench(1, 0), bench(1, 1)]))
        for clock in [start(processor, sys.executable, "-c", CLOCK) for processor in (0, 1)]:
            share, most = map(float, clock.communicate()[0].split())
            lost.append(share)
            longest.append(most)
    one = statistics.median(samples["one thread"])
    for name, values in samples.items():
        median = statistics.median(values)
        print(f"{name:12} median {median:6.1f} images/s ({min(values):.1f} to {max(values):.1f}), {median / one:.3f} x")
    print(f"both processors busy: {statistics.median(lost):.1f} % of the time taken away, at most {max(longest):.1f} ms at once")


if __name__ == "__main__":
    main()
