"""The folder with a script that classifies photos, as its user runs it, beside `bigode predict`: on the shared photos where they
are there, otherwise on drawings.

    python python.py BIGODE WORK_FOLDER
"""
import csv
import os
import pathlib
import subprocess
import sys

# The files of this folder must not stand in the way of the packages of their names.
sys.path = sys.path[1:] + sys.path[:1]
import onnxruntime

from common import HERE, Program, report

program = Program(*sys.argv[1:3])
SHARED = HERE.parent.parent.parent / "shared" / "data" / "test"
photos = SHARED if SHARED.is_dir() else program.photos

for name in ("flatten", "pooled", "residual"):
    run = program.run(HERE / "networks" / f"{name}.ron")
    folder = program.work / f"{name}-python"
    program("export", run, "--to", "python", "--out", folder)
    done = subprocess.run([sys.executable, folder / "classify.py", photos], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(done.stdout.splitlines()))
    table = program.work / "table.csv"
    program("predict", run, photos, "--csv", table)
    with open(table) as file:
        ours = list(csv.reader(file))
    columns = len(rows[0])
    assert rows[0] == ours[0][:columns], (rows[0], ours[0])
    by_name = {os.path.realpath(row[0]): row for row in ours[1:]}
    assert len(rows) - 1 == len(by_name) == len([file for file in pathlib.Path(photos).rglob("*") if file.is_file()])
    largest = 0.0
    for row in rows[1:]:
        own = by_name[os.path.realpath(row[0])]
        values, own_values = list(map(float, row[2:])), list(map(float, own[2:columns]))
        largest = max([largest] + [abs(a - b) for a, b in zip(values, own_values)])
        # Of two classes that are equally likely either is right.
        assert row[1] == own[1] or abs(values[1] - values[2]) < 1e-5, (row, own)
    what = f"{name}, {len(by_name)} " + ("photos" if photos == SHARED else "drawings")
    report("python", f"onnxruntime {onnxruntime.__version__}", what, largest, 1e-5)
