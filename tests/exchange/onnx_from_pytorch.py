"""Networks that PyTorch's two exporters write, as runs of the program: the same answers; what is no chain is refused.

    python onnx_from_pytorch.py BIGODE WORK_FOLDER
"""
import pathlib
import sys

# The files of this folder must not stand in the way of the packages of their names.
sys.path = sys.path[1:] + sys.path[:1]
import numpy
import torch
from torch import nn

from common import HERE, Program, report

sys.path.append(str(HERE.parent.parent / "src/exchange/python"))
from pixels import read_pixels, scaled

program = Program(*sys.argv[1:3])
HEIGHT, WIDTH = 22, 26


class Block(nn.Module):
    """ResNet's basic block."""

    def __init__(self, ins, outs, stride):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(ins, outs, 3, stride, 1, bias=False), nn.BatchNorm2d(outs), nn.ReLU(),
            nn.Conv2d(outs, outs, 3, 1, 1, bias=False), nn.BatchNorm2d(outs))
        self.shortcut = nn.Identity() if (ins, stride) == (outs, 1) else nn.Sequential(
            nn.Conv2d(ins, outs, 1, stride, bias=False), nn.BatchNorm2d(outs))

    def forward(self, x):
        return torch.relu(self.main(x) + self.shortcut(x))


class View(nn.Module):
    def forward(self, x):
        return x.view(x.size(0), -1)


NETWORKS = {
    "plain": nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 8, (3, 2), stride=(1, 2)), nn.BatchNorm2d(8), nn.SiLU(),
        nn.AvgPool2d(2), nn.Flatten(), nn.Dropout(0.3), nn.Linear(8 * 4 * 3, 10), nn.BatchNorm1d(10), nn.GELU(), nn.Linear(10, 2)),
    "viewed": nn.Sequential(nn.Conv2d(3, 5, 5, stride=2), nn.BatchNorm2d(5), nn.ReLU(), View(), nn.Linear(5 * 9 * 11, 2), nn.Softmax(1)),
    "resnet": nn.Sequential(
        nn.Conv2d(3, 8, 5, 2, 2, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1), Block(8, 8, 1), Block(8, 12, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(12, 2)),
    "depthwise": nn.Sequential(
        nn.Conv2d(3, 6, 3, 2, 1), nn.ReLU6(), nn.Conv2d(6, 6, 3, 1, 1, groups=6), nn.BatchNorm2d(6), nn.LeakyReLU(0.2),
        nn.Conv2d(6, 9, 1), nn.AvgPool2d(3, 2, 1), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(9, 2)),
}

torch.manual_seed(0)
photos = sorted(program.photos.iterdir())[:20]
preprocessing = {"height": HEIGHT, "width": WIDTH, "interpolation": "nearest", "scale": 1 / 255, "exif_orientation": False}
x = numpy.stack([scaled(read_pixels(photo, preprocessing), preprocessing) for photo in photos]).transpose(0, 3, 1, 2)
x = torch.from_numpy(numpy.ascontiguousarray(x))

for name, network in NETWORKS.items():
    network.train()
    for _ in range(5):
        network(x)
    network.eval()
    with torch.no_grad():
        expected = network(x)
        expected = (expected if name == "viewed" else expected.softmax(1)).numpy()
    for dynamo in (False, True):
        file = program.work / f"{name}-{'dynamo' if dynamo else 'script'}.onnx"
        axes = {"dynamic_shapes": ({0: torch.export.Dim("batch")},)} if dynamo else {"dynamic_axes": {"input": {0: "batch"}}}
        torch.onnx.export(network, (x[:2],), file, input_names=["input"], dynamo=dynamo, verbose=False, **axes)
        run = program.work / "runs" / file.stem
        program("import", file, "--out", run, "--classes", "cat,dog")
        answers = program.answers(run, program.photos)
        by_name = {pathlib.Path(path).name: row for path, row in answers.items()}
        largest = max(numpy.abs(numpy.subtract(by_name[photo.name], row)).max() for photo, row in zip(photos, expected))
        report("onnx", f"torch {torch.__version__}, {'torch.export' if dynamo else 'TorchScript'}", name, float(largest), 1e-5)


class Branched(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.end = nn.Conv2d(3, 4, 3), nn.Conv2d(3, 4, 3), nn.Linear(8, 2)

    def forward(self, x):
        return self.end(torch.cat([self.a(x), self.b(x)], 1).mean((2, 3)))


REFUSED = {
    "branched": (Branched(), "Concat"),
    "tanh": (nn.Sequential(nn.Conv2d(3, 4, 3), nn.Tanh(), nn.Flatten(), nn.Linear(4 * 20 * 24, 2)), "Tanh"),
    "dilated": (nn.Sequential(nn.Conv2d(3, 4, 3, dilation=2), nn.Flatten(), nn.Linear(4 * 18 * 22, 2)), "dilations"),
    "grouped": (nn.Sequential(nn.Conv2d(3, 4, 1), nn.Conv2d(4, 4, 3, groups=2), nn.Flatten(), nn.Linear(4 * 20 * 24, 2)), "group"),
}
for name, (network, word) in REFUSED.items():
    file = program.work / f"{name}.onnx"
    torch.onnx.export(network.eval(), (x[:2],), file, input_names=["input"], dynamo=False, verbose=False)
    said = program("import", file, "--out", program.work / "runs" / name, "--classes", "cat,dog", code=1)
    assert word in said and not (program.work / "runs" / name).exists(), said
