"""One of imbalanced-learn's samplers from file to file: `python samplers.py METHOD IN OUT`; OUT.json says what the
sampler alone took of processor time, all threads, and how many rows there are afterwards."""

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

method, source, target = sys.argv[1:4]
frame = pandas.read_csv(source)
y = frame.pop("y")
sampler = METHODS[method]()
start = time.process_time()
x, y = sampler.fit_resample(frame, y)
alone = time.process_time() - start
x["y"] = y
x.to_csv(target, index=False)
with open(target + ".json", "w") as out:
    json.dump({"cpu": alone, "rows": len(x)}, out)
