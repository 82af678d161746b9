"""Golden values of scipy and scikit-learn for the imbalance metrics. Run by hand: python test/peers/imbalance.py"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage, stats
from sklearn.metrics import f1_score
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(7)


def correlations():
    x = rng.integers(0, 12, 60).astype(float)
    y = np.round(x * 0.7 + rng.normal(0, 3, 60), 1)
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "pearson": stats.pearsonr(x, y)[0],
        "spearman": stats.spearmanr(x, y)[0],
    }


def tables():
    found = []
    for rows, columns in [(2, 2), (3, 5), (6, 4)]:
        table = rng.integers(1, 40, (rows, columns))
        chi2 = stats.chi2_contingency(table, correction=False)[0]
        v = stats.contingency.association(table, method="cramer", correction=False)
        found.append({"table": table.tolist(), "chi2": chi2, "v": v})
    return found


def trees():
    found = []
    for classes in (2, 4):
        values = rng.integers(0, 40, 400)
        labels = (values // 7 + (rng.random(400) < 0.3) * rng.integers(0, classes, 400)) % classes
        tree = DecisionTreeClassifier(max_depth=4, random_state=0)
        predicted = tree.fit(values[:, None], labels).predict(values[:, None])
        found.append(
            {
                "values": values.tolist(),
                "labels": labels.tolist(),
                "classes": classes,
                "f1": f1_score(labels, predicted, average="weighted"),
                "accuracy": float((labels == predicted).mean()),
            }
        )
    return found


def batches():
    cases = [(555, 5, 32), (11183, 260, 32), (1000, 1, 500), (40, 30, 5)]
    return [
        {"n": n, "count": c, "batch": b, "none": stats.hypergeom.pmf(0, n, c, b)}
        for n, c, b in cases
    ]


def smoothing():
    counts = rng.integers(0, 200, 23).astype(float)
    window = np.exp(-np.arange(-2, 3) ** 2 / 8)
    window /= window.sum()
    return {
        "counts": counts.tolist(),
        "smoothed": ndimage.convolve1d(counts, window, mode="reflect").tolist(),
    }


golden = {
    "correlations": correlations(),
    "tables": tables(),
    "trees": trees(),
    "batches": batches(),
    "smoothing": smoothing(),
}
Path(__file__).with_name("imbalance.json").write_text(json.dumps(golden) + "\n")
