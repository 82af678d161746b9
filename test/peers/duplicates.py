"""Golden values of pandas for copies, keys and overlaps in the data files. Run by hand: python test/peers/duplicates.py"""

import csv
import json
import re
from pathlib import Path

import pandas as pd

DATA = Path(__file__).parent.parent / "fixtures" / "data"
HEADERLESS = re.compile(r"^(adult|german|glass|mammography)")
# Two columns that repeat, and hold missing cells where the file has some.
KEYS = {
    "adult-test.csv": [3, 13],
    "adult-train.csv": [0, 11],
    "compas.csv": [3, 5],
    "diamonds.csv": [0, 4],
    "german.csv": [0, 3],
    "glass.csv": [1, 8],
    "mammography.csv": [0, 1],
    "penguins.csv": [2, 6],
    "titanic.csv": [3, 6],
}


def read(name):
    header = not HEADERLESS.search(name)
    with open(DATA / name, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    if name.startswith("adult"):
        rows = [[re.sub("^ ", "", cell) for cell in row] for row in rows]
    # Columns go by their place: names may repeat.
    return pd.DataFrame(rows[1:] if header else rows, dtype=str)


def digest(rows):
    """Enough to tell one list of rows from another: how many, and two sums."""
    return [len(rows), sum(rows), sum(i * row for i, row in enumerate(rows, 1)) % 1_000_003]


def kept(frame, **options):
    found = {}
    for keep in ("first", "last", False):
        rows = frame.drop_duplicates(keep=keep, **options).index.tolist()
        found["none" if keep is False else keep] = digest(rows)
    return found


def sizes(frame):
    return frame.groupby(list(frame.columns), dropna=False, sort=False).size()


def of_file(name):
    frame = read(name)
    key = KEYS[name]
    groups = frame.groupby(key, dropna=False, sort=False)
    repeated = groups.size() > 1
    differing = groups.nunique(dropna=False)[repeated] > 1
    by_size = sizes(frame).value_counts()
    return {
        "rows": len(frame),
        "duplicated": int(frame.duplicated().sum()),
        "kept": kept(frame),
        "sets": {str(size): int(n) for size, n in sorted(by_size.items())},
        "key": key,
        "keyKept": kept(frame, subset=key),
        "keys": int(groups.ngroups),
        "duplicatedKeys": int(repeated.sum()),
        "conflicting": int(differing.any(axis=1).sum()),
        "conflicts": {str(column): int(n) for column, n in differing.sum().items() if n > 0},
        "capped": digest(sorted(groups.head(2).index.tolist())),
    }


def adult_overlap():
    train, test = read("adult-train.csv"), read("adult-test.csv")
    features = list(train.columns[:14])
    both = test.merge(train[features].drop_duplicates(), on=features, how="left", indicator=True)
    leaked = both.index[both["_merge"] == "both"].tolist()
    train["label"] = train[train.columns[14]]
    answers = train.groupby(features)["label"].agg(set)
    same = sum(
        test.iloc[row, 14].rstrip(".") in answers[tuple(test.iloc[row, :14])] for row in leaked
    )
    return {"leaked": digest(leaked), "sameLabel": same}


golden = {"files": {name: of_file(name) for name in sorted(KEYS)}, "adult": adult_overlap()}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, indent=1) + "\n")
print({name: (of["duplicated"], of["keys"]) for name, of in golden["files"].items()}, golden["adult"])
