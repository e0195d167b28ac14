"""Classifies photos with the network in model.onnx beside this file, and writes the table that `bigode predict --csv` writes.

    pip install -r requirements.txt
    python classify.py PHOTO_OR_FOLDER... > labels.csv

Classes and preprocessing are read from the network's file.
"""
import csv
import json
import pathlib
import sys

import onnxruntime
# %pixels%

ENDINGS = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".pnm", ".pbm"}
BATCH = 32


def photos(paths):
    """The photos that paths name; those of a folder in the order of their names."""
    for path in map(pathlib.Path, paths):
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS)
        else:
            yield path


class Classifier:
    """The network with its classes and its preprocessing."""

    def __init__(self, file):
        self.session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        metadata = self.session.get_modelmeta().custom_metadata_map
        self.classes = json.loads(metadata["classes"])
        self.preprocessing = json.loads(metadata["preprocessing"])
        self.mirrors = self.preprocessing.get("mirror_averaging", False)
        self.input = self.session.get_inputs()[0]

    def probabilities(self, files):
        """A row of probabilities for each photo, in the order of the classes."""
        pixels = numpy.stack([read_pixels(file, self.preprocessing) for file in files])
        batch = scaled(pixels, self.preprocessing)
        rows = self.run(batch)
        return (rows + self.run(batch[:, :, ::-1])) / 2 if self.mirrors else rows

    def run(self, batch):
        if self.input.shape[1] == 3:
            batch = batch.transpose(0, 3, 1, 2)
        return self.session.run(None, {self.input.name: numpy.ascontiguousarray(batch)})[0]


def main(paths):
    if not paths:
        sys.exit(__doc__)
    classifier = Classifier(pathlib.Path(__file__).with_name("model.onnx"))
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["filename", "label", "probability", *classifier.classes])
    files = list(photos(paths))
    for start in range(0, len(files), BATCH):
        batch = files[start:start + BATCH]
        for file, row in zip(batch, classifier.probabilities(batch)):
            best = int(row.argmax())
            table.writerow([file, classifier.classes[best], row[best], *row])


if __name__ == "__main__":
    main(sys.argv[1:])
