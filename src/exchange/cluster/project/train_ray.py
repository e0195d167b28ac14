"""The same training on Ray: python train_ray.py --data PHOTOS --processes 8 [--gpu] [and the arguments of train.py]

The photos, and --out, lie where all machines reach them.
"""
import argparse
import pathlib
import sys

import ray.train
from ray.train.torch import TorchTrainer


def loop(config):
    sys.path.insert(0, config["here"])
    import train

    history = train.train(config["settings"])
    # Ray asks every process for its reports; all have the same figures.
    for row in history:
        ray.train.report(row)


def main():
    parser = argparse.ArgumentParser(description=__doc__, add_help=False)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--gpu", action="store_true")
    own, others = parser.parse_known_args()
    here = str(pathlib.Path(__file__).resolve().parent)
    sys.path.insert(0, here)
    sys.argv[1:] = others
    import train

    settings = train.settings()
    for name in ("data", "shards", "out", "weights"):
        value = getattr(settings, name)
        setattr(settings, name, value and str(pathlib.Path(value).resolve()))
    trainer = TorchTrainer(
        loop, train_loop_config={"here": here, "settings": settings},
        scaling_config=ray.train.ScalingConfig(num_workers=own.processes, use_gpu=own.gpu),
        run_config=ray.train.RunConfig(storage_path=str(pathlib.Path(settings.out).resolve() / "ray")))
    trainer.fit()


if __name__ == "__main__":
    main()
