"""Golden values of imbalanced-learn for the methods that make rows. Run by hand:

    python test/peers/imbalanced-learn-smote.py

writes imbalanced-learn-smote.json beside this file. Data: test/fixtures/data, numbers as written, no scaling. Nothing
in it depends on a random state but the samples named so.
"""

import json
import os
from collections import Counter

import numpy as np
import pandas as pd
import sklearn
import imblearn
from imblearn.metrics.pairwise import ValueDifferenceMetric
from imblearn.over_sampling import ADASYN, SMOTE, SMOTEN, SMOTENC, SVMSMOTE, BorderlineSMOTE, KMeansSMOTE
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import OrdinalEncoder
from sklearn.svm import SVC

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "fixtures", "data")


def read(name, header=True):
    """A data file; columns are named c1, c2 ... without a header."""
    path = os.path.join(DATA, name)
    if header:
        return pd.read_csv(path, skipinitialspace=True)
    frame = pd.read_csv(path, skipinitialspace=True, header=None)
    frame.columns = [f"c{i + 1}" for i in range(frame.shape[1])]
    return frame


def plain(value):
    """Numpy values as JSON ones."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(entry) for entry in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def numeric_sets():
    """Name -> (features, label, source rows): rows with a missing number or equal features to an earlier row left out."""
    mammography = read("mammography.csv", header=False)
    glass = read("glass.csv", header=False)
    penguins = read("penguins.csv")
    german = read("german.csv", header=False)
    titanic = read("titanic.csv")
    sets = {
        "mammography": (mammography, list(mammography.columns[:6]), mammography.columns[6]),
        "glass": (glass, list(glass.columns[:9]), glass.columns[9]),
        "penguins": (
            penguins,
            ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
            "species",
        ),
        "german": (german, ["c2", "c5", "c13"], german.columns[-1]),
        "titanic": (titanic, ["age", "fare"], "survived"),
    }
    for name, (frame, features, label) in sets.items():
        part = frame[features + [label]].dropna()
        part = part[~part.duplicated(subset=features, keep="first")]
        yield name, part[features].to_numpy(float), part[label].astype(str).to_numpy(), part.index.to_numpy(), features, label


def counts(labels):
    return dict(sorted(Counter(labels).items()))


def orders(labels):
    """Class codes in class order: numbers by value, else by text."""
    names = sorted(set(labels), key=lambda x: (float(x), x) if x.lstrip("-").replace(".", "", 1).isdigit() else x)
    return names, np.array([names.index(label) for label in labels])


def numeric(name, X, labels, rows, columns, label):
    names, y = orders(labels)
    found = {
        "rows": len(rows),
        "rowSum": int(rows.sum()),
        "columns": columns,
        "label": label,
        "counts": counts(labels),
    }

    def after(sampler):
        try:
            return counts(np.array(names)[sampler.fit_resample(X, y)[1]])
        except ValueError as error:
            return {"error": str(error)[:60]}

    found["smote"] = after(SMOTE(random_state=0))
    found["borderline-1"] = after(BorderlineSMOTE(random_state=0, kind="borderline-1"))
    found["borderline-2"] = after(BorderlineSMOTE(random_state=0, kind="borderline-2"))
    found["adasyn"] = after(ADASYN(random_state=0))
    largest = Counter(y).most_common(1)[0][0]
    near = NearestNeighbors(n_neighbors=11).fit(X)
    distances, points = near.kneighbors(X)
    zones, ratios = {}, {}
    for index in range(len(names)):
        if index == largest:
            continue
        own = np.flatnonzero(y == index)
        # The row itself is left out by number; features are distinct, so that it is the first.
        foreign10 = (y[points[own][:, 1:11]] != index).sum(axis=1)
        foreign5 = (y[points[own][:, 1:6]] != index).sum(axis=1)
        tied = np.isclose(distances[own][:, 10], near.kneighbors(X[own], n_neighbors=12)[0][:, 11], rtol=1e-9, atol=0)
        tied5 = np.isclose(distances[own][:, 5], distances[own][:, 6], rtol=1e-9, atol=0)
        zones[names[index]] = {
            "danger": rows[own[(foreign10 >= 5) & (foreign10 < 10)]],
            "noise": rows[own[foreign10 == 10]],
            "tied": rows[own[tied]],
        }
        ratios[names[index]] = {"foreign": foreign5, "tied": rows[own[tied5]]}
        sampler = BorderlineSMOTE(random_state=0).fit(X, y)
    sampler.fit_resample(X, y)
    found["inDanger"] = sorted(rows[np.asarray(sampler.in_danger_indices[key])].tolist() for key in sampler.in_danger_indices) if isinstance(sampler.in_danger_indices, dict) else []
    found["zones"] = zones
    found["ratios"] = ratios
    return found


def vectors(X, labels, rows):
    """Support vectors of a standardised table, gamma `scale`, C 1: rows by class."""
    spread = X.std(axis=0)
    Z = (X - X.mean(axis=0)) / spread
    names, y = orders(labels)
    svm = SVC(gamma="scale", tol=1e-6).fit(Z, y)
    return {
        "support": {
            names[index]: rows[np.sort(svm.support_[y[svm.support_] == index])] for index in range(len(names))
        },
        # Multipliers within 1e-3 of zero are a matter of tolerance.
        "unsure": rows[svm.support_[(np.abs(svm.dual_coef_).max(axis=0) < 1e-3)]],
    }


def separable():
    """Two clouds far apart; the answer does not depend on a tolerance."""
    random = np.random.RandomState(3)
    X = np.round(np.vstack([random.normal(0, 1, (30, 2)), random.normal(6, 1, (12, 2))]), 3)
    y = np.array([0] * 30 + [1] * 12)
    svm = SVC(gamma="scale", tol=1e-6).fit(X, y)
    return {
        "X": X,
        "y": y,
        "support": np.sort(svm.support_),
        "alpha": np.abs(svm.dual_coef_[0])[np.argsort(svm.support_)],
    }


def mixed(name, frame, numbers, levels, label):
    """SMOTENC's constant and the distances of the first rows of the smallest class."""
    frame = frame[numbers + levels + [label]].dropna()
    part = frame.reset_index()
    labels = part[label].astype(str).to_numpy()
    X = part[numbers + levels].copy()
    for column in levels:
        X[column] = X[column].astype(str)
    counted = Counter(labels)
    small = min(counted, key=lambda key: (counted[key], key))
    sampler = SMOTENC(categorical_features=levels, random_state=0)
    made = sampler.fit_resample(X, labels)[1]
    own = np.flatnonzero(labels == small)[:1500]
    median = float(sampler.median_std_[small])
    Z = X[numbers].to_numpy(float)[own]
    codes = OrdinalEncoder().fit_transform(X[levels])[own]
    near = []
    for i in range(0, min(len(own), 60)):
        square = ((Z - Z[i]) ** 2).sum(axis=1) + median**2 * (codes != codes[i]).sum(axis=1)
        square[i] = np.inf
        order = np.lexsort((np.arange(len(square)), square))[:5]
        near.append({"rows": part["index"].to_numpy()[own[order]], "distances": np.sqrt(square[order])})
    return {
        "rows": len(part),
        "rowSum": int(part["index"].sum()),
        "numbers": numbers,
        "levels": levels,
        "label": label,
        "small": small,
        "before": counts(labels),
        "after": counts(made),
        "medianStd": median,
        "own": part["index"].to_numpy()[own[:60]],
        "ofFirst": len(own),
        "near": near,
    }


def nominal(name, frame, levels, label):
    """VDM distances within the smallest class, and what SMOTEN makes of each of its rows where there is no tie."""
    part = frame[levels + [label]].astype(str)
    labels = part[label].to_numpy()
    encoder = OrdinalEncoder()
    codes = encoder.fit_transform(part[levels]).astype(int)
    counted = Counter(labels)
    small = min(counted, key=lambda key: (counted[key], key))
    vdm = ValueDifferenceMetric(n_categories=[len(c) for c in encoder.categories_], k=1, r=2).fit(codes, labels)
    own = np.flatnonzero(labels == small)
    distances = vdm.pairwise(codes[own])
    rows = []
    for i in range(len(own)):
        order = np.lexsort((np.arange(len(own)), np.where(np.arange(len(own)) == i, -1, distances[i])))
        tie = abs(distances[i][order[5]] - distances[i][order[6]]) < 1e-9
        group = codes[own[order[:6]]]
        values = []
        for column in range(group.shape[1]):
            found, times = np.unique(group[:, column], return_counts=True)
            values.append(encoder.categories_[column][found[np.argmax(times)]])
        rows.append(None if tie else values)
    made = SMOTEN(random_state=0).fit_resample(part[levels], labels)[1]
    return {
        "levels": levels,
        "label": label,
        "small": small,
        "after": counts(made),
        "own": own[:40],
        "distances": distances[:40, :40].round(14),
        "made": {int(own[i]): rows[i] for i in range(0, len(own), 3) if rows[i] is not None},
    }


def shares(X, labels, rows):
    """What KMeansSMOTE gives each cluster, by its own formulas, for clusters that are given (row modulo 4, not k-means)."""
    names, y = orders(labels)
    clusters = np.argsort(np.argsort(X[:, 0])) * 4 // len(X)
    largest = Counter(y).most_common(1)[0]
    found = {"clusters": clusters, "classes": {}}
    total = sum(largest[1] - count for index, count in Counter(y).items() if index != largest[0])
    sampler = KMeansSMOTE(random_state=0)
    sampler.density_exponent = "auto"
    sampler._validate_estimator()
    for index in range(len(names)):
        if index == largest[0]:
            continue
        own = (y == index).sum()
        wanted = largest[1] - own
        parts = []
        for cluster in range(4):
            inside = clusters == cluster
            mine = X[inside & (y == index)]
            if len(mine) < 3 or len(mine) / inside.sum() < own / total / 2:
                continue
            sampler.n_jobs = None
            parts.append({"cluster": cluster, "rows": len(mine), "sparsity": sampler._find_cluster_sparsity(mine)})
        found["classes"][names[index]] = {"wanted": wanted, "parts": parts}
    return found


def sample(X, labels, sampler, most=400):
    """Made rows of the smallest class, for two-sample tests."""
    names, y = orders(labels)
    made, codes = sampler.fit_resample(X, y)
    counted = Counter(y)
    small = min(counted, key=lambda key: (counted[key], key))
    made = made[len(X):][codes[len(X):] == small]
    chosen = np.sort(np.random.RandomState(1).permutation(len(made))[:most])
    return {"class": names[small], "rows": np.round(made[chosen], 6)}


def main():
    out = {
        "versions": {
            "imbalanced-learn": imblearn.__version__,
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
        },
        "numeric": {},
        "samples": {},
        "vectors": {},
        "shares": {},
    }
    for name, X, labels, rows, columns, label in numeric_sets():
        out["numeric"][name] = numeric(name, X, labels, rows, columns, label)
        if name in ("penguins", "glass"):
            out["vectors"][name] = vectors(X, labels, rows)
            out["shares"][name] = shares(X, labels, rows)
        if name in ("mammography", "penguins"):
            samplers = {
                "smote": SMOTE(random_state=0),
                "borderline-smote-1": BorderlineSMOTE(random_state=0, kind="borderline-1"),
                "borderline-smote-2": BorderlineSMOTE(random_state=0, kind="borderline-2"),
                "adasyn": ADASYN(random_state=0),
            }
            if name == "penguins":
                samplers["svm-smote"] = SVMSMOTE(random_state=0)
            out["samples"][name] = {key: sample(X, labels, sampler) for key, sampler in samplers.items()}
    out["separable"] = separable()
    german = read("german.csv", header=False)
    levels = [c for c in german.columns[:-1] if german[c].dtype == object]
    numbers = ["c2", "c5", "c13"]
    out["mixed"] = {
        "german": mixed("german", german, numbers, levels, german.columns[-1]),
        "penguins": mixed(
            "penguins",
            read("penguins.csv"),
            ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
            ["island", "sex"],
            "species",
        ),
    }
    adult = read("adult-train.csv", header=False)
    label = adult.columns[-1]
    adult_numbers = [c for c in adult.columns[:-1] if adult[c].dtype != object]
    adult_levels = [c for c in adult.columns[:-1] if adult[c].dtype == object]
    adult = adult.iloc[:6000]
    out["mixed"]["adult"] = mixed("adult", adult, adult_numbers, adult_levels, label)
    out["nominal"] = {"german": nominal("german", german, levels, german.columns[-1])}
    with open(os.path.join(HERE, "imbalanced-learn-smote.json"), "w") as file:
        json.dump(plain(out), file, separators=(",", ":"), allow_nan=False)
        file.write("\n")


if __name__ == "__main__":
    main()
