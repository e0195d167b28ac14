"""Records scikit-learn's figures on random predictions, as scores.json beside this file.

python make.py          (made with scikit-learn 1.9 and numpy 2.4)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve


def predictions(rng, classes, count, decimals, labels):
    """Probabilities in single precision, as the network gives them; few decimals make ties."""
    logits = rng.normal(size=(count, classes)) * 2
    logits[np.arange(count), labels] += 1
    p = np.exp(logits)
    p = np.round(p / p.sum(axis=1, keepdims=True), decimals)
    p[:, -1] = 1 - p[:, :-1].sum(axis=1)
    return np.clip(p, 0, 1).astype(np.float32)


def finite(values):
    return ["inf" if np.isinf(v) else float(v) for v in values]


def two_classes(y, p):
    if len(set(y)) < 2:
        return None
    return one_against_rest(y, p, 1)


def one_against_rest(y, p, positive):
    """The curves of one class; none where it has no photograph, or all of them."""
    y = (np.asarray(y) == positive).astype(int)
    p = p[:, [positive, positive]]
    if len(set(y)) < 2:
        return None
    fpr, tpr, thresholds = metrics.roc_curve(y, p[:, 1], drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(y, p[:, 1])
    return {
        "roc": {"fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds": finite(thresholds)},
        "auc": float(metrics.roc_auc_score(y, p[:, 1])),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "average_precision": float(metrics.average_precision_score(y, p[:, 1])),
    }


def averages(y, predicted, names):
    report = metrics.classification_report(y, predicted, labels=names, output_dict=True, zero_division=0)
    rows = [report["macro avg"], report["weighted avg"]]
    return [[row["precision"], row["recall"], row["f1-score"]] for row in rows]


def case(rng, classes, count, decimals, absent=None):
    y = rng.integers(0, classes, count)
    if absent is not None:
        y[y == absent] = (absent + 1) % classes
    p = predictions(rng, classes, count, decimals, y)
    wide = p.astype(np.float64)
    names = list(range(classes))
    predicted = wide.argmax(axis=1)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        y, predicted, labels=names, zero_division=0
    )
    right, confidence = (predicted == y).astype(int), wide.max(axis=1)
    edges = np.linspace(0, 1, 11)
    bins = np.searchsorted(edges[1:-1], confidence)
    accuracy, mean = calibration_curve(right, confidence, n_bins=10) if len(set(right)) > 1 else ([], [])
    return {
        "classes": classes,
        "labels": y.tolist(),
        "probabilities": [round(float(v), 9) for v in p.ravel()],
        "loss": float(metrics.log_loss(y, wide, labels=names)),
        "accuracy": float(metrics.accuracy_score(y, predicted)),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "confusion": metrics.confusion_matrix(y, predicted, labels=names).tolist(),
        "bin_counts": np.bincount(bins, minlength=10).tolist(),
        "bin_accuracy": list(map(float, accuracy)),
        "bin_confidence": list(map(float, mean)),
        "two_classes": two_classes(y, wide) if classes == 2 else None,
        "averages": averages(y, predicted, names),
        "one_against_rest": [one_against_rest(y, wide, name) for name in names] if classes > 2 else [],
    }


rng = np.random.default_rng(42)
cases = [
    case(rng, 2, 60, 9),
    case(rng, 2, 60, 1),
    case(rng, 2, 7, 2),
    case(rng, 2, 12, 2, absent=0),
    case(rng, 3, 60, 9),
    case(rng, 4, 40, 1, absent=2),
    case(rng, 10, 60, 4),
]
file = Path(__file__).with_name("scores.json")
file.write_text(json.dumps({"made_with": f"scikit-learn {sklearn.__version__}", "cases": cases}) + "\n")
