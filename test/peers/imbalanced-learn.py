"""What imbalanced-learn removes from real files, as golden values: `python3 test/peers/imbalanced-learn.py` writes
imbalanced-learn.json. Needs imbalanced-learn 0.14.2 and scikit-learn 1.5.2.

Numbers alone, as they are; rows that lack one are left out. Classes are given as numbers in Ballast's class order. Only
methods without randomness that pass over the data once: of the others equal distances make comparison meaningless.
"""

import base64
import csv
import json
import pathlib
import zlib

import imblearn
import numpy
import sklearn
from imblearn.under_sampling import (
    EditedNearestNeighbours,
    NearMiss,
    NeighbourhoodCleaningRule,
    TomekLinks,
)

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "fixtures" / "data"

# File, header, label, features, and of how many rows one is taken.
FILES = [
    ("mammography.csv", False, 6, [0, 1, 2, 3, 4, 5], 1),
    ("glass.csv", False, 9, list(range(9)), 1),
    ("german.csv", False, 20, [1, 4, 7, 10, 12, 15, 17], 1),
    ("diamonds.csv", True, 1, [0, 4, 5, 6, 7, 8, 9], 5),
    ("adult-train.csv", False, 14, [0, 2, 4, 10, 11, 12], 3),
    ("penguins.csv", True, 0, [2, 3, 4, 5], 1),
    ("titanic.csv", True, 0, [1, 3, 4, 5, 6], 1),
]

METHODS = {
    "tomek-links auto": TomekLinks(),
    "tomek-links all": TomekLinks(sampling_strategy="all"),
    "edited-nearest-neighbours all": EditedNearestNeighbours(),
    "edited-nearest-neighbours mode": EditedNearestNeighbours(kind_sel="mode"),
    "neighbourhood-cleaning-rule": NeighbourhoodCleaningRule(),
    "near-miss 1": NearMiss(version=1),
    "near-miss 2": NearMiss(version=2),
    "near-miss 3": NearMiss(version=3),
}


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
    x = numpy.array([[float(rows[row][f]) for f in features] for row in taken])
    labels = [rows[row][label] for row in taken]
    order = class_order(labels)
    return taken, x, numpy.array([order.index(value) for value in labels])


def packed(rows, count):
    bits = numpy.zeros(count, dtype=bool)
    bits[rows] = True
    return base64.b64encode(zlib.compress(numpy.packbits(bits, bitorder="little").tobytes(), 9)).decode()


cases = []
for file, header, label, features, step in FILES:
    taken, x, y = read(file, header, label, features, step)
    for name, sampler in METHODS.items():
        sampler.fit_resample(x, y)
        kept = set(int(row) for row in sampler.sample_indices_)
        removed = [row for row in range(len(taken)) if row not in kept]
        cases.append(
            {
                "file": file,
                "header": header,
                "label": label,
                "features": features,
                "step": step,
                "rows": len(taken),
                "method": name,
                "removed": len(removed),
                "bits": packed(removed, len(taken)),
            }
        )
        print(file, name, len(removed), "of", len(taken), flush=True)

(HERE / "imbalanced-learn.json").write_text(
    json.dumps(
        {
            "versions": {
                "imbalanced-learn": imblearn.__version__,
                "scikit-learn": sklearn.__version__,
                "numpy": numpy.__version__,
            },
            "cases": cases,
        },
        indent=1,
    )
    + "\n"
)
