"""Loads every export in the framework it is for; by hand, after the files were made with the command line:

    cp test/fixtures/data/titanic.csv FOLDER && cd FOLDER
    ballast balance titanic.csv --label survived --group sex --method class-weights
    for id in class-weight-config pytorch-sampler prior-correction sampler-index; do
      ballast export $id titanic.class-weights.recipe.json
    done
    ballast export hf-interleave titanic.class-weights.recipe.json --option column=sex
    pip install torch datasets scikit-learn pandas
    python test/peers/exports.py FOLDER > test/peers/exports.json
"""

import importlib.util
import json
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_class_weight

folder = Path(sys.argv[1])
os.chdir(folder)
source = pd.read_csv("titanic.csv")


def module(name):
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), f"titanic.{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


config = module("class-weight-config")
classes = np.array([0, 1])
y = source.survived
x = source[["pclass", "sibsp", "parch", "fare"]] / [3, 8, 6, 512]
result = {}

# scikit-learn: the dict is compute_class_weight's, and fits as the row weights do.
expected = compute_class_weight("balanced", classes=classes, y=y)
by_class = config.sklearn_class_weight(classes)
assert np.allclose([by_class[c] for c in classes], expected, rtol=1e-7)
tight = dict(tol=1e-10, max_iter=10_000)
one = LogisticRegression(class_weight=by_class, **tight).fit(x, y)
two = LogisticRegression(**tight).fit(x, y, sample_weight=config.sklearn_sample_weight(y))
assert np.allclose(one.coef_, two.coef_, rtol=1e-6)
written = pd.read_csv("titanic.class-weights.csv")
three = LogisticRegression(**tight).fit(x, y, sample_weight=written["_weight"])
assert np.allclose(one.coef_, three.coef_, rtol=1e-4)
result["scikit-learn"] = {"class_weight": {str(k): v for k, v in by_class.items()}, "coefficients": one.coef_[0].tolist()}

# PyTorch: the losses are the weighted means they should be.
logits = torch.tensor([[0.2, -0.4], [1.0, 0.5], [-0.3, 0.8]])
target = torch.tensor([0, 1, 1])
loss = config.torch_cross_entropy(classes)(logits, target).item()
p = torch.log_softmax(logits, 1)[torch.arange(3), target].numpy()
w = expected[target.numpy()]
assert abs(loss - (-(w * p).sum() / w.sum())) < 1e-6
bce = config.torch_bce_with_logits()
assert abs(bce.pos_weight.item() - (y == 0).sum() / (y == 1).sum()) < 1e-5
result["pytorch"] = {"cross_entropy": loss, "pos_weight": bce.pos_weight.item()}
result["keras"] = config.keras_class_weight(classes)
result["xgboost"] = config.xgboost_params()
result["catboost"] = config.catboost_params(["0", "1"])
try:
    config.sklearn_class_weight([1, 0])
    raise SystemExit("an encoder in another order was taken")
except AssertionError:
    pass

# WeightedRandomSampler: as many draws as rows, classes about even.
sampler = module("pytorch-sampler").weighted_sampler("titanic.pytorch-sampler.csv", torch.Generator().manual_seed(0))
drawn = list(sampler)
assert len(drawn) == len(source)
share = float((y.iloc[drawn] == 1).mean())
assert abs(share - 0.5) < 0.06
result["sampler"] = {"draws": len(drawn), "positive_share": share}

# The index lists every row of the file once, with its weight.
lines = [json.loads(line) for line in Path("titanic.sampler-index.jsonl").read_text().splitlines()]
assert [line["row"] for line in lines[1:]] == list(range(len(source)))
assert np.allclose([line["weight"] for line in lines[1:]], written["_weight"])

# The correction gives the formula, and its inverse the prediction.
correction = module("prior-correction")
predicted = [[0.3, 0.7], [0.9, 0.1]]
fixed = correction.correct(predicted)
train, new = np.array(correction.TRAIN), np.array(correction.NEW)
raw = np.array(predicted) * new / train
assert np.allclose(fixed, raw / raw.sum(axis=1, keepdims=True))
assert np.allclose(correction.correct(fixed, train=correction.NEW, new=correction.TRAIN), predicted)
result["prior-correction"] = {"new": correction.NEW, "fixed": fixed}

# datasets: the mixture stops where the export says, and draws groups with its probabilities.
mixture = json.loads(Path("titanic.hf-interleave.json").read_text())
rows = module("hf-interleave").mixture()
groups = pd.Series(rows["sex"]).value_counts(normalize=True)
for group in mixture["groups"]:
    assert abs(groups[group["group"]] - group["probability"]) < 0.06
assert abs(len(rows) - mixture["expected_rows"]) < 0.15 * mixture["expected_rows"]
result["datasets"] = {"rows": len(rows), "expected": mixture["expected_rows"]}

json.dump(result, sys.stdout, indent=1)
print()
