"""Golden values of scipy and scikit-learn for the imbalance metrics. Run by hand: python test/peers/imbalance.py"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage, stats
from sklearn.decomposition import PCA
from sklearn.metrics import f1_score, silhouette_score
from sklearn.neighbors import NearestNeighbors
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


def blobs(sizes, dimensions, spread):
    parts = [rng.normal(rng.normal(0, spread, dimensions), 1, (n, dimensions)) for n in sizes]
    return np.vstack(parts).round(6), np.repeat(np.arange(len(sizes)), sizes)


def silhouettes():
    found = []
    for sizes, dimensions in [((30, 20), 2), ((25, 10, 15), 3), ((20, 1, 9), 2)]:
        points, labels = blobs(sizes, dimensions, 2)
        found.append(
            {
                "points": points.tolist(),
                "labels": labels.tolist(),
                "silhouette": silhouette_score(points, labels),
            }
        )
    return found


def separability():
    found = []
    for sizes, dimensions in [((60, 30), 2), ((50, 40, 20), 4)]:
        points, labels = blobs(sizes, dimensions, 1)
        near = NearestNeighbors(n_neighbors=11).fit(points).kneighbors(points)[1][:, 1:]
        overlap = [
            [(labels[near[labels == c]] == d).mean() for d in range(len(sizes))]
            for c in range(len(sizes))
        ]
        means = [points[labels == c].mean(axis=0) for c in range(len(sizes))]
        spreads = [np.cov(points[labels == c].T) for c in range(len(sizes))]
        centre = points.mean(axis=0)
        pairs = []
        for a in range(len(sizes)):
            for b in range(a + 1, len(sizes)):
                both = spreads[a] + spreads[b]
                both = both + 1e-6 * np.trace(both) / dimensions * np.eye(dimensions)
                gap = means[a] - means[b]
                x, y = means[a] - centre, means[b] - centre
                pairs.append(
                    {
                        "fisher": gap @ np.linalg.solve(both, gap) / 2,
                        "cosine": x @ y / np.linalg.norm(x) / np.linalg.norm(y),
                    }
                )
        shares = np.array(sizes) / sum(sizes)
        within = sum(p * np.trace(s) for p, s in zip(shares, spreads))
        between = sum(p * ((m - centre) ** 2).sum() for p, m in zip(shares, means))
        found.append(
            {
                "points": points.tolist(),
                "labels": labels.tolist(),
                "overlap": overlap,
                "pairs": pairs,
                "variability": within / between,
            }
        )
    return found


def components():
    # Variances that fall by four each, so that directions are well apart.
    turned = np.linalg.qr(rng.normal(size=(24, 24)))[0]
    points = ((rng.normal(size=(40, 24)) * 2.0 ** -np.arange(24)) @ turned).round(9)
    fitted = PCA(n_components=3, svd_solver="full").fit(points)
    return {
        "points": points.tolist(),
        "components": fitted.components_.tolist(),
        "variances": fitted.explained_variance_.tolist(),
    }


def tails():
    draws = (rng.pareto(2, 300) + 1).round(6)
    top = np.sort(draws)[::-1]
    return {"draws": draws.tolist(), "hill": 1 / np.log(top[:15] / top[15]).mean()}


def positions():
    found = []
    for k in (2, 4, 5):
        counts = rng.integers(5, 60, k)
        chi2, p = stats.chisquare(counts)
        found.append({"counts": counts.tolist(), "chi2": chi2, "p": p})
    return found


def references():
    found = []
    for k in (2, 5):
        observed = rng.integers(20, 400, k)
        shares = rng.random(k)
        shares = shares / shares.sum()
        chi2, p = stats.chisquare(observed, shares * observed.sum())
        found.append(
            {"observed": observed.tolist(), "shares": shares.tolist(), "chi2": chi2, "p": p}
        )
    return found


def crossings():
    table = rng.integers(0, 30, (5, 4))
    expected = stats.contingency.expected_freq(table)
    return {
        "table": table.tolist(),
        "expected": expected.tolist(),
        "residual": ((table - expected) / np.sqrt(expected)).tolist(),
    }


golden = {
    "correlations": correlations(),
    "tables": tables(),
    "trees": trees(),
    "batches": batches(),
    "smoothing": smoothing(),
    "silhouettes": silhouettes(),
    "separability": separability(),
    "components": components(),
    "tails": tails(),
    "positions": positions(),
    "references": references(),
    "crossings": crossings(),
}
Path(__file__).with_name("imbalance.json").write_text(json.dumps(golden) + "\n")
