"""Trains the exported run with PyTorch's DistributedDataParallel, on one process or on many machines.

    torchrun --standalone --nproc-per-node=gpu train.py --data PHOTOS
    torchrun --nnodes=2 --nproc-per-node=8 --rdzv-id=1 --rdzv-backend=c10d --rdzv-endpoint=HOST:29500 train.py --data PHOTOS

The batch of run.json is the batch of all processes together, so that the learning rate means the same on any number of them.
"""
import argparse
import json
import os
import pathlib
import time

import torch
import torch.distributed as dist
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

import callbacks
import files
from data import Folder, Shards
from network import Network
from optimizers import Optimizer, rate_at_start, scheduled

HERE = pathlib.Path(__file__).resolve().parent
VALIDATION_BATCH = 64


def settings():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="the folder of the photos that split.csv names")
    parser.add_argument("--shards", help="a folder of WebDataset shards, in place of --data")
    parser.add_argument("--out", default=HERE / "out", help="where history.csv and the weights are written")
    parser.add_argument("--weights", default=HERE / "initial.safetensors", help="the weights to begin with")
    parser.add_argument("--epochs", type=int, help="in place of the run's")
    parser.add_argument("--batch", type=int, help="photos of all processes together in a step, in place of the run's")
    parser.add_argument("--workers", type=int, default=2, help="processes that read photos, for each process that trains")
    parser.add_argument("--batch-norm", choices=["global", "local"], default="global",
                        help="statistics over all processes' photos, as in the run, or over each one's own, which is faster")
    return parser.parse_args()


def train(settings):
    """The training in a process group that is there; gives the history."""
    with open(HERE / "run.json") as file:
        run = json.load(file)
    rank, ranks = dist.get_rank(), dist.get_world_size()
    device = torch.device("cuda", torch.cuda.current_device()) if torch.cuda.is_available() else torch.device("cpu")
    config, classes = run["config"], run["classes"]
    training, out = config["training"], pathlib.Path(settings.out)
    batch, epochs = settings.batch or training["batch_size"], settings.epochs or training["epochs"]
    if settings.shards:
        data = Shards(run, settings.shards, rank, ranks, settings.workers)
    else:
        data = Folder(run, HERE, settings.data, rank, ranks, settings.workers)

    network = Network(run["layers"], settings.batch_norm == "global")
    network.load(load_file(settings.weights))
    network.to(device)
    parallel = torch.nn.parallel.DistributedDataParallel(network, broadcast_buffers=settings.batch_norm == "local")
    optimizer = Optimizer(training["optimizer"], network)
    written_rate = training["optimizer"][optimizer.kind]["learning_rate"]
    steps, rate = data.steps(batch), rate_at_start(written_rate)
    weight = torch.tensor([training.get("class_weight", {}).get(name, 1.0) for name in classes], device=device)
    smoothing = training.get("label_smoothing", 0.0)

    def losses(logits, labels):
        targets = torch.full_like(logits, smoothing / len(classes))
        targets[torch.arange(len(labels), device=device), labels] += 1 - smoothing
        return -(targets * F.log_softmax(logits, 1)).sum(1)

    def mean_of_all(sums):
        dist.all_reduce(sums)
        loss, correct, count = sums.tolist()
        return loss / max(count, 1), correct / max(count, 1)

    history, monitored, best = [], callbacks.from_config(config["callbacks"]), None
    stops_on_nan, kept = callbacks.terminates_on_nan(config["callbacks"]), {}
    for epoch in range(1, epochs + 1):
        began, stop = time.time(), False
        sums = torch.zeros(3, dtype=torch.float64, device=device)
        parallel.train()
        for step, (x, labels, count) in enumerate(data.training_batches(batch, epoch), (epoch - 1) * steps):
            now = scheduled(written_rate, step, steps * epochs)
            rate = rate if now is None else now
            x, labels = x.to(device, non_blocking=True), labels.to(device, non_blocking=True)
            if count is None:
                total = torch.tensor(float(len(labels)), device=device)
                dist.all_reduce(total)
                count = int(total)
            logits = parallel(x)
            each = losses(logits, labels) * weight[labels]
            # The processes' gradients are averaged, and each one's part of the batch may have another size.
            (each.sum() * (ranks / count)).backward()
            optimizer.step(rate)
            with torch.no_grad():
                correct = (logits.argmax(1) == labels).sum()
                sums += torch.stack([each.sum().double(), correct.double(), torch.tensor(float(len(labels)), device=device).double()])
        loss, accuracy = mean_of_all(sums)
        trained = time.time() - began
        row = {"epoch": epoch, "accuracy": accuracy, "learning_rate": rate, "loss": loss}

        own = {name: value.clone() for name, value in network.tensors().items()}
        network.load(optimizer.predicting())
        network.eval()
        sums = torch.zeros(3, dtype=torch.float64, device=device)
        with torch.no_grad():
            for x, labels, _ in data.validation_batches(VALIDATION_BATCH):
                x, labels = x.to(device), labels.to(device)
                logits = network(x)
                each = losses(logits, labels)
                correct = (logits.argmax(1) == labels).sum()
                sums += torch.stack([each.sum().double(), correct.double(), torch.tensor(float(len(labels)), device=device).double()])
        row["val_loss"], row["val_accuracy"] = mean_of_all(sums)
        row["seconds"] = time.time() - began
        row["images_per_second"] = steps * batch / max(trained, 1e-9)
        weights = {name: value.cpu().contiguous() for name, value in network.own_tensors().items()}
        network.load(own)
        history.append(row)

        deciding = row["val_loss"]
        better = callbacks.is_finite(deciding) and (best is None or deciding < best)
        best = deciding if better else best
        next_rate = rate
        for callback in monitored:
            ends, next_rate = callback.on_epoch_end(epoch, row, next_rate)
            stop |= ends
            if callback.restores and getattr(callback, "best_epoch", None) == epoch:
                kept = weights
        stop |= stops_on_nan and not callbacks.is_finite(loss)
        rate = next_rate
        if rank == 0:
            files.write(out, history, weights, better, save_file)
            print(files.printed(row), flush=True)
        if stop:
            break
    if kept and rank == 0:
        save_file(kept, out / "last.safetensors")
    return history


def main():
    arguments = settings()
    if not (arguments.data or arguments.shards):
        raise SystemExit("--data PHOTOS or --shards FOLDER is needed")
    if "RANK" not in os.environ:
        os.environ.update(RANK="0", WORLD_SIZE="1", MASTER_ADDR="127.0.0.1", MASTER_PORT="29500", LOCAL_RANK="0")
    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    train(arguments)
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
