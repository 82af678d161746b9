"""Relevance of numeric targets as the package smogn 0.1.2 has it, a translation of R's UBL: `python3 test/peers/relevance.py`
writes relevance.json. Its quartiles are those of R's `fivenum` unless n leaves 2 when divided by 4, so such files lose a row.
"""

import csv
import json
import pathlib

import numpy
import pandas

quantile = numpy.quantile
# Newer releases of numpy call it otherwise.
numpy.quantile = lambda a, q, interpolation="linear": quantile(a, q, method=interpolation)

from smogn.phi import phi  # noqa: E402
from smogn.phi_ctrl_pts import phi_ctrl_pts  # noqa: E402

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "fixtures" / "data"

TARGETS = [("penguins.csv", True, 5), ("diamonds.csv", True, 0), ("german.csv", False, 4), ("titanic.csv", True, 6)]

cases = []
for file, header, column in TARGETS:
    with open(DATA / file, newline="", encoding="utf-8") as lines:
        rows = [row for row in csv.reader(lines) if row][1 if header else 0 :]
    values = []
    for row in rows[:2000]:
        try:
            values.append(float(row[column]))
        except ValueError:
            continue
    if len(values) % 4 == 2:
        values.pop()
    y = pandas.Series(values)
    relevance = phi(y=y, ctrl_pts=phi_ctrl_pts(y=y, method="auto", xtrm_type="both", coef=1.5))
    step = max(1, len(values) // 120)
    cases.append(
        {
            "file": file,
            "header": header,
            "column": column,
            "n": len(values),
            "step": step,
            "rare": int(sum(value >= 0.5 for value in relevance)),
            "relevance": [float(value) for value in relevance[::step]],
        }
    )
    print(file, len(values), cases[-1]["rare"])

(HERE / "relevance.json").write_text(json.dumps({"smogn": "0.1.2", "cases": cases}) + "\n")
