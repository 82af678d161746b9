"""Samples of rows that imbalanced-learn makes, for two-sample tests, and what it says of every `sampling_strategy`, right
or wrong: `python test/peers/imbalanced-learn-samples.py` writes imbalanced-learn-samples.json. Needs imbalanced-learn
0.14.2 and scikit-learn 1.5.2.

SMOTE-IPF is no part of imbalanced-learn: its SMOTE is filtered here with scikit-learn's trees, as Saez et al. 2015 say with
the trees of smote-variants (each learns from all parts but one), eight cuts deep, with five rows in a leaf.
"""

import json
from collections import Counter
from importlib.machinery import SourceFileLoader
from pathlib import Path

import imblearn
import numpy as np
import sklearn
from imblearn.over_sampling import SMOTE, SMOTENC, KMeansSMOTE
from imblearn.utils import check_sampling_strategy
from sklearn.cluster import KMeans
from sklearn.model_selection import StratifiedKFold
from sklearn.tree import DecisionTreeClassifier

HERE = Path(__file__).parent
# What reads the files for the other golden values of methods that make rows.
shared = SourceFileLoader("shared", str(HERE / "imbalanced-learn-smote.py")).load_module()
MOST = 150


def chosen(rows):
    """Some of the rows, in their order."""
    return np.sort(np.random.RandomState(1).permutation(len(rows))[:MOST])


def smallest(labels):
    counted = Counter(labels)
    return min(counted, key=lambda key: (counted[key], key))


def mixed(frame, numbers, levels, label):
    """Rows that SMOTENC makes of the smallest class: numbers, then categories as written."""
    part = frame[numbers + levels + [label]].dropna().reset_index(drop=True)
    labels = part[label].astype(str).to_numpy()
    X = part[numbers + levels].copy()
    for column in levels:
        X[column] = X[column].astype(str)
    made, after = SMOTENC(categorical_features=levels, random_state=0).fit_resample(X, labels)
    small = smallest(labels)
    made = made.iloc[len(X):][after[len(X):] == small]
    made = made.iloc[chosen(made)]
    return {
        "rows": len(part),
        "numbers": numbers,
        "levels": levels,
        "label": label,
        "class": small,
        "made": {
            "numbers": made[numbers].to_numpy(float).round(6),
            "levels": made[levels].to_numpy(str),
        },
    }


def clustered(X, labels, clusters):
    names, y = shared.orders(labels)
    sampler = KMeansSMOTE(
        kmeans_estimator=KMeans(clusters, n_init=20, random_state=0),
        k_neighbors=2,
        cluster_balance_threshold=0.1,
        random_state=0,
    )
    return {"clusters": clusters, **shared.sample(X, labels, sampler, MOST)}


def filtered(X, labels):
    """Rows that SMOTE made of the smallest class and the filter leaves; `gone`: rows that leave, by class."""
    names, y = shared.orders(labels)
    X_all, y_all = SMOTE(random_state=0).fit_resample(X, y)
    alive = np.arange(len(X_all))
    few, quiet, round_ = 0.01 * len(alive), 0, 0
    while quiet < 3:
        votes = np.zeros(len(alive), dtype=int)
        parts = StratifiedKFold(9, shuffle=True, random_state=round_)
        for learnt, _ in parts.split(X_all[alive], y_all[alive]):
            tree = DecisionTreeClassifier(max_depth=8, min_samples_leaf=5, random_state=round_)
            tree.fit(X_all[alive][learnt], y_all[alive][learnt])
            votes += tree.predict(X_all[alive]) != y_all[alive]
        wrong = votes > 4
        alive = alive[~wrong]
        quiet = quiet + 1 if wrong.sum() < few else 0
        round_ += 1
    small = names.index(smallest(labels))
    made = X_all[alive[(alive >= len(X)) & (y_all[alive] == small)]]
    gone = np.setdiff1d(np.arange(len(X_all)), alive)
    return {
        "class": names[small],
        "rows": made[chosen(made)].round(6),
        "all": len(X_all),
        "gone": {name: int((y_all[gone] == i).sum()) for i, name in enumerate(names)},
    }


WORDS = ["minority", "majority", "not minority", "not majority", "all", "auto", "most", "", "Minority", "auto "]
RATIOS = [0.01, 0.2, 0.25, 0.5, 0.999, 1.0, 0.0, -0.5, 1.5, 2.0, float("inf")]
TABLES = [
    {"a": 100, "b": 40}, {"a": 120, "b": 25}, {"a": 90}, {"b": 30}, {"b": 10}, {"b": 25}, {"c": 5}, {"z": 5},
    {"a": 100, "z": 1}, {"a": -1}, {"b": -30}, {"a": 0}, {"a": 10, "b": 10}, {"a": 200, "b": 1}, {},
]
LISTS = [["a"], ["b", "a"], ["z"], ["a", "z"], []]
COUNTS = [{"a": 100, "b": 25}, {"a": 100, "b": 25, "c": 4}, {"a": 50, "b": 50}, {"a": 7}]
KINDS = {"over": "over-sampling", "under": "under-sampling", "clean": "clean-sampling"}


def strategies():
    """What the peer targets, or its error, for every kind, class counts and value."""
    found = []
    for kind, name in KINDS.items():
        for counts in COUNTS:
            y = np.array([value for value, rows in counts.items() for _ in range(rows)])
            for strategy in [*WORDS, *RATIOS, *TABLES, *LISTS]:
                try:
                    answer = {str(key): int(rows) for key, rows in check_sampling_strategy(strategy, y, name).items()}
                    case = {"targets": answer}
                except (ValueError, TypeError) as error:
                    case = {"error": str(error)}
                written = "Infinity" if strategy == float("inf") else strategy
                found.append({"kind": kind, "counts": counts, "strategy": written, **case})
    return found


def main():
    german = shared.read("german.csv", header=False)
    adult = shared.read("adult-train.csv", header=False)
    adult_levels = [c for c in adult.columns[:-1] if adult[c].dtype == object]
    out = {
        "versions": {"imbalanced-learn": imblearn.__version__, "scikit-learn": sklearn.__version__},
        "mixed": {
            "german": mixed(
                german,
                ["c2", "c5", "c13"],
                [c for c in german.columns[:-1] if german[c].dtype == object],
                german.columns[-1],
            ),
            "penguins": mixed(
                shared.read("penguins.csv"),
                ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
                ["island", "sex"],
                "species",
            ),
            "adult": mixed(
                adult.iloc[:6000],
                [c for c in adult.columns[:-1] if c not in adult_levels],
                adult_levels,
                adult.columns[-1],
            ),
        },
        "clustered": {},
        "filtered": {},
        "strategies": strategies(),
    }
    for name, X, labels, _, _, _ in shared.numeric_sets():
        if name in ("penguins", "mammography"):
            out["clustered"][name] = clustered(X, labels, {"penguins": 3, "mammography": 5}[name])
        if name in ("penguins", "german"):
            out["filtered"][name] = filtered(X, labels)
    with open(HERE / "imbalanced-learn-samples.json", "w") as file:
        json.dump(shared.plain(out), file, separators=(",", ":"), allow_nan=False)
        file.write("\n")


if __name__ == "__main__":
    main()
