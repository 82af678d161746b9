"""One of imbalanced-learn's samplers from file to file: `python samplers.py METHOD IN OUT`. OUT.json says what the
sampler alone took of processor time, all threads, and how many rows there are afterwards. With `again` behind it the
sampler is called several times, the median counts, and nothing else is written."""

import json
import sys
import time

import pandas
from imblearn import over_sampling, under_sampling

METHODS = {
    "tomek-links": under_sampling.TomekLinks,
    "edited-nearest-neighbours": under_sampling.EditedNearestNeighbours,
    "repeated-enn": under_sampling.RepeatedEditedNearestNeighbours,
    "all-knn": under_sampling.AllKNN,
    "condensed-nearest-neighbour": under_sampling.CondensedNearestNeighbour,
    "one-sided-selection": under_sampling.OneSidedSelection,
    "neighbourhood-cleaning-rule": under_sampling.NeighbourhoodCleaningRule,
    "near-miss": under_sampling.NearMiss,
    "smote": over_sampling.SMOTE,
    "smotenc": lambda: over_sampling.SMOTENC(categorical_features="auto"),
}

# Calls of a sampler alone, fewer where they take longer than so many seconds together; one that takes longer than LONG
# seconds is called once.
CALLS = 31
SECONDS = 5
LONG = 2

method, source, target = sys.argv[1:4]
again = sys.argv[4:] == ["again"]
frame = pandas.read_csv(source)
y = frame.pop("y")
for column in frame.select_dtypes(exclude="number"):
    frame[column] = frame[column].astype("category")
calls = []
while not calls or (again and len(calls) < CALLS and calls[0] < LONG and sum(calls) < SECONDS):
    sampler = METHODS[method]()
    start = time.process_time()
    x, left = sampler.fit_resample(frame, y)
    calls.append(time.process_time() - start)
with open(target + ".json", "w") as out:
    cpu = sorted(calls)[len(calls) // 2]
    json.dump({"first": calls[0], "cpu": cpu, "rows": len(x)}, out)
if not again:
    x["y"] = left
    x.to_csv(target, index=False)
