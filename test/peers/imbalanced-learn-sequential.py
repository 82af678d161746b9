"""What those methods of imbalanced-learn remove from real files that go over the data again and again, or draw:
`python3 test/peers/imbalanced-learn-sequential.py` writes imbalanced-learn-sequential.json. Needs imbalanced-learn 0.14.2.

One tie would change all that follows, so every cell is moved by up to a ten-thousandth of the range of its column, and
what is random is fixed: start rows and folds are those that Ballast draws with seed 0. CondensedNearestNeighbour takes
places within a class for row numbers, which is right only where that class comes first: rows are sorted so.
"""

import base64
import csv
import functools
import hashlib
import json
import pathlib
import zlib
from collections import Counter

import imblearn
import numpy
from imblearn.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    InstanceHardnessThreshold,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
)
from imblearn.under_sampling._prototype_selection import _instance_hardness_threshold as hardness
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit
from sklearn.neighbors import KNeighborsClassifier

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "fixtures" / "data"
MASK = (1 << 64) - 1

# File, header, label, features, and of how many rows one is taken.
FILES = [
    ("mammography.csv", False, 6, [0, 1, 2, 3, 4, 5], 1),
    ("glass.csv", False, 9, list(range(9)), 1),
    ("german.csv", False, 20, [1, 4, 7, 10, 12, 15, 17], 1),
    ("penguins.csv", True, 0, [2, 3, 4, 5], 1),
    ("titanic.csv", True, 0, [1, 3, 4, 5, 6], 1),
    ("adult-train.csv", False, 14, [0, 2, 4, 10, 11, 12], 24),
]


@functools.cache
def key_of(stream):
    return int.from_bytes(hashlib.sha256(f"ballast/1|0|{stream}".encode()).digest()[:8], "big")


def uniform(stream, index):
    """Ballast's counter-based numbers in [0, 1), with seed 0."""
    key = key_of(stream)
    z = (key + (index + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    z ^= z >> 31
    return (z >> 11) * 2.0**-53


class Forced(numpy.random.RandomState):
    """Draws what it is told."""

    def __init__(self, starts):
        super().__init__(0)
        self.starts = list(starts)

    def randint(self, low, high=None, size=None):
        return numpy.array([self.starts.pop(0)])


def number(text):
    try:
        value = float(text)
    except ValueError:
        return None
    return value if numpy.isfinite(value) else None


def class_order(labels):
    values = sorted(set(labels))
    numbers = [number(value) for value in values]
    return values if None in numbers else [v for _, v in sorted(zip(numbers, values))]


def read(file, header, label, features, step):
    with open(DATA / file, newline="", encoding="utf-8") as lines:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines) if row]
    rows = rows[1:] if header else rows
    taken = [row for row in range(0, len(rows), step)]
    taken = [row for row in taken if None not in [number(rows[row][f]) for f in features]]
    labels = [rows[row][label] for row in taken]
    order = class_order(labels)
    y = numpy.array([order.index(value) for value in labels])
    x = numpy.array([[float(rows[row][f]) for f in features] for row in taken])
    # The largest class first, all else in the order of the file.
    largest = min(range(len(order)), key=lambda c: (-(y == c).sum(), c))
    places = numpy.concatenate([numpy.flatnonzero(y == largest), numpy.flatnonzero(y != largest)])
    x, y = x[places], y[places]
    spans = x.max(axis=0) - x.min(axis=0)
    for i in range(len(x)):
        for j in range(len(features)):
            x[i, j] += uniform(f"moved/{j}", i) * 1e-4 * spans[j]
    return x, y, order, largest


def starts(method, y, order, targets):
    """Places within each class of the rows that Ballast starts from."""
    found = []
    for c in targets:
        rows = numpy.flatnonzero(y == c)
        draws = [uniform(f"{method}/start/{order[c]}", int(row)) for row in rows]
        found.append(int(numpy.argmin(draws)))
    return found


def folds(y, count=5):
    stream = "instance-hardness-threshold/fold"
    placed = numpy.zeros((count, y.max() + 1), dtype=int)
    of = numpy.zeros(len(y), dtype=int)
    for row in sorted(range(len(y)), key=lambda row: (uniform(stream, row), row)):
        of[row] = min(range(count), key=lambda f: (placed[f, y[row]], placed[f].sum(), f))
        placed[of[row], y[row]] += 1
    return of


def packed(rows, count):
    bits = numpy.zeros(count, dtype=bool)
    bits[rows] = True
    return base64.b64encode(zlib.compress(numpy.packbits(bits, bitorder="little").tobytes(), 9)).decode()


cases = []
for file, header, label, features, step in FILES:
    x, y, order, largest = read(file, header, label, features, step)
    counts = Counter(y.tolist())
    smallest = min(counts, key=lambda c: (counts[c], c))
    others = [c for c in range(len(order)) if c != smallest]
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    of = folds(y)
    hardness.StratifiedKFold = lambda **_: PredefinedSplit(of)
    logistic = LogisticRegression(C=1, solver="newton-cg", tol=1e-8, max_iter=10000)
    methods = {
        "condensed-nearest-neighbour majority": CondensedNearestNeighbour(
            n_neighbors=1,
            sampling_strategy=[largest],
            random_state=Forced(starts("condensed-nearest-neighbour", y, order, [largest])),
        ),
        "one-sided-selection auto": OneSidedSelection(
            n_neighbors=1, random_state=Forced(starts("one-sided-selection", y, order, others))
        ),
        "repeated-enn all": RepeatedEditedNearestNeighbours(kind_sel="all"),
        "repeated-enn mode": RepeatedEditedNearestNeighbours(kind_sel="mode"),
        "all-knn all": AllKNN(kind_sel="all"),
        "all-knn mode": AllKNN(kind_sel="mode"),
        "neighbourhood-cleaning-rule": NeighbourhoodCleaningRule(),
        "instance-hardness-threshold linear": InstanceHardnessThreshold(estimator=logistic, cv=5),
        "instance-hardness-threshold knn": InstanceHardnessThreshold(
            estimator=KNeighborsClassifier(5), cv=5
        ),
    }
    for name, sampler in methods.items():
        sampler.fit_resample(standard if name.startswith("instance") else x, y)
        kept = set(int(row) for row in sampler.sample_indices_)
        removed = [row for row in range(len(y)) if row not in kept]
        cases.append(
            {
                "file": file,
                "header": header,
                "label": label,
                "features": features,
                "step": step,
                "rows": len(y),
                "method": name,
                "removed": len(removed),
                "bits": packed(removed, len(y)),
            }
        )
        print(file, name, len(removed), "of", len(y), flush=True)

(HERE / "imbalanced-learn-sequential.json").write_text(
    json.dumps({"imbalanced-learn": imblearn.__version__, "cases": cases}, indent=1) + "\n"
)
