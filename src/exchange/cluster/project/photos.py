"""The photos that split.csv names: their order, and the way from a file to the network's input. Needs numpy and Pillow alone."""
import csv
import pathlib

import numpy

from augmentation import augmented
from pixels import read_pixels, scaled
from streams import shuffled


class Reader:
    """From a photo's file to the network's input."""

    def __init__(self, run):
        self.preprocessing, self.config, self.seed = run["preprocessing"], run["config"]["augmentation"], run["config"]["seed"]

    def __call__(self, file, epoch, index):
        pixels = read_pixels(file, self.preprocessing)
        if epoch is None:
            return scaled(pixels, self.preprocessing)
        values = augmented(pixels, self.config, self.seed, epoch, index)
        return values * numpy.float32(self.preprocessing["scale"])


class Table:
    """Names and class numbers of all photos, and which of them train and validate."""

    def __init__(self, run, here, folder):
        self.reader, self.folder, self.seed = Reader(run), pathlib.Path(folder), run["config"]["seed"]
        labels = {name: label for label, name in enumerate(run["classes"])}
        with open(here / "split.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        # A name that a spreadsheet would run as a formula stands behind an apostrophe.
        plain = lambda text: text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t\r" else text
        self.rows = [(plain(row["filename"]), labels[plain(row["label"])]) for row in rows]
        self.training = run["training_order"]
        self.validation = [at for at, row in enumerate(rows) if row["side"] == "validation" and not row["left_out"]]

    def in_order_of(self, epoch):
        """The training photos in the order of an epoch, counted from 1."""
        return shuffled(self.training, self.seed, epoch)

    def sample(self, index, epoch=None):
        """A photo as the network's input, changed as in an epoch, or as it is; and its class."""
        name, label = self.rows[index]
        return self.reader(self.folder / name, epoch, index), label
