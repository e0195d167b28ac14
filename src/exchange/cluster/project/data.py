"""Photos as batches: from a folder, in the very order of the exported run, or from WebDataset shards."""
import glob
import io
import itertools
import json
import os

import numpy
import torch

from photos import Reader, Table


def batch_of(samples, shape):
    x = numpy.stack([x for x, _ in samples]) if samples else numpy.zeros((0, *shape), numpy.float32)
    return torch.from_numpy(numpy.ascontiguousarray(x, numpy.float32)), torch.tensor([y for _, y in samples], dtype=torch.long)


def context(workers):
    """How reading processes are started: closures need a fork."""
    return "fork" if workers else None


class Photos(torch.utils.data.Dataset):
    def __init__(self, table, epoch):
        self.table, self.epoch = table, epoch

    def __len__(self):
        return len(self.table.rows)

    def __getitem__(self, index):
        return self.table.sample(index, self.epoch)


class Folder:
    """Photos of a folder by the names in split.csv; each process takes every n-th photo of each batch."""

    def __init__(self, run, here, folder, rank, ranks, workers):
        self.table, self.rank, self.ranks, self.workers = Table(run, here, folder), rank, ranks, workers

    def steps(self, batch):
        return -(-len(self.table.training) // batch)

    def batches(self, order, batch, epoch):
        parts = [order[start:start + batch] for start in range(0, len(order), batch)]
        photos, preprocessing = Photos(self.table, epoch), self.table.reader.preprocessing
        shape = (preprocessing["height"], preprocessing["width"], 3)
        loader = torch.utils.data.DataLoader(
            photos, batch_sampler=[part[self.rank::self.ranks] for part in parts], num_workers=self.workers,
            collate_fn=lambda samples: batch_of(samples, shape), multiprocessing_context=context(self.workers))
        for part, (x, y) in zip(parts, loader):
            yield x, y, len(part)

    def training_batches(self, batch, epoch):
        return self.batches(self.table.in_order_of(epoch), batch, epoch)

    def validation_batches(self, batch):
        return self.batches(self.table.validation, batch, None)


class Shards:
    """Tar files that `bigode export DATA --to webdataset` has written. Each process reads shards of its own, and all take as
    many batches, since DistributedDataParallel waits for every process at every step."""

    def __init__(self, run, folder, rank, ranks, workers):
        self.reader, self.run, self.rank, self.ranks, self.workers = Reader(run), run, rank, ranks, workers
        self.folder, self.seed = folder, run["config"]["seed"]
        with open(os.path.join(folder, "dataset.json")) as file:
            self.counts = json.load(file)
        assert self.counts["classes"] == run["classes"], "the shards have other classes than the run"

    def steps(self, batch):
        return max(self.counts["training"]["photos"] // batch, 1)

    def batches(self, part, batch, steps, epoch):
        import webdataset

        urls = sorted(glob.glob(os.path.join(self.folder, f"{part}-*.tar")))
        if len(urls) < self.ranks * max(self.workers, 1):
            raise SystemExit(f"{len(urls)} shards are fewer than {self.ranks} processes x {max(self.workers, 1)} workers")
        shuffles = epoch is not None

        def decoded(sample):
            about = json.loads(sample["json"])
            photo = next(value for key, value in sample.items() if key not in ("json", "cls") and not key.startswith("__"))
            return self.reader(io.BytesIO(photo), epoch, about["index"]), int(sample["cls"])

        shards = webdataset.WebDataset(
            urls, nodesplitter=webdataset.split_by_node, workersplitter=webdataset.split_by_worker,
            shardshuffle=100 if shuffles else False, seed=self.seed + (epoch or 0), empty_check=False)
        if shuffles:
            shards = shards.shuffle(1000)
        shards = shards.map(decoded).batched(-(-batch // self.ranks), collation_fn=lambda samples: samples, partial=True)
        loader = torch.utils.data.DataLoader(
            shards.repeat() if shuffles else shards, batch_size=None, num_workers=self.workers,
            multiprocessing_context=context(self.workers))
        shape = (self.reader.preprocessing["height"], self.reader.preprocessing["width"], 3)
        for samples in itertools.islice(loader, steps):
            x, y = batch_of(samples, shape)
            yield x, y, None

    def training_batches(self, batch, epoch):
        return self.batches("train", batch, self.steps(batch), epoch)

    def validation_batches(self, batch):
        return self.batches("validation", batch, None, None)
