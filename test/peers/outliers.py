"""Far values by numpy, scipy and pandas, on the real files. Run by hand: python test/peers/outliers.py"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

HERE = Path(__file__).parent
DATA = HERE.parent / "fixtures" / "data"
HEADERLESS = ("adult", "german", "glass", "mammography")


def far(values):
    if len(values) < 30:
        return None
    unique, counts = np.unique(values, return_counts=True)
    if counts.max() > len(values) / 2:
        values = values[values != unique[counts.argmax()]]
    if len(np.unique(values)) <= 20 or len(values) < 30:
        return None
    logarithmic = bool(values.min() > 0 and stats.skew(values, bias=False) > 2)
    x = np.log(values) if logarithmic else values
    mad = stats.median_abs_deviation(x)
    if mad == 0:
        return None
    z = 0.6745 * (x - np.median(x)) / mad
    q1, q3 = np.percentile(x, [25, 75])
    out = (np.abs(z) > 6) & ((x < q1 - 3 * (q3 - q1)) | (x > q3 + 3 * (q3 - q1)))
    usual = values[~out]
    return {
        "n": len(values),
        "logarithmic": logarithmic,
        "cells": int(out.sum()),
        "usual": [float(usual.min()), float(usual.max())],
        "farthest": float(z[np.abs(z).argmax()]) if out.any() else None,
    }


found = {}
for path in sorted(DATA.glob("*.csv")):
    header = None if path.name.startswith(HEADERLESS) else 0
    frame = pd.read_csv(path, header=header, skipinitialspace=True)
    found[path.name] = {
        str(index): result
        for index in range(frame.shape[1])
        if pd.api.types.is_numeric_dtype(frame.iloc[:, index])
        and frame.iloc[:, index].dtype != bool
        and (result := far(frame.iloc[:, index].dropna().to_numpy(float)))
    }
(HERE / "outliers.json").write_text(json.dumps(found, indent=1) + "\n")
