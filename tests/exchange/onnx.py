"""Networks as ONNX files: checked by onnx, run by onnxruntime beside the program, and read back.

    python onnx.py BIGODE WORK_FOLDER
"""
import importlib.util
import json
import sys

# The files of this folder must not stand in the way of the packages of their names.
sys.path = sys.path[1:] + sys.path[:1]
import numpy
import onnx
import onnxruntime

from common import HERE, NETWORKS, Program, report

program = Program(*sys.argv[1:3])


def module(path):
    spec = importlib.util.spec_from_file_location("exported", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def difference(answers, probabilities):
    return max(float(numpy.abs(numpy.subtract(answers[name], row)).max()) for name, row in probabilities.items())


for config in NETWORKS:
    run = program.run(config)
    answers = program.answers(run, program.photos)
    folder = program.work / f"{config.stem}-python"
    if not folder.exists():
        program("export", run, "--to", "python", "--out", folder)
    script = module(folder / "classify.py")
    for layout in ("nhwc", "nchw"):
        file = program.work / f"{config.stem}-{layout}.onnx"
        program("export", run, "--to", "onnx", "--layout", layout, "--out", file)
        model = onnx.load(file)
        onnx.checker.check_model(model, full_check=True)
        assert (model.ir_version, model.opset_import[0].version) == (8, 17)
        metadata = {entry.key: entry.value for entry in model.metadata_props}
        assert json.loads(metadata["classes"]) == ["cat", "dog"]

        classifier = script.Classifier(file)
        names = list(answers)
        rows = numpy.concatenate([classifier.probabilities([name]) for name in names])
        together = classifier.probabilities(names)
        assert numpy.abs(rows - together).max() < 1e-6, "the batch's size changes the answers"
        tool = f"onnxruntime {onnxruntime.__version__}, onnx {onnx.__version__}"
        report("onnx", tool, f"{config.stem}, {layout}", difference(answers, dict(zip(names, rows))), 1e-5)

        back = program.work / "runs" / f"{config.stem}-{layout}-back"
        program("import", file, "--out", back)
        again = program.answers(back, program.photos)
        report("onnx", "bigode import", f"{config.stem}, {layout}", difference(answers, again), 1e-5)

run = program.run(HERE / "mirrored.ron")
answers = program.answers(run, program.photos)
folder = program.work / "mirrored-python"
if not folder.exists():
    program("export", run, "--to", "python", "--out", folder)
classifier = module(folder / "classify.py").Classifier(folder / "model.onnx")
report("python", f"onnxruntime {onnxruntime.__version__}", "averaged with mirror images",
       difference(answers, dict(zip(answers, classifier.probabilities(list(answers))))), 1e-5)
back = program.work / "runs" / "mirrored-back"
program("import", folder / "model.onnx", "--out", back)
report("onnx", "bigode import", "averaged with mirror images", difference(answers, program.answers(back, program.photos)), 1e-5)
