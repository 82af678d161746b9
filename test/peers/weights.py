"""Golden values for weight methods, from scikit-learn, AIF360, ipfn and SciPy; by hand:

    pip install scikit-learn aif360 ipfn scipy pandas
    python test/peers/weights.py > test/peers/weights.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from aif360.algorithms.preprocessing import Reweighing
from aif360.datasets import BinaryLabelDataset
from ipfn.ipfn import ipfn
from scipy.optimize import minimize
from sklearn.utils.class_weight import compute_class_weight

DATA = Path(__file__).parent.parent / "fixtures" / "data"
titanic = pd.read_csv(DATA / "titanic.csv")
penguins = pd.read_csv(DATA / "penguins.csv")


def class_weights():
    result = {}
    for name, frame, column in (("penguins", penguins, "species"), ("titanic", titanic, "class")):
        y = frame[column].dropna().astype(str)
        classes = np.array(sorted(y.unique()))
        weights = compute_class_weight("balanced", classes=classes, y=y)
        result[name] = {"column": column, "weights": dict(zip(classes, weights.tolist()))}
    return result


def reweighing():
    frame = pd.DataFrame({"sex": (titanic.sex == "male").astype(float), "survived": titanic.survived.astype(float)})
    data = BinaryLabelDataset(df=frame, label_names=["survived"], protected_attribute_names=["sex"])
    privileged, unprivileged = [{"sex": 1.0}], [{"sex": 0.0}]
    made = Reweighing(unprivileged_groups=unprivileged, privileged_groups=privileged).fit_transform(data)
    return made.instance_weights.tolist()


MARGINS = {
    "sex": {"female": 0.5, "male": 0.5},
    "pclass": {"1": 0.3, "2": 0.3, "3": 0.4},
    "alone": {"False": 0.45, "True": 0.55},
}


def raking():
    frame = titanic.assign(**{c: titanic[c].astype(str) for c in MARGINS})
    cells = frame.groupby(list(MARGINS)).size().reset_index(name="total")
    cells["total"] = cells["total"].astype(float)
    aims = [pd.Series(shares, name="total") * len(frame) for shares in MARGINS.values()]
    for aim, column in zip(aims, MARGINS):
        aim.index.name = column
    fitted = ipfn(cells.copy(), aims, [[c] for c in MARGINS], max_iteration=5000, convergence_rate=1e-14, rate_tolerance=0).iteration()

    def by_cell(table):
        return {"|".join(row[c] for c in MARGINS): row["total"] for _, row in table.iterrows()}

    before, after = by_cell(cells), by_cell(fitted)
    return {"margins": MARGINS, "weights": {cell: after[cell] / before[cell] for cell in before}}


def entropy_balancing():
    frame = penguins.dropna(subset=["sex", "flipper_length_mm", "body_mass_g"])
    statistics = np.column_stack(
        [frame.flipper_length_mm - 205, frame.body_mass_g - 4300, (frame.sex == "MALE") - 0.4]
    ).astype(float)
    statistics /= statistics.std(axis=0)

    def dual(multipliers):
        exponents = -statistics @ multipliers
        most = exponents.max()
        raw = np.exp(exponents - most)
        return most + np.log(raw.sum()), -(raw / raw.sum()) @ statistics

    # Brute force: a general minimiser of the dual, polished by Newton steps until nothing moves.
    multipliers = minimize(dual, np.zeros(3), jac=True, method="BFGS", options={"gtol": 1e-12}).x
    for _ in range(20):
        raw = np.exp(-statistics @ multipliers)
        w = raw / raw.sum()
        mean = w @ statistics
        curve = (statistics * w[:, None]).T @ statistics - np.outer(mean, mean)
        multipliers = multipliers + np.linalg.solve(curve, mean)
    weights = np.exp(-statistics @ multipliers)
    weights *= len(weights) / weights.sum()
    return {
        "targets": {
            "flipper_length_mm": {"mean": 205},
            "body_mass_g": {"mean": 4300},
            "sex": {"MALE": 0.4, "FEMALE": 0.6},
        },
        "rows": [int(i) for i in frame.index],
        "weights": weights.tolist(),
        "ess": float(weights.sum() ** 2 / (weights**2).sum()),
    }


json.dump(
    {
        "class-weights": class_weights(),
        "reweighing": reweighing(),
        "raking": raking(),
        "entropy-balancing": entropy_balancing(),
    },
    sys.stdout,
)
