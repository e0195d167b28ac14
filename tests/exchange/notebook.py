"""Runs as notebooks: valid in both languages, executed for two epochs from the run's own first weights, with its curves.

    python notebook.py BIGODE WORK_FOLDER
"""
import csv
import json
import os
import shutil
import sys

# The files of this folder must not stand in the way of the packages of their names.
sys.path = sys.path[1:] + sys.path[:1]
import nbclient
import nbformat

from common import HERE, NETWORKS, Program, report

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["MPLBACKEND"] = "agg"
program = Program(*sys.argv[1:3])

# Without this cell Keras draws its own first weights, and the curves are near the run's, not equal.
FIRST_WEIGHTS = """
import json
import safetensors.numpy
initial = safetensors.numpy.load_file({project!r} + "/initial.safetensors")
with open({project!r} + "/run.json") as file:
    names = [tensor["name"] for layer in json.load(file)["layers"] for tensor in layer["tensors"]]
model.set_weights([initial[name] for name in names])
"""


def exported(config):
    run = program.run(config)
    for language in ("pt", "en"):
        file = program.work / f"{config.stem}-{language}.ipynb"
        program("export", run, "--to", "notebook", "--out", file, "--language", language)
        notebook = nbformat.read(file, as_version=4)
        nbformat.validate(notebook)
    return run, notebook


for config in NETWORKS:
    exported(config)

# These have no dropout, whose random numbers are the library's.
for config in (HERE / "cluster.ron", HERE / "augmented.ron"):
    run, notebook = exported(config)
    project = program.work / f"{config.stem}-for-notebook"
    shutil.rmtree(project, ignore_errors=True)
    program("export", run, "--to", "cluster", "--out", project)
    cells = [cell for cell in notebook.cells if not cell.source.startswith("%pip")]
    compiled = next(at for at, cell in enumerate(cells) if "model.compile" in cell.source)
    new = nbformat.v4.new_code_cell
    cells.insert(compiled + 1, new(FIRST_WEIGHTS.format(project=str(project))))
    notebook.cells = cells + [new("print('HISTORY', json.dumps(history.history))")]
    client = nbclient.NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(program.work)}})
    client.execute()
    printed = "".join(output.text for output in notebook.cells[-1].outputs if output.output_type == "stream")
    curves = json.loads(printed.split("HISTORY", 1)[1])
    with open(run / "history.csv") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == len(curves["loss"]) == 2
    tool = f"nbformat {nbformat.__version__}, nbclient {nbclient.__version__}, keras"
    for name in ("loss", "val_loss"):
        largest = max(abs(value - float(row[name])) for value, row in zip(curves[name], rows))
        report("notebook", tool, f"{config.stem}, two epochs, {name}", largest, 1e-3)
