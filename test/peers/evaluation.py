"""The protocol of src/engine/evaluation in scikit-learn, on Ballast's folds. Run by hand, after
`node test/peers/run.mjs evaluation-folds`:

    python test/peers/evaluation.py > test/peers/evaluation.json
"""
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import sklearn
from imblearn.metrics import geometric_mean_score
from sklearn import metrics
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_sample_weight

here = pathlib.Path(__file__).parent


def encoder(frame, numbers, categories):
    """Standardised numbers and one-hot levels of at least ten rows, as learned from `frame`."""
    means, sds = frame[numbers].mean(), frame[numbers].std(ddof=0)
    levels = {c: [v for v, n in frame[c].value_counts().items() if n >= 10] for c in categories}

    def encode(rows):
        blocks = [((rows[numbers] - means) / sds).to_numpy()]
        for c in categories:
            known = np.array([[v == level for level in levels[c]] for v in rows[c]], dtype=float)
            blocks.append(np.column_stack([known, 1 - known.sum(axis=1)]))
        return np.hstack(blocks)

    return encode


def scores(truth, p, rare):
    """All scores of two classes; `p` has one column per class."""
    predicted = p.argmax(axis=1)
    positive = truth == rare
    return {
        "macro-f1": metrics.f1_score(truth, predicted, average="macro"),
        "balanced-accuracy": metrics.balanced_accuracy_score(truth, predicted),
        "geometric-mean": geometric_mean_score(truth, predicted, average="multiclass"),
        "matthews": metrics.matthews_corrcoef(truth, predicted),
        "auroc": metrics.roc_auc_score(positive, p[:, rare]),
        "auprc": metrics.average_precision_score(positive, p[:, rare]),
        "brier": metrics.brier_score_loss(positive, p[:, rare]),
    }


def made_scores():
    """Scores of made predictions of three classes, with ties."""
    state = np.random.default_rng(7)
    truth = state.choice(3, 200, p=[0.7, 0.2, 0.1])
    raw = np.round(state.random((200, 3)) + 0.5 * np.eye(3)[truth], 1) + 0.1
    p = raw / raw.sum(axis=1, keepdims=True)
    predicted = p.argmax(axis=1)
    one_hot = np.eye(3)[truth]
    return {
        "truth": truth.tolist(),
        "probabilities": p.ravel().tolist(),
        "scores": {
            "macro-f1": metrics.f1_score(truth, predicted, average="macro"),
            "balanced-accuracy": metrics.balanced_accuracy_score(truth, predicted),
            "geometric-mean": geometric_mean_score(truth, predicted, average="multiclass"),
            "matthews": metrics.matthews_corrcoef(truth, predicted),
            "auroc": metrics.roc_auc_score(truth, p, multi_class="ovr", average="macro"),
            "auprc": metrics.average_precision_score(one_hot, p, average="macro"),
            "brier": ((p - one_hot) ** 2).sum(axis=1).mean(),
        },
    }


cases = []
for case in json.loads((here / "evaluation-folds.json").read_text()):
    frame = pd.read_csv(here.parent / "fixtures" / "data" / case["file"], header=None, dtype=str)
    frame[case["numbers"]] = frame[case["numbers"]].astype(float)
    classes = sorted(frame[case["label"]].unique(), key=lambda text: float(text.strip("'")))
    y = frame[case["label"]].map(classes.index).to_numpy()
    rare = int(np.bincount(y).argmin())
    shares = np.bincount(y) / len(y)
    fold_of = np.array(list(map(int, case["folds"])))
    results = {}
    for fold in range(5):
        train, test = np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)
        encode = encoder(frame.iloc[train], case["numbers"], case["categories"])
        asked = encode(frame.iloc[test])
        for model, make in [
            ("linear", lambda: LogisticRegression(tol=1e-8, max_iter=10_000)),
            ("tree", lambda: HistGradientBoostingClassifier(max_depth=2, early_stopping=False)),
        ]:
            for name, rows, weights in [
                ("base", train, None),
                ("weights", train, compute_sample_weight("balanced", y[train])),
                ("dropped", np.array(case["kept"][fold]), None),
            ]:
                fitted = make().fit(encode(frame.iloc[rows]), y[rows], sample_weight=weights)
                p = fitted.predict_proba(asked)
                tried = {name: p}
                if name == "base":
                    tried["threshold"] = (p / shares) / (p / shares).sum(axis=1, keepdims=True)
                for one, probabilities in tried.items():
                    for score, value in scores(y[test], probabilities, rare).items():
                        results.setdefault(f"{one} {model} {score}", []).append(round(float(value), 9))
    cases.append({"file": case["file"], "results": results})

versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
json.dump({"versions": versions, "made": made_scores(), "cases": cases}, sys.stdout)
print()
