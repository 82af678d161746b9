"""Golden values of scikit-learn's models for test/unit/models. Run by hand:

    python test/peers/models.py > test/peers/models.json
"""
import json
import sys

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression


def numbers(seed, count):
    """The same numbers in TypeScript: a linear congruential generator with exact integers."""
    state = seed
    out = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(state / 2**31)
    return np.array(out)


def made(seed, rows, columns, classes):
    x = numbers(seed, rows * columns).reshape(rows, columns)
    # Few distinct values in the last column, so that ties and bins of whole numbers are met.
    x[:, -1] = np.floor(x[:, -1] * 5)
    score = x @ np.arange(1, columns + 1) + 2 * x[:, 0] * x[:, 1]
    cuts = np.quantile(score, np.linspace(0, 1, classes + 1)[1:-1] ** 0.5)
    flips = numbers(seed + 1, rows) < 0.15
    y = (np.digitize(score, cuts) + flips) % classes
    weights = 0.5 + numbers(seed + 2, rows)
    return x, y, weights


cases = []
for seed, rows, columns, classes, weighted in [
    (1, 400, 3, 2, False),
    (2, 400, 4, 2, True),
    (3, 500, 5, 3, False),
    (4, 700, 4, 4, True),
]:
    x, y, w = made(seed, rows, columns, classes)
    weights = w if weighted else None
    logistic = LogisticRegression(tol=1e-10, max_iter=10_000).fit(x, y, weights)
    trees = HistGradientBoostingClassifier(max_depth=2, max_iter=100, early_stopping=False).fit(x, y, weights)
    cases.append({
        "seed": seed, "rows": rows, "columns": columns, "classes": classes, "weighted": weighted,
        "y": "".join(map(str, y)),
        "logistic": logistic.predict_proba(x[:20]).tolist(),
        "trees": trees.predict_proba(x[:20]).tolist(),
    })
json.dump({"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "cases": cases}, sys.stdout)
print()
