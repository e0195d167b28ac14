"""The run's own files, each whole or as it was before."""
import os
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = ["epoch", "accuracy", "learning_rate", "loss", "val_accuracy", "val_loss", "seconds", "images_per_second"]


def write(out, history, weights, better, save_file):
    """The history so far, and the weights by their names, as a library's save_file writes them."""
    out.mkdir(parents=True, exist_ok=True)
    lines = [",".join(COLUMNS)] + [",".join(str(row[name]) for name in COLUMNS) for row in history]
    part = out / "history.csv.part"
    part.write_text("\n".join(lines) + "\n")
    os.replace(part, out / "history.csv")
    for name in ["last.safetensors"] + ["best.safetensors"] * better:
        part = out / (name + ".part")
        save_file(weights, part)
        os.replace(part, out / name)
    for name in ("run.json", "split.csv"):
        if (HERE / name).exists() and not (out / name).exists():
            (out / name).write_bytes((HERE / name).read_bytes())


def printed(row):
    return ", ".join(f"{key} {value:.4f}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items())
