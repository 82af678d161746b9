"""Distances of two parts of a column as scipy has them: `python3 test/peers/drift.py` writes drift.json. The first rows of a
file are compared with the rest.
"""

import csv
import json
import pathlib

import numpy
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency, ks_2samp, wasserstein_distance

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "fixtures" / "data"

NUMBERS = [("titanic.csv", 3, 600), ("titanic.csv", 6, 300), ("penguins.csv", 2, 200), ("diamonds.csv", 6, 40000), ("compas.csv", 3, 5000)]
CATEGORIES = [("titanic.csv", 1, 600), ("titanic.csv", 2, 300), ("diamonds.csv", 1, 40000), ("penguins.csv", 1, 200)]


def cells(file, column, first):
    with open(DATA / file, newline="", encoding="utf-8") as lines:
        rows = [row[column] for row in csv.reader(lines) if row][1:]
    return [c for c in rows[:first] if c != ""], [c for c in rows[first:] if c != ""]


numbers = []
for file, column, first in NUMBERS:
    a, b = ([float(c) for c in part] for part in cells(file, column, first))
    small = len(a) * len(b) <= 250_000
    test = ks_2samp(a, b, method="exact" if small else "asymp")
    numbers.append(
        {
            "file": file,
            "column": column,
            "first": first,
            "exact": small,
            "ks": float(test.statistic),
            "p": float(test.pvalue),
            "wasserstein": float(wasserstein_distance(a, b) / max(1e-3, numpy.std(a))),
        }
    )

categories = []
for file, column, first in CATEGORIES:
    a, b = cells(file, column, first)
    levels = sorted(set(a) | set(b))
    counts = numpy.array([[part.count(level) for level in levels] for part in (a, b)])
    p, q = counts[0] / counts[0].sum(), counts[1] / counts[1].sum()
    categories.append(
        {
            "file": file,
            "column": column,
            "first": first,
            "js": float(jensenshannon(p, q)),
            "tv": float(abs(p - q).sum() / 2),
            "p": float(chi2_contingency(counts, correction=False)[1]),
        }
    )

(HERE / "drift.json").write_text(json.dumps({"scipy": scipy.__version__, "numbers": numbers, "categories": categories}, indent=2) + "\n")
