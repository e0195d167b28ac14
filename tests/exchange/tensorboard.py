"""Event files, exported and kept up during a training that is resumed, read by TensorBoard.

    python tensorboard.py BIGODE WORK_FOLDER
"""
import csv
import io
import sys

# The files of this folder must not stand in the way of the packages of their names.
sys.path = sys.path[1:] + sys.path[:1]
import tensorboard
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from common import NETWORKS, Program, report

program = Program(*sys.argv[1:3])


def read(folder):
    accumulator = EventAccumulator(str(folder), size_guidance={"tensors": 0, "scalars": 0, "images": 0})
    accumulator.Reload()
    tags = accumulator.Tags()
    numbers = {tag: [(e.step, e.value) for e in accumulator.Scalars(tag)] for tag in tags["scalars"]}
    pictures = {tag: [(e.step, Image.open(io.BytesIO(e.encoded_image_string))) for e in accumulator.Images(tag)] for tag in tags["images"]}
    return numbers, pictures


def check(run, folder, what):
    with open(run / "history.csv") as file:
        history = list(csv.DictReader(file))
    largest = 0.0
    for side, columns in (("train", {"epoch_loss": "loss", "epoch_accuracy": "accuracy", "epoch_learning_rate": "learning_rate"}),
                          ("validation", {"epoch_loss": "val_loss", "epoch_accuracy": "val_accuracy"})):
        files = list((folder / side).iterdir())
        assert len(files) == 1 and files[0].name.startswith("events.out.tfevents."), files
        numbers, pictures = read(folder / side)
        assert set(numbers) == set(columns), numbers
        for tag, column in columns.items():
            assert [step for step, _ in numbers[tag]] == list(range(len(history))), (tag, numbers[tag])
            largest = max([largest] + [abs(value - float(row[column])) for (_, value), row in zip(numbers[tag], history)])
        tag, count = ("augmented_photos", min(3, len(history))) if side == "train" else ("confusion_matrix", len(history))
        assert [step for step, _ in pictures[tag]] == list(range(count)), pictures
        for _, picture in pictures[tag]:
            picture.load()
    report("tensorboard", f"tensorboard {tensorboard.__version__}", what, largest, 1e-6)


config = NETWORKS[0]
run = program.run(config)
exported = program.work / "events"
if not exported.exists():
    program("export", run, "--to", "tensorboard", "--out", exported)
check(run, exported, f"{config.stem}, exported")

kept = program.work / "kept-up"
resumed = program.work / "runs" / "kept-up"
if not resumed.exists():
    program("train", program.photos, "--config", config, "--epochs", "2", "--out", resumed, "--tensorboard", kept)
    check(resumed, kept, f"{config.stem}, kept up")
    program("train", "--resume", resumed, "--epochs", "5", "--tensorboard", kept)
check(resumed, kept, f"{config.stem}, resumed")
