"""One of imbalanced-learn's samplers from file to file: `python samplers.py METHOD IN OUT`. With `again` behind it the
sampler runs several times, nothing but OUT.json is written, and that says what it took of processor time, all threads:
the first call and the median, and how many rows there are afterwards."""

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
}

CALLS = 5

method, source, target = sys.argv[1:4]
again = sys.argv[4:] == ["again"]
frame = pandas.read_csv(source)
y = frame.pop("y")
calls = []
for _ in range(CALLS if again else 1):
    sampler = METHODS[method]()
    start = time.process_time()
    x, left = sampler.fit_resample(frame, y)
    calls.append(time.process_time() - start)
if again:
    with open(target + ".json", "w") as out:
        json.dump({"first": calls[0], "cpu": sorted(calls)[CALLS // 2], "rows": len(x)}, out)
else:
    x["y"] = left
    x.to_csv(target, index=False)
