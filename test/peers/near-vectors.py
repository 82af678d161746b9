"""Golden values of cleanlab's Datalab for near-duplicate numbers. Run by hand: python test/peers/near-vectors.py"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from cleanlab import Datalab
from sklearn.neighbors import NearestNeighbors

HERE = Path(__file__).parent
DATA = HERE.parent / "fixtures" / "data"
CASES = [
    ("penguins.csv", True, ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]),
    ("titanic.csv", True, ["age", "fare"]),
    ("glass.csv", False, [f"column_{i}" for i in range(2, 11)]),
    ("diamonds.csv", True, ["carat", "depth", "table", "x", "y", "z"]),
]


def measured(name, header, columns):
    frame = pd.read_csv(DATA / name, header=0 if header else None)
    if not header:
        frame.columns = [f"column_{i + 1}" for i in range(frame.shape[1])]
    numbers = frame[columns].dropna().to_numpy(float)[:5000]
    points = (numbers - numbers.mean(0)) / numbers.std(0)
    lab = Datalab(data={"row": list(range(len(points)))}, verbosity=0)
    lab.find_issues(
        features=points, issue_types={"near_duplicate": {"metric": "euclidean", "threshold": 0.13}}
    )
    flagged = lab.get_issues("near_duplicate")["is_near_duplicate_issue"]
    nearest = NearestNeighbors(n_neighbors=2).fit(points).kneighbors(points)[0][:, 1]
    return {
        "file": name,
        "header": header,
        "columns": columns,
        "rows": len(points),
        "median": float(np.median(nearest)),
        "near": int(flagged.sum()),
    }


if __name__ == "__main__":
    with open(HERE / "near-vectors.json", "w", encoding="utf-8") as file:
        json.dump([measured(*case) for case in CASES], file, indent=2)
        file.write("\n")
