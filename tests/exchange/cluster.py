"""A run as a project for PyTorch: two processes beside the program, photos as shards, and the finished run brought back.

    python cluster.py BIGODE WORK_FOLDER
"""
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile

# The files of this folder must not stand in the way of the packages of their names.
sys.path = sys.path[1:] + sys.path[:1]
import torch

from common import HERE, Program, difference, history, report

program = Program(*sys.argv[1:3])
# Ray would let its processes wait for all others of the machine, and ask for a password of its own.
os.environ.update(OMP_NUM_THREADS="1", CUDA_VISIBLE_DEVICES="", RAY_worker_niceness="0", RAY_AUTH_MODE="disabled")


def train(project, *arguments, script="train.py", launcher=("torch.distributed.run", "--standalone", "--nproc-per-node=2")):
    out = project / "out"
    shutil.rmtree(out, ignore_errors=True)
    module = ["-m", *launcher] if launcher else []
    command = [sys.executable, *module, project / script, "--workers", "0", *map(str, arguments)]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command}\n{done.stdout[-3000:]}{done.stderr[-6000:]}")
    return out


def project_of(config):
    run = program.run(config)
    return run, program.project(run)


tool = f"torch {torch.__version__}, 2 gloo processes"
run, project = project_of(HERE / "cluster.ron")
out = train(project, "--data", program.photos)
report("cluster", tool, "two epochs without augmentation and dropout, losses", difference(history(run), history(out)), 1e-4)

# What the project has written is a run again: its curves, and answers as those of the run.
back = program.work / "runs" / "cluster-back"
shutil.rmtree(back, ignore_errors=True)
program("import", out, "--out", back)
report("cluster", "bigode import", "history", difference(history(out), history(back)), 0.0)
ours, theirs = program.answers(run, program.photos), program.answers(back, program.photos)
largest = max(abs(a - b) for name in ours for a, b in zip(ours[name], theirs[name]))
report("cluster", "bigode import", "answers of the best weights", largest, 1e-3)
evaluated = [json.loads(program("evaluate", folder, program.photos, "--json")) for folder in (run, back)]
report("cluster", "bigode evaluate", "accuracy", abs(evaluated[0]["accuracy"] - evaluated[1]["accuracy"]), 1e-9)

# With augmentation: the same random numbers change the photos in the same way.
run, project = project_of(HERE / "augmented.ron")
out = train(project, "--data", program.photos)
report("cluster", tool, "two epochs with augmentation, losses", difference(history(run), history(out)), 1e-3)

# Shards: all photos once, nothing but what belongs to a sample, and a training from them.
shards = program.work / "shards"
shutil.rmtree(shards, ignore_errors=True)
program("export", run, "--to", "webdataset", "--out", shards)
counts = json.loads((shards / "dataset.json").read_text())
seen = {}
for file in sorted(shards.glob("*.tar")):
    with tarfile.open(file) as archive:
        members = archive.getmembers()
        assert {(m.mtime, m.uid, m.mode) for m in members} == {(0, 0, 0o644)}, file
        for photo, label, about in zip(*[iter(members)] * 3):
            key = photo.name.split(".")[0]
            assert (label.name, about.name) == (key + ".cls", key + ".json")
            described = json.loads(archive.extractfile(about).read())
            assert described["label"] == counts["classes"][int(archive.extractfile(label).read())]
            assert (program.photos / described["filename"]).read_bytes() == archive.extractfile(photo).read()
            seen[described["filename"]] = file.name
assert len(seen) == counts["training"]["photos"] + counts["validation"]["photos"] == 80, counts
import webdataset

out = train(project, "--shards", shards)
assert len(history(out)) == 2
report("webdataset", f"webdataset {webdataset.__version__}, 2 gloo processes", "two epochs in another order, training loss",
       difference(history(run), history(out), ("loss",)), 0.5)

if importlib.util.find_spec("ray"):
    import ray

    run, project = project_of(HERE / "cluster.ron")
    out = train(project, "--processes", "2", "--data", program.photos, script="train_ray.py", launcher=None)
    report("cluster", f"ray {ray.__version__}, 2 workers", "two epochs, losses", difference(history(run), history(out)), 1e-4)
else:
    print("LEFT OUT: ray is not installed")
