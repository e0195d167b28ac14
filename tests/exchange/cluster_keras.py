"""A run as a project for Keras on JAX: one process, and two that compute each batch together, beside the program.

    python cluster_keras.py BIGODE WORK_FOLDER
"""
import os
import shutil
import socket
import subprocess
import sys

# The files of this folder must not stand in the way of the packages of their names.
sys.path = sys.path[1:] + sys.path[:1]
import jax
import keras

from common import HERE, Program, difference, history, report

program = Program(*sys.argv[1:3])
os.environ["JAX_PLATFORMS"] = "cpu"


def train(project, processes=1):
    """What the project writes with so many processes."""
    out = project / "out"
    shutil.rmtree(out, ignore_errors=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "127.0.0.1:%d" % free.getsockname()[1]
    started = []
    for process in range(processes):
        command = [sys.executable, project / "train_keras_multihost.py", "--data", program.photos]
        if processes > 1:
            command += ["--coordinator", address, "--processes", processes, "--process", process]
        started.append(subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
    for process in started:
        said, _ = process.communicate()
        if process.returncode:
            for other in started:
                other.kill()
            raise SystemExit(said[-6000:])
    return out


tool = f"keras {keras.__version__}, jax {jax.__version__}"
run = program.run(HERE / "cluster.ron")
out = train(program.project(run))
report("cluster", tool, "two epochs without augmentation and dropout, losses", difference(history(run), history(out)), 1e-4)
rates = difference(history(run), history(out), ("learning_rate",))
report("cluster", tool, "learning rates", rates, 1e-8)

back = program.work / "runs" / "back"
program("import", out, "--out", back)
ours, theirs = program.answers(run, program.photos), program.answers(back, program.photos)
largest = max(abs(a - b) for name in ours for a, b in zip(ours[name], theirs[name]))
report("cluster", f"{tool}, bigode import", "answers of the best weights", largest, 1e-3)

# A batch that two devices can share.
run = program.run(HERE / "cluster.ron", "--batch-size", "16", name="even")
out = train(program.project(run), processes=2)
report("cluster", f"{tool}, 2 processes", "two epochs, losses", difference(history(run), history(out)), 1e-4)

# The order and the random changes of each epoch are the run's.
run = program.run(HERE / "augmented.ron")
out = train(program.project(run))
report("cluster", tool, "two epochs with augmentation, losses", difference(history(run), history(out)), 1e-3)
