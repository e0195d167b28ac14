"""What `bigode train` learns from 20 and 100 photos of two classes, and how long it takes.

python from_few_photos.py BIGODE PHOTOS FOLDER

PHOTOS are files named cat.N.jpg and dog.N.jpg. For each preset, number and seed so many are drawn, trained on, and the network is
evaluated on 500 others of each class. Runs and links to the photos lie in FOLDER; the cache of pixels and features there is
removed before each training, so that its time is that of photos never seen before.
"""

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

CLASSES = ("cat", "dog")
EVALUATED = 500


def linked(folder, photos, source):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in photos:
        (folder / name).symlink_to(source / name)


def measure(program, source, place, preset, count, seed):
    generator = random.Random(seed)
    names = sorted(path.name for path in source.iterdir())
    of_class = [[name for name in names if name.startswith(f"{label}.")] for label in CLASSES]
    drawn = [name for each in of_class for name in generator.sample(each, count // len(CLASSES))]
    rest = [generator.sample([name for name in each if name not in set(drawn)], EVALUATED) for each in of_class]
    linked(place / "few", drawn, source)
    linked(place / "rest", sum(rest, []), source)
    shutil.rmtree(place / "cache", ignore_errors=True)
    shutil.rmtree(place / "run", ignore_errors=True)
    environment = {**os.environ, "BIGODE_CACHE": str(place / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    train = [program, "train", place / "few", "--preset", preset, "--seed", str(seed), "--out", place / "run"]
    subprocess.run(train, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    accuracies = []
    for weights in ("best", "last"):
        evaluate = [program, "evaluate", place / "run", place / "rest", "--json", "--weights", weights]
        found = subprocess.run(evaluate, env=environment, check=True, capture_output=True, text=True)
        accuracies.append(json.loads(found.stdout)["accuracy"])
    return accuracies, seconds


def main():
    program, source, folder = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    for preset in ("transfer", "transfer_quick"):
        for count in (20, 100):
            measured = [measure(program, source, folder, preset, count, seed) for seed in range(1, 6)]
            best, last = zip(*(accuracies for accuracies, _ in measured))
            means = f"{statistics.mean(best):.3f} with the best weights, {statistics.mean(last):.3f} with the last"
            processor = max(seconds for _, seconds in measured)
            print(f"{preset}, {count} photos: {means}; at most {processor:.1f} s of processor's time", flush=True)


if __name__ == "__main__":
    main()
